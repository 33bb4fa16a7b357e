import { expect, test } from 'vitest';
import { checkFlow } from '../../../lowcode/flow/check.ts';
import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import { addToFlow, duplicateInFlow, flowOutline, longestDays, moveInFlow, removeFromFlow } from './flow-ops.ts';

const stage = (key: string, days: number, kind: Stage['kind'] = 'review'): Stage => ({
  key,
  title: { zh: key },
  role: 'approver',
  kind,
  limitDays: days,
});
const flow: FlowDefinition = {
  title: { zh: '占道' },
  steps: [
    { kind: 'stage', stage: stage('review', 1) },
    {
      kind: 'parallel',
      key: 'joint',
      title: { zh: '并联' },
      branches: [{ stage: stage('site', 2) }, { stage: stage('traffic', 3) }],
    },
    { kind: 'stage', stage: stage('decide', 1, 'decide') },
  ],
};

test('the outline has branches below their step', () => {
  const roles = { approver: '审核人' } as Record<string, string>;
  expect(flowOutline(flow, (role) => roles[role] ?? '').map(({ depth, about }) => `${depth} ${about}`)).toEqual([
    '0 流程',
    '1 审核人 · 1个工作日',
    '1 并行 2 支',
    '2 审核人 · 2个工作日',
    '2 审核人 · 3个工作日',
    '1 审核人 · 1个工作日',
  ]);
});

test('new steps never come after the decision, and the flow stays sound', () => {
  for (const what of ['stage', 'parallel'] as const)
    for (const at of ['', 'steps.0', 'steps.2']) {
      const { flow: changed, path } = addToFlow(flow, at, what);
      expect(checkFlow(changed), `${what} at ${at}`).toEqual([]);
      expect(path).not.toBe('steps.3');
    }
  expect(checkFlow(addToFlow(flow, 'steps.1.branches.0', 'branch').flow)).toEqual([]);
});

test('copies have keys of their own', () => {
  expect(checkFlow(duplicateInFlow(flow, 'steps.1').flow)).toEqual([]);
  expect(checkFlow(duplicateInFlow(flow, 'steps.1.branches.1').flow)).toEqual([]);
});

test('a parallel step with one branch left becomes that stage', () => {
  const { flow: left, path } = removeFromFlow(flow, 'steps.1.branches.0');
  expect(left.steps[1]).toEqual({ kind: 'stage', stage: stage('traffic', 3) });
  expect(path).toBe('steps.1');
  expect(removeFromFlow(flow, 'steps.2').path).toBe('steps.1');
});

test('moving and the longest way', () => {
  expect(moveInFlow(flow, 'steps.0', 1).path).toBe('steps.1');
  expect(moveInFlow(flow, '', 1).flow).toBe(flow);
  expect(longestDays(flow)).toBe(5);
});
