import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallWorld, smallWorld } from '../test/scenario/small-world.ts';
import { openStalls, publish, STALL } from '../test/scenario/stall.ts';
import { ask, refusal } from '../test/scenario/world.ts';
import { openDataCsv } from './open-data-csv.ts';

let world: SmallWorld;
let submit: string;
const LINES = `{ openItemCases(service: "${STALL}") { edges { node {
  quarter outcome channel count values { column code label mean } } } } }`;
const DATASETS = '{ datasets { key service name { zh } rowCount csvUrl unit { code } fields { key name { zh } } } }';

async function file(path: string) {
  const response = await openDataCsv(world.services, new Request(`http://localhost${path}`));
  const text = (await response?.text())?.replace('\uFEFF', '').trim() ?? '';
  return { status: response?.status, text, lines: text.split('\r\n').map((line) => line.split(',')) };
}

/** Publishes the item with what it opens. */
async function open(openData: object | undefined) {
  const asked = 'query($key: ID!) { definition(kind: service, key: $key) { definition } }';
  const { openData: _before, ...item } = (await ask(world, 'designer', asked, { key: STALL })).definition.definition;
  await publish(world, 'service', STALL, { ...item, ...(openData ? { openData } : {}) });
  await world.platform.runner.catchUp();
  await new Promise((done) => setTimeout(done, 100));
}

beforeAll(async () => {
  world = await smallWorld();
  const typeName = await openStalls(world);
  submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
  await new Promise((done) => setTimeout(done, 100));
  const stalls = [
    ...Array.from({ length: 7 }, () => ({ goods: 'food', area: '10', rent: '120050', night: true })),
    ...Array.from({ length: 6 }, () => ({ goods: 'produce', area: '20' })),
    ...Array.from({ length: 2 }, () => ({ goods: 'daily', area: '30' })),
  ];
  for (const stall of stalls) {
    const input = { ...stall, holder: '李样例', holderNumber: '430423199001010014', remark: '靠近学校' };
    await ask(world, 'citizen', submit, { input });
  }
  await world.platform.runner.catchUp();
}, 120_000);
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

it('an item that declares nothing has no dataset of its own', async () => {
  expect(await refusal(world, null, LINES)).toBe('NOT_FOUND');
  expect((await file(`/open/item-${STALL}.csv`)).status).toBe(404);
  const { datasets } = await ask(world, null, '{ datasets { key } }');
  expect(datasets.map(({ key }: { key: string }) => key)).not.toContain(`item-${STALL}`);
});

it('an item opens what it declares, in classes of five at least, the same in the list and in the file', async () => {
  await open({ published: true, columns: ['goods', 'area', 'rent', 'night'] });
  const { datasets } = await ask(world, null, DATASETS);
  const own = datasets.find(({ service }: { service: string | null }) => service === STALL);
  expect(own).toMatchObject({ name: { zh: '摊点登记办件' }, rowCount: 2, unit: { code: '430423-cgj' } });
  const { openItemCases } = await ask(world, null, LINES);
  const nodes = openItemCases.edges.map(({ node }: { node: object }) => node);
  const standing = { quarter: '2026-Q1', outcome: 'open', channel: 'web' };
  // Two of one kind take the smallest other along.
  expect(nodes).toEqual([
    {
      ...{ ...standing, count: 8 },
      values: [
        { column: 'goods', code: null, label: null, mean: null },
        { column: 'area', code: null, label: null, mean: 22.5 },
        { column: 'rent', code: null, label: null, mean: null },
        { column: 'night', code: null, label: null, mean: null },
      ],
    },
    {
      ...{ ...standing, count: 7 },
      values: [
        { column: 'goods', code: 'food', label: '小吃', mean: null },
        { column: 'area', code: null, label: null, mean: 10 },
        { column: 'rent', code: null, label: null, mean: 1200.5 },
        { column: 'night', code: 'true', label: '是', mean: null },
      ],
    },
  ]);
  const { lines, text } = await file(own.csvUrl);
  expect(lines[0]).toEqual(own.fields.map(({ key }: { key: string }) => key));
  expect(lines[2]?.slice(0, 10)).toEqual(['2026-Q1', 'open', 'web', 'food', '小吃', '10', '1200.5', 'true', '是', '7']);
  expect(lines).toHaveLength(3);
  expect(text).not.toMatch(/李样例|430423199001010014|靠近学校/);
});

it('what is personal or free text is refused before it is published, with its place', async () => {
  const check = `query($d: JSON!) { checkDefinition(kind: service, key: "${STALL}", definition: $d) { code path } }`;
  const asked = 'query($key: ID!) { definition(kind: service, key: $key) { definition } }';
  const { definition } = (await ask(world, 'designer', asked, { key: STALL })).definition;
  const d = { ...definition, openData: { published: true, columns: ['goods', 'holder', 'remark'] } };
  const { checkDefinition } = await ask(world, 'designer', check, { d });
  const found = checkDefinition.filter(({ code }: { code: string }) => code === 'OPEN_DATA');
  expect(found.map(({ path }: { path: string }) => path)).toEqual(['openData.columns.1', 'openData.columns.2']);
});

it('an item that closes its dataset again has none', async () => {
  await open({ columns: ['goods'] });
  expect(await refusal(world, null, LINES)).toBe('NOT_FOUND');
});
