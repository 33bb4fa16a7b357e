import { expect, it } from 'vitest';
import { openCloud } from '../../commands/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { documentFlow, documentForm, documentSystem } from '../../lowcode/system/document.fixture.ts';
import { canonicalJson, type View } from '../../platform/contract/views.ts';
import { chaseOverdue } from '../../policies/chase.ts';
import { matterTasksView } from '../../views/matter-tasks/view.ts';
import { mattersView } from '../../views/matters/view.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { recordsOf } from '../../views/records/engine.ts';
import { directoryOf } from '../../views/services/directory.ts';
import { ask, refusal, type World } from './world.ts';

const CGJ = '430423-cgj';
const MZJ = '430423-mzj';
const ANSWERS = {
  subject: '关于做好防汛工作的通知',
  urgency: 'urgent',
  body: '各单位要加强值守。',
  receivers: [CGJ, MZJ],
};
const MATTER = `{ id number title state officials { official } revision actions
  stages { key mine due { date } signers { agrees } waysBack { to } } timeline { text detail actor } }`;
const BEGIN = `mutation($a: JSON!, $c: ID) { beginMatter(system: "fa-wen", answers: $a, commandId: $c) ${MATTER} }`;
const END = `mutation($id: ID!, $s: ID!, $a: JSON, $o: String, $d: StageDecision, $e: Int) {
  endMatterStage(id: $id, stage: $s, answers: $a, opinion: $o, decision: $d, expect: $e) ${MATTER} }`;

/** Publishes a form, a flow and a system under one key, as a designer and who reviews it do. */
export async function assemble(world: World, key: string, parts: { form: object; flow: object; system: object }) {
  for (const kind of ['form', 'flow', 'system'] as const) {
    const draft = `mutation($k: String!) { draftDefinition(kind: ${kind}, title: "公文传输", key: $k) { key } }`;
    await ask(world, 'designer', draft, { k: key });
    const revise = `mutation($k: ID!, $d: JSON!) { reviseDefinition(kind: ${kind}, key: $k, definition: $d) { problems { path message } } }`;
    const { reviseDefinition } = await ask(world, 'designer', revise, { k: key, d: parts[kind] });
    expect(reviseDefinition.problems).toEqual([]);
    const submit = `mutation($k: ID!) { submitForReview(parts: [{ kind: ${kind}, key: $k }]) { moves } }`;
    await ask(world, 'designer', submit, { k: key });
    await ask(world, 'admin', `mutation($k: ID!) { publishDefinition(kind: ${kind}, key: $k) { version } }`, {
      k: key,
    });
  }
}

/** An inner system that is put together from JSON alone, and matters that go through it. */
export function matterStories(open: () => Promise<{ world: World }>): void {
  it('is assembled by a designer, and offered to who may begin or acts in it', async () => {
    const { world } = await open();
    world.clock.goTo('2026-09-07');
    await assemble(world, 'fa-wen', { form: documentForm, flow: documentFlow, system: documentSystem });
    const systems = async (person: string) =>
      (await ask(world, person, '{ systems { key name { zh } pages beginIn { code } registers { title { zh } } } }'))
        .systems;
    expect(await systems('clerk')).toMatchObject([{ key: 'fa-wen', pages: ['draft'], beginIn: [{ code: CGJ }] }]);
    expect(await systems('approver')).toMatchObject([{ key: 'fa-wen', beginIn: [] }]);
    for (const person of ['clerk2', 'citizen', 'operator']) expect(await systems(person)).toEqual([]);
  });

  it('goes from the beginning through its stages, back once, to each unit and its close', async () => {
    const { world } = await open();
    expect(await refusal(world, 'approver', BEGIN, { a: ANSWERS })).toBe('FORBIDDEN');
    expect(await refusal(world, 'clerk', BEGIN, { a: { ...ANSWERS, urgency: 'never' } })).toBe('INVALID_ANSWERS');
    expect(await refusal(world, 'clerk', BEGIN, { a: { ...ANSWERS, copies: '1' } })).toBe('INVALID_ANSWERS');
    const { beginMatter: begun } = await ask(world, 'clerk', BEGIN, { a: ANSWERS, c: 'once' });
    const { beginMatter: again } = await ask(world, 'clerk', BEGIN, { a: ANSWERS, c: 'once' });
    expect(again.id).toBe(begun.id);
    expect(begun).toMatchObject({ title: ANSWERS.subject, state: 'open', actions: ['withdraw'] });
    const { id } = begun;
    const end = async (person: string, s: string, more: object = {}) =>
      (await ask(world, person, END, { id, s, ...more })).endMatterStage;
    expect(await refusal(world, 'clerk', END, { id, s: 'check', a: { sound: true } })).toBe('FORBIDDEN');
    expect(await refusal(world, 'clerk-mzj', END, { id, s: 'check', a: { sound: true } })).toBe('NOT_FOUND');
    const signer = `mutation($id: ID!) { askMatterSigner(id: $id, stage: "check", role: head, unit: "${MZJ}", question: "请会签") ${MATTER} }`;
    await ask(world, 'approver', signer, { id });
    expect(await refusal(world, 'approver', END, { id, s: 'check', a: { sound: true } })).toBe('SIGNATURES_MISSING');
    const tasks = async (person: string) =>
      (await ask(world, person, '{ matterTasks { edges { node { stage signature matter { title } } } } }')).matterTasks
        .edges;
    expect(await tasks('head-mzj')).toEqual([
      { node: { stage: 'check', signature: true, matter: { title: ANSWERS.subject } } },
    ]);
    await ask(world, 'head-mzj', `mutation($id: ID!) { signMatter(id: $id, stage: "check", agrees: true) ${MATTER} }`, {
      id,
    });
    expect(await tasks('head-mzj')).toEqual([]);
    expect(await refusal(world, 'approver', END, { id, s: 'check', a: {} })).toBe('INVALID_ANSWERS');
    await end('approver', 'check', { a: { sound: true } });
    const back =
      'mutation($id: ID!) { sendMatterBack(id: $id, stage: "issue", to: "check", reason: "标题再改") { state stages { key } } }';
    const { sendMatterBack } = await ask(world, 'head', back, { id });
    expect(sendMatterBack.stages).toEqual([{ key: 'check' }]);
    await end('approver', 'check', { a: { sound: true } });
    const issued = await end('head', 'issue', { o: '同意' });
    expect(issued.officials).toEqual([{ official: '山CG发〔2026〕1号' }]);
    expect(issued.stages.map(({ key }: { key: string }) => key)).toEqual([`receive@${CGJ}`, `receive@${MZJ}`]);
    await end('clerk-mzj', `receive@${MZJ}`, { a: { copies: '2', receiver: '王示范' } });
    const parts = await ask(
      world,
      'clerk-mzj',
      'query($id: ID!) { matter(id: $id) { own { answers } summaries { rows { unit { code } cells } } } }',
      { id },
    );
    expect(parts.matter.own).toEqual([{ answers: { copies: '2', receiver: '王示范' } }]);
    expect(parts.matter.summaries[0].rows).toEqual([{ unit: { code: MZJ }, cells: ['2', '王示范'] }]);
    const closed = await end('clerk', `receive@${CGJ}`, { a: { copies: '3', receiver: '李样例' } });
    expect(closed).toMatchObject({ state: 'done', stages: [], actions: [] });
    expect(closed.timeline.map(({ text }: { text: string }) => text)).toContain('编发文字号：山CG发〔2026〕1号');
    const { matter } = await ask(
      world,
      'clerk',
      'query { matter(number: "山CG发〔2026〕1号") { id summaries { answered totals } } }',
    );
    expect(matter).toEqual({ id, summaries: [{ answered: 2, totals: ['5', ''] }] });
    expect((await ask(world, 'clerk2', 'query($id: ID!) { matter(id: $id) { id } }', { id })).matter).toBeNull();
  });

  it('is found on the lists of the units that it concerns, by the filters that the list declares', async () => {
    const { world } = await open();
    const list = async (person: string, args: string) => {
      const query = `{ matters(system: "fa-wen", register: "all", ${args}) { edges { node { number cells } } } }`;
      return (await ask(world, person, query)).matters.edges.map(
        ({ node }: { node: { cells: string[] } }) => node.cells,
      );
    };
    const line = ['山CG发〔2026〕1号', ANSWERS.subject, '急件', '', '2026年9月7日（周一）'];
    for (const person of ['clerk', 'supervisor']) expect(await list(person, 'first: 20')).toEqual([line]);
    expect(await list('clerk-mzj', 'first: 20')).toEqual([]);
    expect(await list('clerk-mzj', 'queue: handled')).toEqual([line]);
    expect(await list('clerk', 'filters: [{ key: "urgency", in: ["plain"] }]')).toEqual([]);
    expect(
      await list('clerk', 'filters: [{ key: "urgency", in: ["urgent"] }, { key: "$begun", from: "2026-09-07" }]'),
    ).toEqual([line]);
    expect(await list('clerk', 'search: "防汛"')).toEqual([line]);
    const stray =
      '{ matters(system: "fa-wen", register: "all", filters: [{ key: "body", in: ["x"] }]) { edges { cursor } } }';
    expect(await refusal(world, 'clerk', stray)).toBe('BAD_QUERY');
  });

  it('is chased by the clock when nobody signs for it', async () => {
    const { world } = await open();
    const id = await issuedMatter(world);
    world.clock.goTo('2026-09-08');
    expect(await chaseOverdue(world.cloud)).toBe(0);
    world.clock.goTo('2026-09-09');
    await world.platform.runner.catchUp();
    expect(await chaseOverdue(world.cloud)).toBe(2);
    await world.platform.runner.catchUp();
    expect(await chaseOverdue(world.cloud)).toBe(0);
    const { matter } = await ask(
      world,
      'clerk-mzj',
      'query($id: ID!) { matter(id: $id) { timeline { text actor } } }',
      { id },
    );
    expect(matter.timeline.at(-1)).toMatchObject({ actor: '系统', text: expect.stringContaining('催办“签收”') });
    const { matterTasks } = await ask(world, 'clerk-mzj', '{ matterTasks { edges { node { chased } } } }');
    expect(matterTasks.edges).toEqual([{ node: { chased: 'remind' } }]);
    const chase =
      'mutation($id: ID!) { chaseMatter(id: $id, stage: "receive@430423-mzj", kind: supervise, words: "请今天签收") { timeline { detail } } }';
    expect(await refusal(world, 'clerk-mzj', chase, { id })).toBe('FORBIDDEN');
    const { chaseMatter } = await ask(world, 'supervisor', chase, { id });
    expect(chaseMatter.timeline.at(-1)).toEqual({ detail: '请今天签收' });
    const { withdrawMatter } = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { withdrawMatter(id: $id, reason: "重复了") { state } }',
      { id },
    );
    expect(withdrawMatter.state).toBe('withdrawn');
    expect((await ask(world, 'clerk-mzj', '{ matterTasks { edges { cursor } } }')).matterTasks.edges).toEqual([]);
  });

  it('gives twenty numbers without a gap when twenty are issued at a time, by two programs', {
    timeout: 120_000,
  }, async () => {
    const { world } = await open();
    const other = secondProgram(world);
    const subjects = Array.from({ length: 20 }, (_, n) => `关于第${n + 1}件事的通知`);
    const ids = await Promise.all(subjects.map((subject) => checkedMatter(world, subject)));
    const issue = (id: string, n: number) => ask(n % 2 ? other : world, 'head', END, { id, s: 'issue' });
    const answers = await Promise.all(ids.map(issue));
    const given = answers.map(({ endMatterStage }) => endMatterStage.officials[0].official);
    const serials = given.map((official: string) => Number(/〕(\d+)号/.exec(official)?.[1])).sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 20 }, (_, i) => i + 3));
  });

  it('is the same in every list after they are built anew', async () => {
    const { world } = await open();
    await world.platform.runner.catchUp();
    for (const view of [mattersView, matterTasksView]) {
      const before = await rowsOf(world, view);
      expect(before.length).toBeGreaterThan(20);
      await world.platform.runner.rebuild(view.name);
      expect(await rowsOf(world, view)).toEqual(before);
    }
  });
}

/** The system assembled, and a matter of it that waits to be checked; its id. */
export async function begunMatter(world: World, flow = documentFlow): Promise<string> {
  await assemble(world, 'fa-wen', { form: documentForm, flow, system: documentSystem });
  return (await ask(world, 'clerk', BEGIN, { a: ANSWERS })).beginMatter.id;
}

/** As `begunMatter`, then checked, issued and sent to two units, of which one has signed for it; its register number. */
export async function sentMatter(world: World): Promise<string> {
  const id = await begunMatter(world);
  await ask(world, 'approver', END, { id, s: 'check', a: { sound: true } });
  await ask(world, 'head', END, { id, s: 'issue', o: '同意签发。' });
  const receipt = { id, s: `receive@${MZJ}`, a: { copies: '2', receiver: '签收人甲' } };
  return (await ask(world, 'clerk-mzj', END, receipt)).endMatterStage.number;
}

async function checkedMatter(world: World, subject: string): Promise<string> {
  const { beginMatter } = await ask(world, 'clerk', BEGIN, { a: { ...ANSWERS, subject } });
  await ask(world, 'approver', END, { id: beginMatter.id, s: 'check', a: { sound: true } });
  return beginMatter.id;
}

async function issuedMatter(world: World): Promise<string> {
  const id = await checkedMatter(world, '关于开展检查的通知');
  await ask(world, 'head', END, { id, s: 'issue' });
  return id;
}

/** Another program over the same store, which remembers nothing of the first. */
export function secondProgram(world: World): World {
  const cloud = openCloud(world.platform, world.cloud.region);
  const services = {
    directory: directoryOf(world.platform),
    openData: openDataOf(world.platform),
    records: recordsOf(world.platform),
    probe: async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' }),
  };
  return {
    ...world,
    cloud,
    engine: createEngine({ ...services, cloud }, (reference, error) => console.error(reference, error)),
  };
}

async function rowsOf(world: World, view: View): Promise<readonly string[]> {
  const rows: string[] = [];
  for (let afterKey: string | undefined; ; ) {
    const page = await world.platform.views.scan(view, { limit: 500, ...(afterKey ? { afterKey } : {}) });
    for (const { key, row } of page.rows) rows.push(`${key} ${canonicalJson(row)}`);
    afterKey = page.next;
    if (!afterKey) return rows;
  }
}
