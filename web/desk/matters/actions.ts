import { STAGE_ROLES } from '../../../lowcode/flow/roles.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { ask } from '../api/ask.ts';
import type { ChaseKind, MatterAction, MatterPage, MatterStage } from '../api/matters.ts';
import * as on from '../api/matters.ts';
import type { Action, ActionField } from '../ui/action.ts';

type Make = (page: MatterPage) => Action<MatterPage>;

/** What every mutation on a matter is told: which, as of when, and the wish's own id. */
const base = (page: MatterPage, commandId: string) => ({ id: page.id, expect: page.revision, commandId });

/** A stage of the viewer's that waits for nobody's signature. */
const isReady = ({ mine, signers }: MatterStage) => mine && signers.every(({ agrees }) => agrees !== null);

/** Stages of the viewer's that have pages to fill in: these are pages of their own. */
export function stagesToFill(page: MatterPage): readonly MatterStage[] {
  return page.actions.includes('endStage')
    ? page.stages.filter((stage) => isReady(stage) && stage.pages.length > 0)
    : [];
}

/** Which of several stages is meant; not asked where there is one. */
function stageField(stages: readonly MatterStage[]): ActionField {
  return {
    ...{ name: 'stage', label: '环节', kind: stages.length > 8 ? 'choice' : 'radio', initial: stages[0]?.key },
    options: stages.map(({ key, title, unit }) => ({ value: key, label: `${title.zh}（${unit.name.zh}）` })),
    when: () => stages.length > 1,
  };
}

const stageOf = (values: Readonly<Record<string, unknown>>, stages: readonly MatterStage[]) =>
  String(values.stage ?? stages[0]?.key);

const ACTIONS: Readonly<Record<MatterAction, Make>> = {
  sign: (page) => {
    const stages = page.stages.filter(({ signature }) => signature);
    return {
      ...{ key: 'sign', label: '签署', submit: '提交签署意见', done: '已签署' },
      intro: '您的意见会写入办理过程，不能更改。是否采纳由请您加签的人决定。',
      fields: [
        stageField(stages),
        {
          ...{ name: 'agrees', label: '是否同意', kind: 'radio' },
          options: [
            { value: 'yes', label: '同意' },
            { value: 'no', label: '不同意' },
          ],
        },
        { name: 'opinion', label: '意见', kind: 'longText', optional: true, hint: '不同意的，请写明理由。' },
      ],
      act: (each, values, commandId) =>
        ask(on.SIGN_MATTER, {
          ...base(each, commandId),
          stage: stageOf(values, stages),
          agrees: values.agrees === 'yes',
          opinion: String(values.opinion ?? ''),
        }),
    };
  },
  endStage: (page) =>
    endStage(
      page,
      page.stages.filter((stage) => isReady(stage) && stage.pages.length === 0),
    ),
  close: () => ({
    ...{ key: 'close', label: '办结（销号）', submit: '办结', done: '已办结' },
    intro: '核对办理结果，确认落实后办结。办结后不能再改。',
    fields: [{ name: 'opinion', label: '办结意见', kind: 'longText', optional: true }],
    act: (page, values, commandId) =>
      ask(on.CLOSE_MATTER, { ...base(page, commandId), opinion: String(values.opinion ?? '') }),
  }),
  sendBack: (page) => {
    const ways = page.stages.flatMap((stage) =>
      stage.waysBack.map(({ to, label }) => ({ value: `${stage.key} ${to}`, label })),
    );
    return {
      ...{ key: 'sendBack', label: '退回', submit: '退回', done: '已退回' },
      intro: '退回后，那个环节及其后的环节重新办理。理由会写入办理过程。',
      fields: [
        { name: 'way', label: '退回到', kind: 'radio', options: ways, initial: ways[0]?.value },
        { name: 'reason', label: '理由', kind: 'longText' },
      ],
      act: (each, values, commandId) => {
        const [stage = '', to = ''] = String(values.way ?? ways[0]?.value).split(' ');
        return ask(on.SEND_MATTER_BACK, { ...base(each, commandId), stage, to, reason: String(values.reason) });
      },
    };
  },
  askSigner: (page) => {
    const stages = page.stages.filter(({ asksSigners }) => asksSigners);
    return {
      ...{ key: 'askSigner', label: '加签', submit: '发出加签', done: '已请对方加签' },
      intro: '请别的单位或本单位的人先签意见。对方签完之后，您才能办结本环节。',
      fields: [
        stageField(stages),
        { name: 'unit', label: '单位', kind: 'unit' },
        {
          ...{ name: 'role', label: '请谁签', kind: 'choice', initial: 'head' },
          options: STAGE_ROLES.map((value) => ({ value, label: wordFor('role', value) })),
        },
        { name: 'question', label: '请对方看什么', kind: 'longText', optional: true },
      ],
      act: (each, values, commandId) =>
        ask(on.ASK_MATTER_SIGNER, {
          ...base(each, commandId),
          stage: stageOf(values, stages),
          role: String(values.role),
          unit: String(values.unit),
          question: String(values.question ?? ''),
        }),
    };
  },
  chase: (page) => ({
    ...{ key: 'chase', label: '催办、督办', submit: '发出', done: '已发出' },
    intro: '催办、督办发给正在办理的单位，通报发给与这件事务有关的全部单位。',
    fields: [
      stageField(page.stages),
      {
        ...{ name: 'kind', label: '方式', kind: 'radio', initial: 'remind' },
        options: ['remind', 'supervise', 'report'].map((value) => ({ value, label: wordFor('chaseKind', value) })),
      },
      { name: 'words', label: '要求', kind: 'longText', max: 1000 },
    ],
    act: (each, values, commandId) =>
      ask(on.CHASE_MATTER, {
        ...base(each, commandId),
        stage: stageOf(values, page.stages),
        kind: values.kind as ChaseKind,
        words: String(values.words),
      }),
  }),
  withdraw: () => ({
    ...{ key: 'withdraw', label: '撤回', submit: '撤回', danger: true, done: '已撤回' },
    intro: '撤回后各单位不再办理；已经编的文号不再使用。需要时可以重新发起。',
    fields: [{ name: 'reason', label: '理由', kind: 'longText' }],
    act: (page, values, commandId) =>
      ask(on.WITHDRAW_MATTER, { ...base(page, commandId), reason: String(values.reason) }),
  }),
};

/** Ending a stage where nothing is filled in but an opinion. */
function endStage(_page: MatterPage, stages: readonly MatterStage[]): Action<MatterPage> {
  const [first] = stages;
  const chosen = (values: Readonly<Record<string, unknown>>) =>
    stages.find(({ key }) => key === stageOf(values, stages));
  const numbering = first?.numbering;
  return {
    ...{ key: 'endStage', label: `办理：${first?.title.zh ?? '本环节'}`, submit: '提交', done: '已办结本环节' },
    intro: numbering
      ? `您的意见会写入办理过程，不能更改。办结时自动编${numbering.zh}。`
      : '您的意见会写入办理过程，不能更改。',
    fields: [
      stageField(stages),
      {
        ...{ name: 'decision', label: '结论', kind: 'radio' },
        options: [
          { value: 'pass', label: '同意' },
          { value: 'refuse', label: '不同意，事务到此终止' },
        ],
        when: (values) => chosen(values)?.kind === 'review',
      },
      { name: 'opinion', label: '意见', kind: 'longText', optional: true, hint: '不同意的，请写明理由。' },
    ],
    act: (each, values, commandId) =>
      ask(on.END_STAGE, {
        ...base(each, commandId),
        stage: stageOf(values, stages),
        decision: values.decision === 'refuse' ? 'refuse' : 'pass',
        opinion: String(values.opinion ?? ''),
        answers: {},
      }),
  };
}

/** The forms of what the viewer may do, in the server's order of likelihood. Stages with pages to fill in are pages of their own. */
export function matterActions(page: MatterPage): readonly Action<MatterPage>[] {
  const plain = page.stages.some((stage) => isReady(stage) && stage.pages.length === 0);
  return page.actions.flatMap((key) => (key === 'endStage' && !plain ? [] : [ACTIONS[key](page)]));
}
