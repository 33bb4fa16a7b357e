import { expect, it } from 'vitest';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { readCounty } from '../../samples/county.ts';
import { secondProgram } from './matter-stories.ts';
import { applyForRelief, RELIEF } from './relief.ts';
import { ask, type World } from './world.ts';

const PART = `{ kind: service, key: "${RELIEF}" }`;
const PATTERN = '开政救字〔{year}〕第{n}号';
const letter = (key: string, occasion: string) => ({
  ...{ key, occasion, title: { zh: '决定书' }, numbering: { pattern: PATTERN } },
  blocks: [{ kind: 'text', text: '{@applicant}：{@documentNumber}' }, { kind: 'sign' }],
});
const DECLINE =
  'mutation($id: ID!, $c: ID) { declineCase(id: $id, reasons: "不属于救助范围", remedies: "可以申请复核", commandId: $c) { documentNumbers { document official } } }';
const COMPLETE =
  'mutation($id: ID!, $stage: ID!) { completeStage(id: $id, stage: $stage, decision: pass, opinion: "属实") { documentNumbers { document official } timeline { text } } }';

/** Decisions of a unit that are numbered (文号), as the item's document templates say. */
export function documentNumberStories(open: () => Promise<{ world: World }>): void {
  let earlier = '';

  it('publishes an item whose decisions are numbered; only decisions may be', async () => {
    const { world } = await open();
    world.clock.beginOn('2026-10-12');
    earlier = (await applyForRelief(world, 'citizen')).case;
    const item = readCounty().services.get(RELIEF) as ServiceDefinition;
    const revise = `mutation($d: JSON!) { reviseDefinition(kind: service, key: "${RELIEF}", definition: $d) { problems { code path } } }`;
    const early = { ...item, documents: [letter('receipt', 'acceptance')] };
    const { reviseDefinition: wrong } = await ask(world, 'designer', revise, { d: early });
    expect(wrong.problems).toContainEqual({ code: 'NOT_NUMBERED', path: 'documents.0.numbering' });
    const documents = [letter('granted', 'granted'), letter('declined', 'notAccepted')];
    await ask(world, 'designer', revise, { d: { ...item, documents } });
    await ask(world, 'designer', `mutation { submitForReview(parts: [${PART}]) { key } }`);
    await ask(world, 'admin', `mutation { publishTogether(parts: [${PART}]) { version } }`);
  });

  it('gives each of eight decisions made at a time one number, by two programs, without a gap', {
    timeout: 60_000,
  }, async () => {
    const { world } = await open();
    const other = secondProgram(world);
    const receipts = await Promise.all(Array.from({ length: 8 }, () => applyForRelief(world, 'citizen')));
    const decline = (id: string, n: number) =>
      ask(n % 2 ? other : world, 'clerk-kaiyun', DECLINE, { id, c: `decline-${n}` });
    const decided = await Promise.all(receipts.map(({ case: id }, n) => decline(id, n)));
    const given = decided.map(({ declineCase }) => declineCase.documentNumbers);
    expect(given.every((numbers) => numbers.length === 1 && numbers[0].document === 'declined')).toBe(true);
    expect(given.map(([{ official }]) => official).sort()).toEqual(
      Array.from({ length: 8 }, (_, n) => `开政救字〔2026〕第${n + 1}号`),
    );
    // Sent again, a decision is what it was.
    const again = await Promise.all(receipts.map(({ case: id }, n) => decline(id, n)));
    expect(again.map(({ declineCase }) => declineCase.documentNumbers)).toEqual(given);
  });

  it('goes on counting with the decision at the end of a flow, and says so in the case', {
    timeout: 60_000,
  }, async () => {
    const { world } = await open();
    const { case: id } = await applyForRelief(world, 'citizen');
    await ask(world, 'clerk-kaiyun', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
    await ask(world, 'village', COMPLETE, { id, stage: 'villageCheck' });
    const { completeStage: reviewed } = await ask(world, 'clerk-kaiyun', COMPLETE, { id, stage: 'review' });
    expect(reviewed.documentNumbers).toEqual([]);
    const { completeStage: decided } = await ask(world, 'head-kaiyun', COMPLETE, { id, stage: 'decision' });
    expect(decided.documentNumbers).toEqual([{ document: 'granted', official: '开政救字〔2026〕第9号' }]);
    expect(decided.timeline.at(-1).text).toBe('编文号：开政救字〔2026〕第9号');
  });

  it('gives none to a case that keeps the version from before', async () => {
    const { world } = await open();
    const { declineCase } = await ask(world, 'clerk-kaiyun', DECLINE, { id: earlier, c: 'decline-earlier' });
    expect(declineCase.documentNumbers).toEqual([]);
  });
}
