import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { buildASTSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaDocument } from '../graphql/schema-document.ts';
import { bundle, readAtStart } from './bundle.ts';

const folder = bundle('api');
const code = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('the function api', () => {
  it('is deployed in less than 1 MB, and takes less than 1.9 MB unpacked', () => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const sum = (sizes: readonly number[]) => sizes.reduce((all, one) => all + one, 0);
    expect(sum(files.map((file) => gzipSync(file).length))).toBeLessThan(1_000_000);
    expect(sum(files.map((file) => file.length))).toBeLessThan(1_900_000);
  });

  it('imports no module of Node, which would read all of it', () => {
    const imported = code.flatMap((name) =>
      [...read(name).matchAll(/(?<![\w$.])from\s*"([^"./]+)"/g)].map(([, from]) => from),
    );
    expect(imported.filter((from) => from?.startsWith('node:') || builtinModules.includes(from ?? ''))).toEqual([]);
  });

  it('keeps what few requests need out of what every start reads: names, files, keys, packages', () => {
    const text = readAtStart(folder).map(read).join('\n');
    expect(text.length).toBeLessThan(1_080_000);
    expect(text).not.toContain('PutObject');
    expect(text).not.toContain('GenerateDataKey');
    expect(text).not.toContain('YAML');
    expect(text).not.toContain(JSON.stringify('\u8861\u5c71\u53bf').slice(1, -1));
    expect(text).not.toContain('zhuāng');
    expect(text).toContain('TransactWriteItems');
  });

  it('has the schema parsed', () => {
    const parsed = JSON.parse(gunzipSync(readFileSync(join(folder, 'schema.json.gz'))).toString());
    const schema = buildASTSchema(parsed, { assumeValid: true, assumeValidSDL: true });
    expect(printSchema(schema)).toBe(printSchema(buildASTSchema(schemaDocument())));
  });
});
