import type { FlowDefinition, Stage, Step } from './definition.ts';

/** A flow to begin from: usual ways of handling, to be changed and not to be kept as they are. */
export interface FlowStarter {
  readonly key: string;
  /** What it is called: its stages. */
  readonly title: string;
  readonly about: string;
  readonly purpose: 'service' | 'office';
  /** Its steps; `each` is a field of several units to send to, where the form has one. */
  readonly steps: (each: string | null) => readonly Step[];
}

function one(
  key: string,
  zh: string,
  role: Stage['role'],
  kind: Stage['kind'],
  more: Partial<Stage> = {},
): Step & { kind: 'stage' } {
  return { kind: 'stage', stage: { key, title: { zh }, role, kind, ...more } };
}

const review = one('review', '审查', 'clerk', 'review', { limitDays: 1 });
const decision = one('decision', '决定', 'head', 'decide', { limitDays: 1, backTo: ['review'] });

export const flowStarters: readonly FlowStarter[] = [
  {
    key: 'immediate',
    title: '即办',
    about: '窗口当场作出决定，一个环节。',
    purpose: 'service',
    steps: () => [one('decision', '当场决定', 'clerk', 'decide', { limitDays: 0 })],
  },
  {
    key: 'simple',
    title: '审查—决定',
    about: '经办人审查，负责人决定；环节不单独计时，只看事项的承诺期限。',
    purpose: 'service',
    steps: () => [
      one('review', '审查', 'clerk', 'review'),
      one('decision', '决定', 'head', 'decide', { backTo: ['review'] }),
    ],
  },
  {
    key: 'usual',
    title: '受理—审查—决定—制证—送达',
    about: '受理后经办人审查，负责人决定；准予后制证、送达。',
    purpose: 'service',
    steps: () => [
      review,
      decision,
      one('making', '制证', 'clerk', 'work', { limitDays: 2 }),
      one('delivery', '送达', 'clerk', 'work', { limitDays: 3 }),
    ],
  },
  {
    key: 'inspection',
    title: '审查—现场勘验—决定',
    about: '书面审查后到现场勘验，鉴定、检验的时间不计入时限。',
    purpose: 'service',
    steps: () => [
      review,
      one('inspection', '现场勘验', 'approver', 'review', {
        limitDays: 3,
        procedures: ['inspection', 'appraisal'],
        backTo: ['review'],
      }),
      { ...decision, stage: { ...decision.stage, backTo: ['review', 'inspection'] } },
    ],
  },
  {
    key: 'joint',
    title: '联办',
    about: '几个部门同时审查，都办完后由牵头部门决定。',
    purpose: 'service',
    steps: () => [
      review,
      {
        kind: 'parallel',
        key: 'joint',
        title: { zh: '联合审查' },
        branches: [
          { stage: one('lead', '牵头部门审查', 'approver', 'review', { limitDays: 2 }).stage },
          { stage: one('partner', '协办部门审查', 'approver', 'review', { limitDays: 2 }).stage },
        ],
      },
      { ...decision, stage: { ...decision.stage, backTo: ['review', 'lead', 'partner'], signers: true } },
    ],
  },
  {
    key: 'reported',
    title: '上报',
    about: '本级初审、审核后报上级机关决定；请给“上级决定”选上级单位。',
    purpose: 'service',
    steps: () => [
      one('review', '初审', 'clerk', 'review', { limitDays: 2 }),
      one('check', '审核并上报', 'head', 'review', { limitDays: 2, backTo: ['review'] }),
      one('decision', '上级决定', 'head', 'decide', { limitDays: 5, backTo: ['review'] }),
    ],
  },
  {
    key: 'document',
    title: '拟稿—核稿—签发',
    about: '公文：经办人拟稿，办公室核稿，负责人签发；可以退回修改，可以加签。',
    purpose: 'office',
    steps: () => [
      one('draft', '拟稿', 'clerk', 'work'),
      one('check', '核稿', 'approver', 'work', { limitDays: 1, backTo: ['draft'] }),
      one('sign', '签发', 'head', 'work', { limitDays: 1, backTo: ['draft', 'check'], signers: true }),
    ],
  },
  {
    key: 'dispatch',
    title: '派遣—处置—核查',
    about: '网格、督办一类：派给责任单位处置，核查不合格的退回重办，按小时计时并催办。',
    purpose: 'office',
    steps: () => [
      one('send', '派遣', 'officer', 'work', { limit: { count: 2, unit: 'hours' } }),
      one('handle', '处置', 'handler', 'work', {
        limit: { count: 24, unit: 'hours' },
        backTo: ['send'],
        chases: [
          { kind: 'remind', from: 'due', after: { count: 0, unit: 'hours' } },
          { kind: 'supervise', from: 'due', after: { count: 24, unit: 'hours' } },
        ],
      }),
      one('verify', '核查', 'officer', 'work', { limit: { count: 8, unit: 'hours' }, backTo: ['handle'] }),
    ],
  },
  {
    key: 'returns',
    title: '下发—填报—审核汇总',
    about: '把一张表发给许多单位分别填报，逐个审核，不合格的退回那个单位。',
    purpose: 'office',
    steps: (each) => [
      one('send', '下发', 'officer', 'work'),
      {
        ...one('fill', '填报', 'clerk', 'work', {
          eachOf: each ?? 'units',
          limitDays: 5,
          chases: [{ kind: 'remind', from: 'due', after: { count: 0, unit: 'days' } }],
        }),
        ...(each === null ? {} : { when: { op: 'present', of: { op: 'field', key: each } } as const }),
      },
      one('sum', '审核汇总', 'officer', 'work', { limitDays: 3, backTo: ['fill'] }),
    ],
  },
];

/** The flow with a starter's steps in place of its own. */
export function startFrom(flow: FlowDefinition, starter: FlowStarter, each: string | null): FlowDefinition {
  const { purpose: _before, ...rest } = flow;
  const steps = starter.steps(each);
  return starter.purpose === 'office' ? { ...rest, purpose: 'office', steps } : { ...rest, steps };
}

/** The simplest flow of a new item: on the spot, or examined by one and decided by another within the days of the item. */
export function simplestFlow(item: string, onTheSpot: boolean): FlowDefinition {
  const wanted = onTheSpot ? 'immediate' : 'simple';
  const starter = flowStarters.find(({ key }) => key === wanted) as FlowStarter;
  return startFrom({ title: { zh: `${item}办理流程` }, steps: [] }, starter, null);
}
