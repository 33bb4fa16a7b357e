import { afterAll, beforeAll, expect, it } from 'vitest';
import { form } from '../../events/form/stream.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { openStalls } from '../../test/scenario/stall.ts';
import { answerTo, ask, refusal } from '../../test/scenario/world.ts';

let world: SmallWorld;
let sound: string;

/** A published form as it would lie in the log if an older check had let it through. */
async function letThrough(key: string, typeName: string, items: object): Promise<void> {
  const title = { zh: '旧检查放过的表' };
  const pages = [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }];
  const which = { region: world.cloud.region, kind: 'form', key, unit: '430423-cgj', title };
  const definition = { title, pages };
  await world.platform.log.append({
    commandId: `let-through/${key}`,
    actor: 'system/test',
    at: world.clock.now(),
    streams: [
      {
        stream: `${form.category}/${world.cloud.region}/${key}`,
        after: 'new',
        events: [
          { type: 'DefinitionDrafted', v: 1, data: { ...which, definition } },
          {
            type: 'DefinitionPublished',
            v: 1,
            data: { ...which, definition, version: 1, today: '2026-03-02', typeName },
          },
        ],
      },
    ],
  } as never);
  await world.platform.runner.catchUp();
}

beforeAll(async () => {
  world = await smallWorld();
  sound = await openStalls(world);
}, 60_000);
afterAll(() => world?.close());

it.each([
  ['a name that GraphQL does not allow', 'HuaiYi', [{ kind: 'text', key: '姓名', label: { zh: '姓名' } }]],
  ['a list that is none', 'HuaiEr', null],
  [
    'two types of one name',
    'HuaiSan',
    [
      { kind: 'group', key: 'a', label: { zh: '甲' }, fields: [{ kind: 'text', key: 't', label: { zh: '字' } }] },
      { kind: 'group', key: 'A', label: { zh: '乙' }, fields: [{ kind: 'text', key: 't', label: { zh: '字' } }] },
    ],
  ],
  ['a group without fields', 'HuaiSi', [{ kind: 'group', key: 'g', label: { zh: '组' } }]],
  ['the name of a fixed type', 'Receipt', [{ kind: 'text', key: 'a', label: { zh: '甲' } }]],
])('a form with %s leaves every other form up, and says so when it is asked for', async (_what, typeName, items) => {
  await letThrough(`broken-${typeName.toLowerCase()}`, typeName, items as object);
  await new Promise((done) => setTimeout(done, 100));
  const read = sound.charAt(0).toLowerCase() + sound.slice(1);
  expect(await ask(world, 'clerk', `{ ${read}List { edges { cursor } } }`)).toEqual({ [`${read}List`]: { edges: [] } });
  const { __schema } = await ask(
    world,
    null,
    '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }',
  );
  const names = [...__schema.queryType.fields, ...__schema.mutationType.fields].map(
    ({ name }: { name: string }) => name,
  );
  expect(names).toEqual(expect.arrayContaining([read, `${read}Explore`, `submit${sound}`]));
  expect(names).not.toContain(`submit${typeName}`);
  const asked = `{ ${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}List { edges { cursor } } }`;
  expect(await refusal(world, 'clerk', asked)).toBe('FORM_BROKEN');
  const { status } = await ask(world, 'admin', '{ status { brokenForms { key title version reason } } }');
  const found = status.brokenForms.find(({ key }: { key: string }) => key === `broken-${typeName.toLowerCase()}`);
  expect(found).toMatchObject({ title: '旧检查放过的表', version: 1, reason: expect.stringMatching(/./) });
  expect(world.faults).toEqual([]);
});

it('does not grow the other forms again when one is published', async () => {
  const before = (await world.engine.schema()).getType(sound);
  await letThrough('later', 'HouLai', [{ kind: 'text', key: 'a', label: { zh: '甲' } }]);
  await new Promise((done) => setTimeout(done, 100));
  const schema = await world.engine.schema();
  expect(schema.getType('HouLai')).toBeDefined();
  expect(schema.getType(sound)).toBe(before);
});

it('gives several forms the types of one kind of answer, but none to be named like them', async () => {
  const person = [{ kind: 'person', key: 'who', label: { zh: '何人' } }];
  for (const typeName of ['RenYi', 'RenEr', 'AnswerPerson']) await letThrough(typeName.toLowerCase(), typeName, person);
  await letThrough('answerfile', 'AnswerFile', [{ kind: 'text', key: 'a', label: { zh: '甲' } }]);
  await new Promise((done) => setTimeout(done, 100));
  const both = '{ renYi(number: "x") { who { name } } renEr(number: "x") { who { name } } }';
  expect(await ask(world, 'clerk', both)).toEqual({ renYi: null, renEr: null });
  const { __schema } = await ask(world, null, '{ __schema { mutationType { fields { name } } } }');
  const names = __schema.mutationType.fields.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['submitRenYi', 'submitRenEr']));
  expect(names).not.toEqual(expect.arrayContaining(['submitAnswerPerson']));
  expect(names).not.toEqual(expect.arrayContaining(['submitAnswerFile']));
});

it('answers what a broken form has nothing to do with in one document', async () => {
  const { data } = await answerTo(world, 'clerk', '{ region { code } }');
  expect(data).toEqual({ region: { code: '430423' } });
});
