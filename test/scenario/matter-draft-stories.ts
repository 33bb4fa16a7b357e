import { expect, it } from 'vitest';
import { ask, refusal, type World } from './world.ts';

const WHERE = '$system: ID, $matter: ID, $stage: ID';
const AT = 'system: $system, matter: $matter, stage: $stage';
const DRAFT = `query(${WHERE}) { matterDraft(${AT}) { answers opinion place version } }`;
const KEEP = `mutation(${WHERE}, $a: JSON!, $o: String, $p: ID, $v: Int) {
  keepMatterDraft(${AT}, answers: $a, opinion: $o, place: $p, expectVersion: $v) { version } }`;
const DROP = `mutation(${WHERE}) { dropMatterDraft(${AT}) }`;
const BEGIN = 'mutation($a: JSON!, $p: ID) { beginMatter(system: "fa-wen", answers: $a, place: $p) { id } }';
const END = `mutation($id: ID!, $s: ID!, $a: JSON) { endMatterStage(id: $id, stage: $s, answers: $a) { state } }`;
const BACK = `mutation($id: ID!) { sendMatterBack(id: $id, stage: "issue", to: "check", reason: "标题再改") { state } }`;

/** What is filled in and not handed in, in the system that `matterStories` assembles. */
export function matterDraftStories(open: () => Promise<{ world: World }>): void {
  const draftOf = async (world: World, person: string, at: object) =>
    (await ask(world, person, DRAFT, at)).matterDraft as { answers: unknown; opinion: string; version: number } | null;
  const keep = async (world: World, person: string, wish: object) =>
    (await ask(world, person, KEEP, wish)).keepMatterDraft.version as number;

  it('keeps the first pages of a matter with their files until it begins, for who fills them in', async () => {
    const { world } = await open();
    const at = { system: 'fa-wen' };
    expect(await draftOf(world, 'clerk', at)).toBeNull();
    const { openMatterPlace: p } = await ask(world, 'clerk', 'mutation { openMatterPlace(system: "fa-wen") }');
    // Right or wrong, finished or not.
    const a = { subject: '写了一半', urgency: 'never', copies: 'x' };
    const version = await keep(world, 'clerk', { ...at, a, p, v: 0 });
    expect(await draftOf(world, 'clerk', at)).toEqual({ answers: a, opinion: '', place: p, version });
    expect(await draftOf(world, 'clerk-mzj', at)).toBeNull();
    expect(await refusal(world, 'clerk', KEEP, { ...at, a, v: 0 })).toBe('STALE');
    expect(await refusal(world, 'clerk', KEEP, { ...at, a: { subject: '长'.repeat(70_000) } })).toBe('TOO_LARGE');
    expect(await refusal(world, 'clerk', KEEP, { ...at, a: 'x' })).toBe('INVALID_ANSWERS');
    expect(await refusal(world, 'clerk-mzj', KEEP, { ...at, a, p })).toBe('NOT_FOUND');
    for (const person of ['approver', 'supervisor']) expect(await refusal(world, person, DRAFT, at)).toBe('FORBIDDEN');
    expect(await refusal(world, 'clerk', DRAFT, { ...at, stage: 'check' })).toBe('BAD_QUERY');
    const full = { subject: '关于值班的通知', urgency: 'plain', body: '请值班。', receivers: ['430423-mzj'] };
    await ask(world, 'clerk', BEGIN, { a: full, p });
    expect(await draftOf(world, 'clerk', at)).toBeNull();
  });

  it('keeps what is filled in at a stage for each person until the stage ends, and not for its next round', async () => {
    const { world } = await open();
    const full = { subject: '关于巡查的通知', urgency: 'plain', body: '请巡查。', receivers: ['430423-mzj'] };
    const { id } = (await ask(world, 'clerk', BEGIN, { a: full })).beginMatter;
    const check = { matter: id, stage: 'check' };
    const before = await world.platform.log.read(`matter/${id}`);
    const version = await keep(world, 'approver', { ...check, a: { sound: true }, o: '格式还要', v: 0 });
    await keep(world, 'approver', { ...check, a: { sound: false }, o: '格式还要改', v: version });
    const kept = { answers: { sound: false }, opinion: '格式还要改' };
    expect(await draftOf(world, 'approver', check)).toMatchObject(kept);
    expect((await world.platform.log.read(`matter/${id}`)).commits).toEqual(before.commits);
    // Only who has the stage; others learn nothing of it, and nothing of the matter.
    expect(await refusal(world, 'clerk', DRAFT, check)).toBe('FORBIDDEN');
    expect(await refusal(world, 'approver-wjj', DRAFT, check)).toBe('NOT_FOUND');
    expect(await refusal(world, 'head', DRAFT, { matter: id, stage: 'issue' })).toBe('STAGE_NOT_OPEN');
    const entry = await world.platform.state.get('matterDraft', `matter/${id}/check/${await idOf(world, 'approver')}`);
    expect(entry?.value).toMatchObject({ sealed: expect.stringMatching(/^s1\./) });
    expect(JSON.stringify(entry?.value)).not.toContain('格式');

    await ask(world, 'approver', END, { id, s: 'check', a: { sound: true } });
    expect(await world.platform.state.get('matterDraft', entry?.id ?? '')).toBeNull();
    await ask(world, 'head', BACK, { id });
    expect(await draftOf(world, 'approver', check)).toBeNull();
    await keep(world, 'approver', { ...check, a: {}, o: '再看', v: 0 });
    await ask(world, 'approver', DROP, check);
    expect(await draftOf(world, 'approver', check)).toBeNull();
    await keep(world, 'approver', { ...check, a: {}, o: '又看', v: 0 });
    await ask(world, 'clerk', 'mutation($id: ID!) { withdrawMatter(id: $id, reason: "不发了") { state } }', { id });
    expect(await world.platform.state.get('matterDraft', entry?.id ?? '')).toBeNull();
  });
}

async function idOf(world: World, person: string): Promise<string> {
  return (await ask(world, person, '{ viewer { id } }')).viewer.id;
}
