import { expect, it } from 'vitest';
import { apply, complete, type PostFile } from './road.ts';
import { ask, refusal, type World } from './world.ts';

const STAGES = 'state actions stages { key waysBack { to label } signers { role unit { code } agrees } signsHere }';
const BACK = `mutation($id: ID!, $to: ID!, $reason: String!) {
  sendBackStage(id: $id, stage: "decision", to: $to, reason: $reason) { ${STAGES} }
}`;
const ASK = `mutation($id: ID!, $unit: ID!, $role: Role!) {
  addSigner(id: $id, stage: "decision", unit: $unit, role: $role, reason: "请核对施工期间的交通组织") { ${STAGES} }
}`;
const SIGN = `mutation($id: ID!, $agrees: Boolean!) {
  signStage(id: $id, stage: "decision", agrees: $agrees, opinion: "交通组织可行") { ${STAGES} }
}`;
const DECIDE =
  'mutation($id: ID!) { completeStage(id: $id, stage: "decision", decision: pass, opinion: "同意") { state } }';
const OPEN = 'query($id: ID!) { case(id: $id) { actions stages { key } } }';
const todo = '{ cases(queue: todo, first: 20) { edges { node { number } } } }';

/** Sent back, signed beside, and stood in for: what happens on the way of a case through its flow. */
export function flowStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  it('is sent back to one branch, signed by another unit, and decided by who stands in for the head', async () => {
    const { world, post } = await open();
    const receipt = await apply(world, 'citizen2', post, {
      applicantName: '王示范',
      identityNumber: '430423198502020021',
      phone: '13800000002',
      address: '湖南省衡山县店门镇梅桥村示例组3号',
    });
    const id = receipt.case;
    await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
    await complete(world, 'clerk', id, 'review');
    await complete(world, 'approver', id, 'siteReview');
    await complete(world, 'approver2', id, 'trafficReview', 'refuse');

    // The traffic police refused by mistake: the head has it looked at again; what urban management decided stands.
    expect(await refusal(world, 'head', BACK, { id, to: 'nowhere', reason: '请复核' })).toBe('CANNOT_SEND_BACK');
    expect(await refusal(world, 'head', BACK, { id, to: 'trafficReview', reason: ' ' })).toBe('REASONS_REQUIRED');
    expect(await refusal(world, 'approver', BACK, { id, to: 'review', reason: '请复核' })).toBe('FORBIDDEN');
    const { sendBackStage } = await ask(world, 'head', BACK, { id, to: 'trafficReview', reason: '路段不在禁占范围' });
    expect(sendBackStage.stages.map(({ key }: { key: string }) => key)).toEqual(['trafficReview']);
    const { completeStage } = await complete(world, 'approver2', id, 'trafficReview');
    expect(completeStage.stages).toMatchObject([{ key: 'decision' }]);

    // The head asks the traffic police to sign as well: the case does not end before.
    expect(await refusal(world, 'head', ASK, { id, unit: '430424-cgj', role: 'approver' })).toBe('NOT_FOUND');
    expect(await refusal(world, 'head', ASK, { id, unit: '430423-jjdd', role: 'designer' })).toBe('BAD_ROLE');
    const { addSigner } = await ask(world, 'head', ASK, { id, unit: '430423-jjdd', role: 'approver' });
    expect(addSigner.stages[0].signers).toEqual([{ role: 'approver', unit: { code: '430423-jjdd' }, agrees: null }]);
    expect(await refusal(world, 'head', DECIDE, { id })).toBe('SIGNATURES_MISSING');
    const { cases: waiting } = await ask(world, 'approver2', todo);
    expect(waiting.edges.map((edge: { node: { number: string } }) => edge.node.number)).toContain(receipt.number);
    expect(await refusal(world, 'approver', SIGN, { id, agrees: true })).toBe('FORBIDDEN');
    const { signStage } = await ask(world, 'approver2', SIGN, { id, agrees: true });
    expect(signStage).toMatchObject({ actions: [], stages: [{ signers: [{ agrees: true }], signsHere: false }] });
    const { cases: signed } = await ask(world, 'approver2', todo);
    expect(signed.edges.map((edge: { node: { number: string } }) => edge.node.number)).not.toContain(receipt.number);

    // The head is away: the approver stands in, from today to the day after tomorrow.
    const name =
      'mutation($from: Date!, $to: Date!) { nameSubstitute(unit: "430423-cgj", account: "head", substitute: "approver", from: $from, to: $to) { substitutes { account substitute } } }';
    const today = world.clock.today();
    expect(await refusal(world, 'approver', name, { from: today, to: today })).toBe('FORBIDDEN');
    expect(await refusal(world, 'approver', DECIDE, { id })).toBe('FORBIDDEN');
    expect(await refusal(world, 'head', name, { from: today, to: '2026-01-01' })).toBe('BAD_PERIOD');
    const { nameSubstitute } = await ask(world, 'head', name, { from: today, to: nextDay(today) });
    expect(nameSubstitute.substitutes).toEqual([{ account: 'head', substitute: 'approver' }]);
    expect(await refusal(world, 'head', name, { from: nextDay(today), to: nextDay(nextDay(today)) })).toBe(
      'SUBSTITUTE_TAKEN',
    );
    const { viewer } = await ask(world, 'approver', '{ viewer { roles { role standsIn } } }');
    expect(viewer.roles).toEqual([
      { role: 'approver', standsIn: false },
      { role: 'head', standsIn: true },
    ]);
    // What was handed to them is not theirs to hand on.
    expect(await refusal(world, 'approver', name, { from: today, to: today })).toBe('FORBIDDEN');
    const { completeStage: decided } = await complete(world, 'approver', id, 'decision');
    expect(decided).toMatchObject({ state: 'granted', licence: { state: 'valid' } });

    const { case: told } = await ask(
      world,
      'clerk',
      'query($id: ID!) { case(id: $id) { timeline { text detail actor } } }',
      {
        id,
      },
    );
    const entry = (text: string) => told.timeline.find((one: { text: string }) => one.text.includes(text));
    expect(entry('退回“交警大队审核”重办').detail).toBe('路段不在禁占范围');
    expect(entry('加签，同意').text).toContain('审核人加签，同意');
    expect(entry('负责人决定：准予').actor).toBe('衡山县城市管理和综合执法局审核人代衡山县城市管理和综合执法局签批人');

    const release =
      'mutation { releaseSubstitute(unit: "430423-cgj", account: "head", substitute: "approver") { substitutes { account } } }';
    const { releaseSubstitute } = await ask(world, 'head', release);
    expect(releaseSubstitute.substitutes).toEqual([]);
    const { viewer: after } = await ask(world, 'approver', '{ viewer { roles { role } } }');
    expect(after.roles).toEqual([{ role: 'approver' }]);
    expect((await ask(world, 'head', OPEN, { id })).case.stages).toEqual([]);
  });
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
