import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounty } from '../../samples/county.ts';
import { apply, occupation, ROAD } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, refusal } from './world.ts';

const MIGRATE = `mutation($kind: DefinitionKind!, $from: Int!, $to: Int!, $fields: [MovedInput!], $stages: [MovedInput!], $reason: String!, $dry: Boolean!) {
  migrateCases(kind: $kind, key: "${ROAD}", from: $from, to: $to, fields: $fields, stages: $stages, reason: $reason, dry: $dry) {
    moved refused next cases { outcome number problems { code message } dropped feeChanges }
  }
}`;
const CASE = `query($id: ID!) { case(id: $id) { state answers fee formVersion { version } due { date } legalDue
  stages { key title { zh } due } attachments { id } timeline { event text detail actor } } }`;
const county = readCounty();
let world: SmallWorld;
let accepted: string;
let closed: string;

/** Publishes changed versions of definitions at a time, by two people. */
async function publish(
  // biome-ignore lint/suspicious/noExplicitAny: definitions are changed at places that their types call read-only
  changes: { readonly [kind in 'form' | 'flow' | 'licenceType' | 'service']?: (copy: any) => void },
) {
  const parts = Object.keys(changes).map((kind) => ({ kind, key: ROAD }));
  for (const [kind, change] of Object.entries(changes)) {
    const { forms: form, flows: flow, services: service, licenceTypes: licenceType } = county;
    const d = structuredClone({ form, flow, service, licenceType }[kind]?.get(ROAD));
    change(d);
    const revise = `mutation($d: JSON!) { reviseDefinition(kind: ${kind}, key: "${ROAD}", definition: $d) { key } }`;
    await ask(world, 'designer', revise, { d: JSON.parse(JSON.stringify(d)) });
  }
  await ask(world, 'designer', 'mutation($p: [DefinitionPart!]!) { submitForReview(parts: $p) { key } }', { p: parts });
  await ask(world, 'admin', 'mutation($p: [DefinitionPart!]!) { publishTogether(parts: $p) { key } }', { p: parts });
}

/** As it is, with a question under another key; `{key}` is its place in the item's documents. */
function renamed(definition: object, from: string, to: string): void {
  const text = JSON.stringify(definition).replaceAll(`"${from}"`, `"${to}"`).replaceAll(`{${from}}`, `{${to}}`);
  Object.assign(definition, JSON.parse(text));
}

const read = async (id: string, person = 'clerk') => (await ask(world, person, CASE, { id })).case;

beforeAll(async () => {
  world = await smallWorld();
  const first = await apply(world, 'citizen', world.post);
  closed = first.case;
  await ask(world, 'citizen', 'mutation($id: ID!) { withdrawCase(id: $id, reason: "不办了") { id } }', { id: closed });
  accepted = (await apply(world, 'citizen', world.post)).case;
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { id } }', { id: accepted });
  await publish({
    form: (form) => {
      renamed(form, 'reason', 'shiYou');
      // biome-ignore lint/suspicious/noExplicitAny: a form as JSON
      const items = form.pages.flatMap((page: any) => page.sections.flatMap((section: any) => section.items));
      // biome-ignore lint/suspicious/noExplicitAny: a form as JSON
      items.find((item: any) => item.key === 'shiYou').label = { zh: '事由' };
      form.tests = undefined;
    },
    service: (item) => renamed(item, 'reason', 'shiYou'),
  });
  await publish({
    flow: (flow) => {
      flow.steps[0].stage = { ...flow.steps[0].stage, key: 'firstLook', title: { zh: '初审' }, limitDays: 4 };
      for (const { stage } of flow.steps) delete stage?.backTo;
    },
  });
  world.clock.goTo('2026-03-04');
}, 120_000);
afterAll(() => world?.close());

describe('a case in flight', () => {
  it('keeps its form, flow and limits when newer versions are published', async () => {
    const found = await read(accepted);
    expect(found.formVersion).toEqual({ version: 1 });
    expect(found.stages).toMatchObject([{ key: 'review', title: { zh: '受理审查' } }]);
    expect(found.due).toEqual({ date: '2026-03-09' });
    expect(found.answers.reason).toBe(occupation.reason);
  });
});

describe('a migration', () => {
  const base = { from: 1, to: 2, reason: '表单改版，全部在办件按新表办', dry: true };

  it('says first what would become of each case, and writes nothing', async () => {
    const heads = await world.platform.log.heads();
    const { migrateCases } = await ask(world, 'admin', MIGRATE, { ...base, kind: 'form' });
    expect(migrateCases).toMatchObject({ moved: 0, refused: 1, next: null });
    const [one] = migrateCases.cases;
    expect(one.problems.map(({ message }: { message: string }) => message).join()).toContain('事由');
    const fields = [{ from: 'reason', to: 'shiYou' }];
    const mapped = (await ask(world, 'admin', MIGRATE, { ...base, kind: 'form', fields })).migrateCases;
    expect(mapped).toMatchObject({
      moved: 1,
      refused: 0,
      cases: [{ outcome: 'moved', dropped: [], feeChanges: false }],
    });
    expect(await world.platform.log.heads()).toEqual(heads);
  });

  it('moves open cases by the mapping, with who and why on the timeline; closed ones stay', async () => {
    const before = await read(accepted);
    const fields = [{ from: 'reason', to: 'shiYou' }];
    const { migrateCases } = await ask(world, 'designer', MIGRATE, { ...base, kind: 'form', fields, dry: false });
    // A designer is told how many, not which: no case is theirs to see.
    expect(migrateCases).toMatchObject({ moved: 1, refused: 0, cases: [{ number: null }] });
    const found = await read(accepted);
    expect(found.formVersion).toEqual({ version: 2 });
    expect(found.answers).toMatchObject({ shiYou: occupation.reason, applicantName: '李样例' });
    expect(found.answers).not.toHaveProperty('reason');
    expect([found.fee, found.due, found.legalDue, found.stages, found.attachments]).toEqual([
      ...[before.fee, before.due, before.legalDue, before.stages, before.attachments],
    ]);
    expect(found.timeline.at(-1)).toMatchObject({
      event: 'CaseMigrated',
      text: '改按新版本办理：表单第1版改为第2版',
      detail: base.reason,
      actor: expect.stringContaining('事项配置员'),
    });
    expect((await read(closed)).formVersion).toEqual({ version: 1 });
    const again = (await ask(world, 'designer', MIGRATE, { ...base, kind: 'form', fields, dry: false })).migrateCases;
    expect(again).toMatchObject({ moved: 0, refused: 0 });
  });

  it('needs to know which stage becomes which; then the case stands there with the limit that it had', async () => {
    const unmapped = (await ask(world, 'admin', MIGRATE, { ...base, kind: 'flow' })).migrateCases;
    expect(unmapped.cases[0].problems).toEqual([
      { code: 'STAGE_NOT_MAPPED', message: '环节“受理审查”在新流程中没有对应的环节' },
    ]);
    const { stages: before } = await read(accepted);
    const stages = [{ from: 'review', to: 'firstLook' }];
    await ask(world, 'admin', MIGRATE, { ...base, kind: 'flow', stages, dry: false });
    const found = await read(accepted);
    expect(found.stages).toEqual([{ key: 'firstLook', title: { zh: '初审' }, due: before[0].due }]);
    await world.platform.runner.catchUp();
    const { cases } = await ask(world, 'clerk', '{ cases(queue: todo) { edges { node { id stages { key } } } } }');
    expect(cases.edges).toEqual([{ node: { id: accepted, stages: [{ key: 'firstLook' }] } }]);
    const complete =
      'mutation($id: ID!) { completeStage(id: $id, stage: "firstLook", decision: pass, opinion: "齐全") { stages { key } } }';
    const { completeStage } = await ask(world, 'clerk', complete, { id: accepted });
    expect(completeStage.stages).toEqual([{ key: 'siteReview' }, { key: 'trafficReview' }]);
  });

  it('does not part a case from what its licence will state', async () => {
    const named = (one: object) => renamed(one, 'projectName', 'gongChengMing');
    await publish({ form: named, licenceType: named, service: named });
    const fields = [
      { from: 'projectName', to: 'gongChengMing' },
      { from: 'shiYou', to: 'reason' },
    ];
    const wish = { ...base, kind: 'form', from: 2, to: 3, fields };
    const { migrateCases } = await ask(world, 'admin', MIGRATE, wish);
    expect(migrateCases).toMatchObject({ moved: 0, refused: 1 });
    expect(migrateCases.cases[0].problems).toEqual([
      {
        code: 'FACE_DOES_NOT_FIT',
        message: '证照上的“项目名称”取自申请表字段“projectName”，但申请表没有这个字段',
      },
    ]);
  });

  it('is refused without a reason, by a bad mapping, and to who may not', async () => {
    const of = (change: object) => ({ ...base, kind: 'flow', from: 2, to: 1, ...change });
    expect(await refusal(world, 'admin', MIGRATE, of({ reason: ' ', dry: false }))).toBe('REASONS_REQUIRED');
    expect(await refusal(world, 'admin', MIGRATE, of({ stages: [{ from: 'a', to: 'nowhere' }] }))).toBe('BAD_MAPPING');
    expect(await refusal(world, 'admin', MIGRATE, of({ to: 9 }))).toBe('NOT_FOUND');
    for (const person of ['clerk', 'head', 'citizen', 'clerk2'])
      expect([person, await refusal(world, person, MIGRATE, of({}))]).toEqual([person, 'FORBIDDEN']);
    expect(world.faults).toEqual([]);
  });
});
