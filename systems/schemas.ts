import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorSchema } from '../lowcode/definition/editor-schema.ts';
import { PACKAGED_KINDS, packagedKind } from '../lowcode/package/kinds.ts';
import { packageInfo } from '../lowcode/package/package.ts';
import { scenarioShape } from '../test/told/scenario.ts';

/**
 * The schemas that editors complete package files by, by file name. `node systems/schemas.ts` writes them anew after a
 * definition language has grown; a test says when that was forgotten.
 */
export function schemaFiles(): ReadonlyMap<string, string> {
  const schemas = [
    ['package', editorSchema(packageInfo, '配置包')] as const,
    ['scenario', editorSchema(scenarioShape, '情景')] as const,
    ...PACKAGED_KINDS.map((kind) => {
      const { shape, title } = packagedKind(kind);
      return [kind, editorSchema(shape, title)] as const;
    }),
  ];
  return new Map(schemas.map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 1)}\n`]));
}

export const SCHEMA_FOLDER = join(import.meta.dirname, 'schema');

if (import.meta.main) for (const [name, text] of schemaFiles()) writeFileSync(join(SCHEMA_FOLDER, name), text);
