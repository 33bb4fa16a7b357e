import { wordFor, words } from '../../../lowcode/words.ts';
import { ask } from '../api/ask.ts';
import * as on from '../api/cases.ts';
import type { CaseAction, CasePage } from '../api/model.ts';
import type { Action } from '../ui/action.ts';
import { addSigner, sendBack, signStage } from './flow-actions.ts';
import { partsOf } from './parts.ts';

type Make = (page: CasePage) => Action<CasePage>;
/** What every mutation on a case is told: which, as of when, and the wish's own id. */
const base = (page: CasePage, commandId: string) => ({ id: page.id, expect: page.revision, commandId });
const reason = { name: 'reason', label: '理由', kind: 'longText' as const };

const ACTIONS: Readonly<Record<Exclude<CaseAction, 'supplement'>, Make>> = {
  accept: () => ({
    key: 'accept',
    label: '受理',
    intro: '申请材料齐全、符合法定形式。受理后出具受理通知书，从下一个工作日起计算承诺时限。',
    submit: '受理',
    fields: [],
    done: '已受理，开始计时',
    act: (page, _values, commandId) => ask(on.ACCEPT_CASE, base(page, commandId)),
  }),
  requestSupplement: (page) => ({
    key: 'requestSupplement',
    label: '一次性告知补正',
    intro: '材料不齐全或不符合法定形式的，应当一次告知需要补正的全部内容。请把所有问题都列上。',
    submit: '发出补正告知',
    fields: [{ name: 'defects', label: '需补正的内容', kind: 'defects', options: partsOf(page) }],
    done: '补正告知已发出',
    act: (each, values, commandId) =>
      ask(on.REQUEST_SUPPLEMENT, {
        ...base(each, commandId),
        defects: values.defects as { at: string; reason: string }[],
      }),
  }),
  declineAcceptance: () => ({
    key: 'declineAcceptance',
    label: '不予受理',
    intro: '依法不需要许可，或不属于本机关职权范围的，不予受理，出具书面决定，写明理由和救济途径。',
    submit: '决定不予受理',
    danger: true,
    fields: [
      { name: 'reasons', label: '理由和依据', kind: 'longText' },
      { name: 'remedies', label: '救济途径', kind: 'longText', initial: REMEDIES },
    ],
    done: '已决定不予受理',
    act: (page, values, commandId) =>
      ask(on.DECLINE_CASE, {
        ...base(page, commandId),
        reasons: String(values.reasons),
        remedies: String(values.remedies),
      }),
  }),
  completeStage: completeStage,
  sendBack,
  addSigner,
  signStage,
  stopClock: (page) => {
    const open = page.stages.flatMap((stage) => stage.procedures);
    const procedures = open.length > 0 ? [...new Set(open)] : Object.keys(words.procedure);
    return {
      key: 'stopClock',
      label: '启动特别程序',
      intro: '听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入办理时限，应当书面告知申请人。',
      submit: '停止计时',
      fields: [
        {
          name: 'procedure',
          label: '特别程序',
          kind: 'radio',
          options: procedures.map((value) => ({ value, label: wordFor('procedure', value) })),
        },
        reason,
      ],
      done: '已停止计时',
      act: (each, values, commandId) =>
        ask(on.STOP_CLOCK, {
          ...base(each, commandId),
          procedure: String(values.procedure),
          reason: String(values.reason),
        }),
    };
  },
  restartClock: () => ({
    key: 'restartClock',
    label: '结束特别程序',
    intro: '特别程序结束，从下一个工作日起继续计时。',
    submit: '继续计时',
    fields: [{ name: 'result', label: '特别程序的结果', kind: 'longText' }],
    done: '已继续计时',
    act: (page, values, commandId) =>
      ask(on.RESTART_CLOCK, { ...base(page, commandId), result: String(values.result) }),
  }),
  extendLimit: () => ({
    key: 'extendLimit',
    label: '延长期限',
    intro: '经本机关负责人批准可以延长十个工作日以内，并将延长的理由告知申请人。',
    submit: '延长期限',
    fields: [{ name: 'days', label: '延长几个工作日', kind: 'number', min: 1, max: 10, initial: 10 }, reason],
    done: '期限已延长',
    act: (page, values, commandId) =>
      ask(on.EXTEND_LIMIT, { ...base(page, commandId), days: Number(values.days), reason: String(values.reason) }),
  }),
  withdraw: () => ({
    key: 'withdraw',
    label: '撤回申请',
    intro: '按申请人的意思撤回申请，办理随即终止。需要时可以重新申请。',
    submit: '撤回申请',
    danger: true,
    fields: [reason],
    done: '申请已撤回',
    act: (page, values, commandId) =>
      ask(on.WITHDRAW_CASE, { ...base(page, commandId), reason: String(values.reason) }),
  }),
  rate: () => ({
    key: 'rate',
    label: '评价',
    intro: '请申请人当面评价，一件只能评价一次。',
    submit: '提交评价',
    fields: [
      { name: 'stars', label: '总体评价', kind: 'stars' },
      {
        name: 'tags',
        label: '印象',
        kind: 'tags',
        optional: true,
        initial: [],
        options: ['态度热情', '一次办成', '材料精简', '等候太久', '说不清楚', '多次往返'].map((tag) => ({
          value: tag,
          label: tag,
        })),
      },
    ],
    done: '评价已记录',
    act: (page, values, commandId) =>
      ask(on.RATE_CASE, {
        id: page.id,
        stars: Number(values.stars),
        tags: (values.tags as string[] | undefined) ?? [],
        commandId,
      }),
  }),
};

const REMEDIES =
  '如不服本决定，可以自收到本决定之日起六十日内申请行政复议，也可以自收到本决定之日起六个月内提起行政诉讼。';

/** Passing or refusing an open stage of the viewer's. A refusal at the deciding stage needs reasons and remedies. */
function completeStage(page: CasePage): Action<CasePage> {
  const mine = page.stages.filter((stage) => stage.mine);
  const several = mine.length > 1;
  const deciding = (values: Readonly<Record<string, unknown>>) =>
    mine.find((stage) => stage.key === (values.stage ?? mine[0]?.key))?.kind === 'decide';
  // Work is done, not judged.
  const works = (values: Readonly<Record<string, unknown>>) =>
    mine.find((stage) => stage.key === (values.stage ?? mine[0]?.key))?.kind === 'work';
  const refusing = (values: Readonly<Record<string, unknown>>) => values.decision === 'refuse';
  return {
    key: 'completeStage',
    label: several ? '办理本环节' : `办理：${mine[0]?.title.zh ?? '本环节'}`,
    intro: '您的意见会写入办理过程，不能更改。',
    submit: '提交意见',
    fields: [
      {
        name: 'stage',
        label: '环节',
        kind: 'radio',
        initial: mine[0]?.key,
        options: mine.map((stage) => ({ value: stage.key, label: stage.title.zh })),
        when: () => several,
      },
      {
        name: 'decision',
        label: '结论',
        kind: 'radio',
        options: [
          { value: 'pass', label: mine[0]?.kind === 'decide' ? '准予' : '通过' },
          { value: 'refuse', label: mine[0]?.kind === 'decide' ? '不予许可' : '不通过' },
        ],
        when: (values) => !works(values),
      },
      { name: 'opinion', label: '办理意见', kind: 'longText' },
      { name: 'reasons', label: '不予许可的理由和依据', kind: 'longText', when: refusing },
      {
        name: 'remedies',
        label: '救济途径',
        kind: 'longText',
        initial: REMEDIES,
        optional: !deciding({}),
        when: refusing,
      },
    ],
    done: '意见已提交',
    act: (each, values, commandId) =>
      ask(on.COMPLETE_STAGE, {
        ...base(each, commandId),
        stage: String(values.stage ?? mine[0]?.key),
        decision: (values.decision ?? 'pass') as 'pass' | 'refuse',
        opinion: String(values.opinion),
        reasons: values.reasons as string | undefined,
        remedies: values.remedies as string | undefined,
      }),
  };
}

/** The forms of what the viewer may do, in the server's order of likelihood. `supplement` is a page of its own. */
export function caseActions(page: CasePage): readonly Action<CasePage>[] {
  return page.actions.flatMap((key) => (key === 'supplement' ? [] : [ACTIONS[key](page)]));
}
