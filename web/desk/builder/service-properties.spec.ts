import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SERVICE_PARTS, servicePartOf } from './service-properties.ts';

const folder = new URL('../../../samples/hengshan/services/', import.meta.url);
const samples = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object);
/** What no clerk sets: whether the item is a demonstration. */
const NOT_EDITED = new Set(['demonstration']);

test('everything the sample items say can be edited', () => {
  const edited = new Set(SERVICE_PARTS.flatMap(({ properties }) => properties.map(({ name }) => name.split('.')[0])));
  const said = new Set(samples.flatMap((service) => Object.keys(service)));
  expect([...said].filter((name) => !edited.has(name) && !NOT_EDITED.has(name))).toEqual([]);
});

test('a problem leads to the part it belongs to', () => {
  expect(servicePartOf('materials.2.name')).toBe('materials');
  expect(servicePartOf('result.licenceType')).toBe('result');
  expect(servicePartOf('promisedDays')).toBe('limits');
});
