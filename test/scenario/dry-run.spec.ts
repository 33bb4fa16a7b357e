import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounty } from '../../samples/county.ts';
import { apply, ROAD } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, refusal } from './world.ts';

const TRY = `query($kind: DefinitionKind!, $definition: JSON, $first: Int, $after: String) {
  dryRun(kind: $kind, key: "${ROAD}", definition: $definition, first: $first, after: $after) {
    examined affected unreadable next ms findings { change detail count cases }
  }
}`;
const county = readCounty();
let world: SmallWorld;
let numbers: string[];

beforeAll(async () => {
  world = await smallWorld();
  numbers = [];
  for (const length of ['30', '12']) {
    const section = {
      ...{ id: 'r1', roadName: '示例路', position: '示例路12号门前', purpose: 'occupy', surface: 'pavement' },
      ...{ length, width: '2', days: '2' },
    };
    const receipt = await apply(world, 'citizen', world.post, { roadSections: [section] });
    numbers.push(receipt.number);
    const withdraw = 'mutation($id: ID!) { withdrawCase(id: $id, reason: "不办了") { id } }';
    await ask(world, 'citizen', withdraw, { id: receipt.case });
  }
  await world.platform.runner.catchUp();
}, 120_000);
afterAll(() => world?.close());

/** A copy of a definition of the county, changed. */
// biome-ignore lint/suspicious/noExplicitAny: definitions are changed at places that their types call read-only
function changed(map: ReadonlyMap<string, unknown>, change: (copy: any) => void): any {
  const copy = structuredClone(map.get(ROAD));
  change(copy);
  return copy;
}

// biome-ignore lint/suspicious/noExplicitAny: a form as JSON
const fieldOf = (form: any, key: string) =>
  form.pages
    .flatMap((page: { sections: { items: object[] }[] }) => page.sections.flatMap((section) => section.items))
    .find((item: { key: string }) => item.key === key);

describe('a dry run over the cases that are there', () => {
  it('finds nothing where nothing changes, and writes nothing', async () => {
    const heads = await world.platform.log.heads();
    const { dryRun } = await ask(world, 'designer', TRY, { kind: 'form' });
    expect(dryRun).toMatchObject({ examined: 2, affected: 0, unreadable: 0, next: null, findings: [] });
    expect(await world.platform.log.heads()).toEqual(heads);
  });

  it('says which answers would not do any more, which values would be others, and in how many cases', async () => {
    const definition = changed(county.forms, (form) => {
      const roads = fieldOf(form, 'roadSections');
      roads.fields.find((field: { key: string }) => field.key === 'length').max = '20';
      roads.label = { zh: '占用路段' };
      fieldOf(form, 'delivery').required = false;
    });
    definition.tests = undefined;
    const { dryRun } = await ask(world, 'designer', TRY, {
      kind: 'form',
      definition: JSON.parse(JSON.stringify(definition)),
    });
    expect(dryRun.affected).toBe(1);
    expect(
      dryRun.findings.map(({ change, count }: { change: string; count: number }) => [change, count]),
    ).toContainEqual(['invalid', 1]);
    const text = JSON.stringify(dryRun);
    for (const personal of ['李样例', '430423199001010014', '示例路', ...numbers]) expect(text).not.toContain(personal);
  });

  it('names the cases to who may see them only, and goes on where it stopped', async () => {
    const definition = changed(county.flows, (flow) => {
      flow.steps[1].branches[1].stage.unit = '430423-cgj';
      flow.steps.splice(0, 1);
      for (const { stage } of flow.steps) delete stage?.backTo;
    });
    const first = (await ask(world, 'admin', TRY, { kind: 'flow', definition, first: 1 })).dryRun;
    expect(first).toMatchObject({ examined: 1, affected: 1 });
    const second = (await ask(world, 'admin', TRY, { kind: 'flow', definition, first: 1, after: first.next })).dryRun;
    const found = (page: { findings: { change: string; detail: string; cases: string[] }[] }) =>
      page.findings.map(({ change, detail }) => `${change} ${detail}`).sort();
    expect(found(first)).toEqual(['path 不再经过环节“受理审查”', 'unit 环节“交警大队审核”的承办单位']);
    expect(found(second)).toEqual(found(first));
    expect([first, second].flatMap((page) => page.findings[0].cases).sort()).toEqual(numbers.toSorted());
    const blind = (await ask(world, 'designer', TRY, { kind: 'flow', definition })).dryRun;
    expect(blind.affected).toBe(2);
    expect(blind.findings.flatMap(({ cases }: { cases: string[] }) => cases)).toEqual([]);
  });

  it('says for an item whose limits change', async () => {
    const definition = changed(county.services, (service) => {
      service.promisedDays = 2;
      service.audience = ['company'];
    });
    const { dryRun } = await ask(world, 'designer', TRY, { kind: 'service', definition });
    const found = dryRun.findings.map(({ change, detail, count }: never) => [change, detail, count]);
    expect(found).toContainEqual(['limit', '承诺期限由5改为2个工作日', 2]);
    expect(found).toContainEqual(['audience', '不再受理个人的申请', 2]);
  });

  it('is not for who may neither edit nor review it, nor for what could not be published', async () => {
    expect(await refusal(world, 'clerk', TRY, { kind: 'form' })).toBe('FORBIDDEN');
    expect(await refusal(world, 'citizen', TRY, { kind: 'form' })).toBe('FORBIDDEN');
    expect(
      await refusal(world, 'designer', TRY, { kind: 'form', definition: { title: { zh: '空' }, pages: [] } }),
    ).toBe('INVALID_DEFINITION');
    expect(await refusal(world, 'designer', TRY, { kind: 'licenceType' })).toBe('NOT_TRIED');
    expect(world.faults).toEqual([]);
  });
});

describe('the versions of a definition', () => {
  it('are listed with when and by whom, and any two compared in words', async () => {
    const definition = changed(county.flows, (flow) => {
      flow.steps[0].stage.limitDays = 2;
      flow.steps[1].branches[0].when = { op: 'present', of: { op: 'field', key: 'projectName' } };
    });
    const revise = `mutation($d: JSON!) { reviseDefinition(kind: flow, key: "${ROAD}", definition: $d) { changes } }`;
    const { reviseDefinition } = await ask(world, 'designer', revise, { d: definition });
    const said = [
      '步骤“受理审查”的时限（工作日）由「1」改为「2」',
      // By the labels of the form that goes with the flow.
      '分支“城管现场审核”的条件设为「“项目名称”已填写」',
    ];
    expect(reviseDefinition.changes).toEqual(said);
    await ask(world, 'designer', `mutation { submitForReview(parts: [{kind: flow, key: "${ROAD}"}]) { key } }`);
    await ask(world, 'admin', `mutation { publishDefinition(kind: flow, key: "${ROAD}") { version } }`);
    const list = `{ definitionVersions(kind: flow, key: "${ROAD}") { version on by authors } }`;
    const { definitionVersions } = await ask(world, 'clerk', list);
    expect(definitionVersions).toEqual([
      {
        version: 2,
        on: '2026-03-02',
        by: '衡山县人民政府系统管理员',
        authors: [expect.stringContaining('事项配置员')],
      },
      { version: 1, on: '2026-03-02', by: '系统', authors: ['系统'] },
    ]);
    const diff = `{ definitionDiff(kind: flow, key: "${ROAD}", from: 1, to: 2) }`;
    expect((await ask(world, 'clerk', diff)).definitionDiff).toEqual(said);
    expect(await refusal(world, 'citizen', diff)).toBe('NOT_FOUND');
  });
});
