import { wordFor } from '../../../lowcode/words.ts';
import { ask } from '../api/ask.ts';
import * as on from '../api/cases.ts';
import type { CasePage, OpenStage } from '../api/model.ts';
import type { Action, ActionField, ActionValues } from '../ui/action.ts';

/*
 * What can be done at an open stage beside ending it: send it back (退回), ask others to sign first (加签), and sign where
 * one was asked to (签署).
 */

const base = (page: CasePage, commandId: string) => ({ id: page.id, expect: page.revision, commandId });

/** Which stage, asked only where there are several. */
function whichStage(stages: readonly OpenStage[]): ActionField {
  return {
    name: 'stage',
    label: '环节',
    kind: 'radio',
    initial: stages[0]?.key,
    options: stages.map((stage) => ({ value: stage.key, label: stage.title.zh })),
    when: () => stages.length > 1,
  };
}

const stageIn = (values: ActionValues, stages: readonly OpenStage[]) => String(values.stage ?? stages[0]?.key);

export function sendBack(page: CasePage): Action<CasePage> {
  const stages = page.stages.filter((stage) => stage.mine && stage.waysBack.length > 0);
  const ways = (stage: OpenStage) => stage.waysBack.map(({ to, label }) => ({ value: to, label }));
  return {
    key: 'sendBack',
    label: '退回',
    intro: '退回后由前面的环节重办，再依次往下办理；同时进行的其他环节随之结束，不作结论。办理时限照常计算。',
    submit: '退回重办',
    danger: true,
    fields: [
      whichStage(stages),
      ...stages.map(
        (stage): ActionField => ({
          name: `to.${stage.key}`,
          label: '退回到',
          kind: 'radio',
          options: ways(stage),
          initial: stage.waysBack.length === 1 ? stage.waysBack[0]?.to : undefined,
          when: (values) => stageIn(values, stages) === stage.key,
        }),
      ),
      { name: 'reason', label: '退回的理由', kind: 'longText', hint: '重办的人会看到，写明哪里不对、要怎样改' },
    ],
    done: '已退回，由前面的环节重办',
    act: (each, values, commandId) => {
      const stage = stageIn(values, stages);
      const to = String(values[`to.${stage}`]);
      return ask(on.SEND_BACK, { ...base(each, commandId), stage, to, reason: String(values.reason) });
    },
  };
}

const SIGNING_ROLES = ['clerk', 'approver', 'head'] as const;

export function addSigner(page: CasePage): Action<CasePage> {
  const stages = page.stages.filter((stage) => stage.mine && stage.asksSigners);
  return {
    key: 'addSigner',
    label: '加签',
    intro: '请其他单位或本单位的其他人先签署意见，签署齐了本环节才能办结。对方能看到这件办件。',
    submit: '发出加签',
    fields: [
      whichStage(stages),
      { name: 'unit', label: '由哪个单位签署', kind: 'unit' },
      {
        name: 'role',
        label: '由谁签署',
        kind: 'radio',
        initial: 'approver',
        options: SIGNING_ROLES.map((role) => ({ value: role, label: wordFor('role', role) })),
      },
      { name: 'reason', label: '请对方签署什么', kind: 'longText' },
    ],
    done: '已请对方加签',
    act: (each, values, commandId) =>
      ask(on.ADD_SIGNER, {
        ...base(each, commandId),
        stage: stageIn(values, stages),
        role: String(values.role),
        unit: String(values.unit),
        reason: String(values.reason),
      }),
  };
}

export function signStage(page: CasePage): Action<CasePage> {
  const stages = page.stages.filter((stage) => stage.signsHere);
  return {
    key: 'signStage',
    label: `签署：${stages[0]?.title.zh ?? '加签'}`,
    intro: '有人请您加签。您的意见会写入办理过程，不能更改；是否办结由请您签署的人决定。',
    submit: '提交签署意见',
    fields: [
      whichStage(stages),
      {
        name: 'agrees',
        label: '意见',
        kind: 'radio',
        options: [
          { value: 'yes', label: '同意' },
          { value: 'no', label: '不同意' },
        ],
      },
      { name: 'opinion', label: '签署意见', kind: 'longText' },
    ],
    done: '已签署',
    act: (each, values, commandId) =>
      ask(on.SIGN_STAGE, {
        ...base(each, commandId),
        stage: stageIn(values, stages),
        agrees: values.agrees === 'yes',
        opinion: String(values.opinion),
      }),
  };
}
