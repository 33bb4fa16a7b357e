import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../lowcode/definition/editor-schema.ts';
import { PACKAGED_KINDS, packagedKind } from '../lowcode/package/kinds.ts';
import type { Problem } from '../lowcode/problem.ts';
import { readCounty } from '../samples/county.ts';
import { SCHEMA_FOLDER, schemaFiles } from './schemas.ts';

const county = readCounty();
const samples: { readonly [kind: string]: ReadonlyMap<string, unknown> } = {
  ...{ form: county.forms, flow: county.flows, service: county.services, licenceType: county.licenceTypes },
};

describe('the schemas for editors', () => {
  it('are those that the definition languages make (else: node systems/schemas.ts)', () => {
    const stored = readdirSync(SCHEMA_FOLDER).map((name) => [name, readFileSync(join(SCHEMA_FOLDER, name), 'utf8')]);
    expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(schemaFiles()));
  });

  it.each(PACKAGED_KINDS)('of a %s accepts what its parser accepts, and rejects what it rejects', (kind) => {
    const { shape, title } = packagedKind(kind);
    const validate = new Ajv2020({ strict: false }).compile(editorSchema(shape, title));
    const definitions = [...(samples[kind]?.values() ?? [])];
    for (const one of definitions) expect([validate(one), validate.errors]).toEqual([true, null]);
    const seen = { accepted: 0, refused: 0 };
    if (definitions.length === 0) return;
    fc.assert(
      fc.property(fc.constantFrom(...definitions), fc.nat(), replacement, (definition, at, put) => {
        const json = changedAt(definition, at, put);
        const problems: Problem[] = [];
        shape(json, '', problems);
        seen[problems.length === 0 ? 'accepted' : 'refused'] += 1;
        expect([validate(json), problems, json]).toEqual([problems.length === 0, problems, json]);
      }),
      { numRuns: 150 },
    );
    expect(seen.accepted).toBeGreaterThan(0);
    expect(seen.refused).toBeGreaterThan(0);
  });
});

/** Values short enough that both count their characters alike. */
const replacement = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value).replaceAll(/[^ -~]/g, 'x')) as unknown),
  fc.constantFrom(
    '',
    '文字',
    -1,
    0,
    3,
    true,
    [],
    {},
    null,
    { zh: '文字' },
    { op: 'field', key: 'a' },
    { op: 'and', of: [] },
  ),
);

/** The definition with the value at one of its places replaced. */
function changedAt(definition: unknown, at: number, put: unknown): unknown {
  const copy = { root: JSON.parse(JSON.stringify(definition)) as unknown };
  const places: (readonly [holder: { [key: string]: unknown }, key: string])[] = [];
  const walk = (holder: { [key: string]: unknown }, key: string) => {
    places.push([holder, key]);
    const value = holder[key];
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.keys(value)) walk(value as never, inner);
  };
  walk(copy, 'root');
  const [holder, key] = places[at % places.length] as (typeof places)[number];
  holder[key] = put;
  return copy.root;
}
