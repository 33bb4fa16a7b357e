import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type DocumentNode, parse } from 'graphql';

/**
 * The fixed schema: the contract between pages, programs and the domain. A function in the cloud finds it parsed already
 * (`infra/bundle.ts` sets the name of that file): parsing would be a tenth of its start.
 */
export function schemaDocument(): DocumentNode {
  const parsed = process.env.HENGYUN_PARSED_SCHEMA;
  if (parsed) return JSON.parse(gunzipSync(readFileSync(new URL(parsed, import.meta.url))).toString()) as DocumentNode;
  return parse(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'), { noLocation: true });
}
