import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import { decidingStep, stagesOf, stepKey, stepTitle } from '../../../lowcode/flow/walk.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { type VocabularyName, wordFor, words } from '../../../lowcode/words.ts';
import { stageNotices } from './notice-properties.ts';
import type { Property } from './properties.ts';
import { ruleFor } from './rules.ts';
import { at } from './tree.ts';

/** Properties of a part of a flow that belong together, under a heading. */
export interface PropertyGroup {
  readonly title: string;
  readonly properties: readonly Property[];
}

const options = (name: VocabularyName, only?: readonly string[]) =>
  (only ?? Object.keys(words[name])).map((value) => ({ value, label: wordFor(name, value) }));

export const WHEN: Property = { name: 'when', label: '什么时候需要这一步', kind: 'condition', none: '总是需要' };

/** What is asked of a stage beside its unit and limit: only what its kind of flow acts on. */
export function stageGroups(
  flow: FlowDefinition,
  path: string,
  form: FormDefinition | undefined,
  scope: Scope,
): readonly PropertyGroup[] {
  const office = flow.purpose === 'office';
  const index = Number(path.split('.')[1]);
  const branch = path.includes('branches');
  return [
    {
      title: '之后',
      properties: [
        WHEN,
        ...(branch || index === decidingStep(flow) ? [] : [goTo(flow, index, scope)]),
        {
          name: 'stage.backTo',
          label: '可以退回到',
          kind: 'multi',
          hint: '办理人可以写明理由，退回前面的环节重办。',
          options: stagesOf(flow)
            .filter(({ step }) => step < index)
            .map(({ stage }) => ({ value: stage.key, label: stage.title.zh })),
        },
        { name: 'stage.signers', label: '可以加签：请别人先签署，签署齐了才能办结', kind: 'boolean' },
      ],
    },
    office
      ? { title: '填写、催办', properties: officeProperties(flow, path, form) }
      : { title: '计时', properties: [PROCEDURES] },
    { title: '通知', properties: [stageNotices(flow, form)] },
  ];
}

const PROCEDURES: Property = {
  name: 'stage.procedures',
  label: '可以停止计时的特别程序',
  kind: 'multi',
  options: options('procedure'),
};

function goTo(flow: FlowDefinition, index: number, scope: Scope): Property {
  return {
    name: 'goTo',
    label: '办完后转到别的一步',
    kind: 'list',
    item: '去向',
    hint: '按顺序看，第一个成立的算；都不成立就到下一步。转回前面，就是循环重办。',
    each: [
      { name: 'when', label: '什么情况下', kind: 'condition', needed: true },
      {
        name: 'to',
        label: '转到',
        kind: 'select',
        needed: true,
        options: flow.steps.map((step, i) => ({
          value: stepKey(step),
          label: `${stepTitle(step)}${i < index ? '（往回）' : i === index ? '（重办本环节）' : ''}`,
        })),
      },
    ],
    fresh: () => ({ when: ruleFor('op:=', null, scope), to: '' }),
  };
}

/** Whether the stage takes an official number (文号), a series of its own or one that another stage takes from. */
function numberingOf(flow: FlowDefinition, { key, numbering }: Stage): Property {
  const others = stagesOf(flow).flatMap(({ stage }) =>
    stage.key !== key && stage.numbering !== undefined ? [[stage.numbering, stage.title.zh] as const] : [],
  );
  const shared = new Map(others.map(([value, title]) => [value, `与“${title}”编同一种文号`]));
  const own = numbering === undefined || shared.has(numbering) ? key : numbering;
  return {
    ...{ name: 'stage.numbering', label: '办结时编文号', kind: 'select', none: '不编文号' },
    hint: '文号的格式由用这个流程的内部系统设置。',
    options: [{ value: own, label: '编一种文号' }, ...[...shared].map(([value, label]) => ({ value, label }))],
  };
}

function officeProperties(flow: FlowDefinition, path: string, form: FormDefinition | undefined): readonly Property[] {
  const units = options('limitUnit');
  return [
    {
      name: 'stage.pages',
      label: '本环节填写的页',
      kind: 'multi',
      hint: '没有分给任何环节的页，在发起时填写。',
      options: (form?.pages ?? []).map((page) => ({ value: page.key, label: page.title.zh })),
    },
    numberingOf(flow, at(flow, `${path}.stage`) as Stage),
    {
      name: 'stage.chases',
      label: '没有人办时',
      kind: 'list',
      item: '催办',
      each: [
        { name: 'kind', label: '做什么', kind: 'select', needed: true, options: options('chaseKind') },
        {
          name: 'from',
          label: '从什么时候算',
          kind: 'select',
          needed: true,
          options: [
            { value: 'entered', label: '进入环节' },
            { value: 'due', label: '到期' },
          ],
        },
        { name: 'after.count', label: '过多久', kind: 'integer', min: 0, max: 8760, needed: true },
        { name: 'after.unit', label: '单位', kind: 'select', needed: true, options: units },
      ],
      fresh: () => ({ kind: 'remind', from: 'entered', after: { count: 1, unit: 'workingDays' } }),
    },
  ];
}
