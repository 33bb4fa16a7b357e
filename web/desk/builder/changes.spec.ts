import { expect, test } from 'vitest';
import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import { flowChanges, partChanges } from './changes.ts';
import { SERVICE_PARTS } from './service-properties.ts';

const stage = (key: string): Stage => ({ key, title: { zh: `${key}环节` }, role: 'clerk', kind: 'review' });
const flow = (...stages: Stage[]): FlowDefinition => ({
  title: { zh: '流程' },
  steps: stages.map((each) => ({ kind: 'stage', stage: each })),
});

test('changes of a flow are told by stage', () => {
  const before = flow(stage('a'), stage('b'));
  expect(flowChanges(before, before)).toEqual([]);
  expect(flowChanges(before, flow(stage('a'), { ...stage('c'), limitDays: 2 }))).toEqual([
    '新增环节“c环节”',
    '删除环节“b环节”',
  ]);
  expect(flowChanges(before, flow({ ...stage('a'), limitDays: 2 }, stage('b')))).toEqual(['修改环节“a环节”']);
  expect(flowChanges(before, flow(stage('b'), stage('a')))).toEqual(['调整了步骤的顺序、并行或条件']);
});

test('changes of an item are told by part and property', () => {
  const item = { promisedDays: 5, result: { name: { zh: '许可证' } } };
  expect(partChanges(item, { promisedDays: 3, result: { name: { zh: '批复' } } }, SERVICE_PARTS)).toEqual([
    '修改了“办件类型和时限”的“承诺时限（工作日）”',
    '修改了“结果”的“结果名称”',
  ]);
});
