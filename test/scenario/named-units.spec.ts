import { afterAll, beforeAll, expect, test } from 'vitest';
import { unknownUnits } from '../../commands/application/named-units.ts';
import { namesOf } from '../../commands/application/names-of-answers.ts';
import type { Answer, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask } from './world.ts';

const field = (kind: Field['kind'], key: string, more: Partial<Field> = {}): Field => ({
  ...{ kind, key, label: { zh: '承办' } },
  ...more,
});
const fields = [
  field('unit', 'lead', { levels: ['county'] }),
  field('units', 'others'),
  field('staff', 'who'),
  field('residence', 'home'),
];
const form: FormDefinition = {
  title: { zh: '交办' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: fields }] }],
};

let world: SmallWorld;

beforeAll(async () => {
  world = await smallWorld();
}, 60_000);

afterAll(() => world?.close());

const problems = async (answers: { readonly [key: string]: Answer }) =>
  (await unknownUnits(world.cloud, form, answers)).map(({ path, code }) => `${path} ${code}`);

test('units and staff that the region has may be named', async () => {
  const { staffMembers } = await ask(world, 'clerk', '{ staffMembers { code name } }');
  const clerk = staffMembers.find(({ code }: { code: string }) => code.endsWith('/clerk'));
  expect(clerk).toEqual({ code: '430423-cgj/clerk', name: '衡山县城市管理和综合执法局经办人（clerk）' });
  expect(await problems({ lead: '430423-cgj', others: ['430423', '430423-cgj'], who: clerk.code })).toEqual([]);
});

test('others are refused where they were named', async () => {
  expect(await problems({ lead: '430423-nothing', others: ['430423', '430499'], who: '430423-cgj/nobody' })).toEqual([
    'lead UNKNOWN_UNIT',
    'others UNKNOWN_UNIT',
    'who UNKNOWN_STAFF',
  ]);
  expect(await problems({ who: '430423-zzz/clerk' })).toEqual(['who UNKNOWN_STAFF']);
});

test('papers call them by their names', async () => {
  const answers: readonly { readonly field: Field; readonly answer: Answer }[] = [
    { field: fields[0] as Field, answer: '430423-cgj' },
    { field: fields[2] as Field, answer: '430423-cgj/clerk' },
    { field: fields[3] as Field, answer: { division: '110101', detail: '示例路1号' } },
  ];
  const names = await namesOf(world.cloud, answers);
  expect(names.unit?.('430423-cgj')).toBe('衡山县城市管理和综合执法局');
  expect(names.staff?.('430423-cgj/clerk')).toBe('衡山县城市管理和综合执法局经办人');
  expect(names.division?.('110101')).toBe('北京市市辖区东城区');
});
