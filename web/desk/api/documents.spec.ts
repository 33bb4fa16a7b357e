import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as cases from './cases.ts';
import * as definitions from './definitions.ts';
import * as desk from './desk.ts';
import * as editing from './editing.ts';
import * as filing from './filing.ts';
import * as licences from './licences.ts';
import * as packages from './packages.ts';
import * as tickets from './tickets.ts';
import * as versions from './versions.ts';

const schema = buildSchema(readFileSync(new URL('../../../graphql/schema.graphql', import.meta.url), 'utf8'));
const documents = Object.entries({
  ...cases,
  ...definitions,
  ...desk,
  ...editing,
  ...filing,
  ...licences,
  ...packages,
  ...tickets,
  ...versions,
});

test.each(documents)('%s fits the schema', (_name, text) => {
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});

test('a document that does not fit is found', () => {
  expect(validate(schema, parse('{ viewer { shoeSize } }'))).toHaveLength(1);
});
