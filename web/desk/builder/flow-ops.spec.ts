import { expect, test } from 'vitest';
import { parseFlow } from '../../../lowcode/definition/parse.ts';
import { checkFlow } from '../../../lowcode/flow/check.ts';
import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import { type FlowStarter, flowStarters, startFrom } from '../../../lowcode/flow/starters.ts';
import { stepTitle } from '../../../lowcode/flow/walk.ts';
import {
  addToFlow,
  changePurpose,
  dropInFlow,
  duplicateInFlow,
  flowOutline,
  moveInFlow,
  removeFromFlow,
} from './flow-ops.ts';

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

test('moving', () => {
  expect(moveInFlow(flow, 'steps.0', 1).path).toBe('steps.1');
  expect(moveInFlow(flow, '', 1).flow).toBe(flow);
});

test('a flow for another purpose has what that one needs, and nothing that only the other acts on', () => {
  const office = changePurpose(flow, 'office');
  expect(checkFlow(office)).toEqual([]);
  expect(checkFlow(changePurpose(office, 'service'))).toEqual([]);
  const each: FlowDefinition = {
    title: { zh: '填报' },
    purpose: 'office',
    steps: [{ kind: 'stage', stage: { ...stage('fill', 1, 'work'), eachOf: 'units', pages: ['p'] } }],
  };
  expect(checkFlow(changePurpose(each, 'service'))).toEqual([]);
});

test.each(flowStarters)('$title can be published as it is, and ends', (starter) => {
  const started = startFrom(flow, starter, 'units');
  expect(checkFlow(started)).toEqual([]);
  expect(parseFlow(started)).toMatchObject({ ok: true });
  expect(started.title).toEqual(flow.title);
});

test('new steps of an office, and after a decision, are work', () => {
  const office = changePurpose(flow, 'office');
  expect(checkFlow(addToFlow(office, 'steps.2', 'stage').flow)).toEqual([]);
  const made = startFrom(flow, flowStarters.find(({ key }) => key === 'usual') as FlowStarter, null);
  const { flow: longer, path } = addToFlow(made, 'steps.3', 'parallel');
  expect([checkFlow(longer), path]).toEqual([[], 'steps.4']);
});

test('a step is dropped before or after another, a branch only in its own step', () => {
  const titles = (changed: FlowDefinition) => changed.steps.map((step) => stepTitle(step));
  const { flow: moved, path } = dropInFlow(flow, 'steps.0', 'steps.1', 'after');
  expect([titles(moved), path]).toEqual([['并联', 'review', 'decide'], 'steps.1']);
  expect(titles(dropInFlow(moved, 'steps.1', 'steps.0', 'before').flow)).toEqual(titles(flow));
  expect(dropInFlow(flow, 'steps.1.branches.0', 'steps.0', 'before').flow).toBe(flow);
  const branches = dropInFlow(flow, 'steps.1.branches.0', 'steps.1.branches.1', 'after').flow.steps[1];
  expect(branches).toMatchObject({ branches: [{ stage: { key: 'traffic' } }, { stage: { key: 'site' } }] });
});
