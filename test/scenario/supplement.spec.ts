import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyForRelief, reliefAnswers } from './relief.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { answerTo, ask } from './world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const SUPPLEMENT =
  'mutation($id: ID!, $answers: JSON!, $c: ID) { supplementCase(id: $id, answers: $answers, commandId: $c) { state supplementRounds } }';

describe('the one round of supplement', () => {
  it('is not spent by a supplement that leaves a defect as it was, which says which', async () => {
    const { case: id } = await applyForRelief(world, 'citizen');
    await ask(
      world,
      'clerk-kaiyun',
      `mutation($id: ID!) { requestSupplement(id: $id, defects: [
        {at: "situation", reason: "请写明困难的时间和原因"}, {at: "expenses.paidOn", reason: "日期与票据不符"}, {at: "identity", reason: "请上传身份证"}
      ]) { state } }`,
      { id },
    );
    const left = async (change: object) => {
      const { errors, data } = await answerTo(world, 'citizen', SUPPLEMENT, { id, answers: reliefAnswers(change) });
      const [error] = errors ?? [];
      if (!error) return data?.supplementCase;
      return [error.extensions?.code, error.extensions?.fields?.map(({ path, code }) => `${path} ${code}`)];
    };
    expect(await left({})).toEqual([
      'DEFECTS_UNTOUCHED',
      ['situation NOT_CORRECTED', 'expenses.paidOn NOT_CORRECTED', 'identity NOT_CORRECTED'],
    ]);
    expect(await left({ situation: '孩子三月入学，家里上月失火，一时拿不出学费。' })).toEqual([
      'DEFECTS_UNTOUCHED',
      ['expenses.paidOn NOT_CORRECTED', 'identity NOT_CORRECTED'],
    ]);
    const { case: waiting } = await ask(
      world,
      'citizen',
      'query($id: ID!) { case(id: $id) { state defects { at } due { date level } } }',
      { id },
    );
    expect(waiting.state).toBe('supplementRequested');
    expect(waiting.defects).toHaveLength(3);
    // No clock has started, so none has stopped.
    expect(waiting.due).toEqual({ date: null, level: 'waiting' });
  });

  it('is taken when every defect that an answer can correct has another answer', async () => {
    const { case: id } = await applyForRelief(world, 'citizen', { situation: '孩子入学缴费，家庭一时拿不出。' });
    const ASK =
      'mutation($id: ID!) { requestSupplement(id: $id, defects: [{at: "situation", reason: "请写明"}]) { state } }';
    await ask(world, 'clerk-kaiyun', ASK, { id });
    const answers = reliefAnswers({ situation: '孩子三月入学，家里上月失火，一时拿不出学费。' });
    const { supplementCase } = await ask(world, 'citizen', SUPPLEMENT, { id, answers, c: 'once-1' });
    expect(supplementCase).toEqual({ state: 'received', supplementRounds: 1 });
    const again = await ask(world, 'citizen', SUPPLEMENT, { id, answers, c: 'once-1' });
    expect(again.supplementCase).toEqual({ state: 'received', supplementRounds: 1 });
  });
});
