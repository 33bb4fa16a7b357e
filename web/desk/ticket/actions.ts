import { ask } from '../api/ask.ts';
import type { TicketAction, TicketPage } from '../api/model.ts';
import * as on from '../api/tickets.ts';
import type { Action } from '../ui/action.ts';

const base = (ticket: TicketPage, commandId: string) => ({ id: ticket.id, expect: ticket.revision, commandId });
const optional = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const reason = { name: 'reason', label: '理由', kind: 'longText' as const };
const reply = {
  name: 'reply',
  label: '回复内容',
  kind: 'longText' as const,
  hint: '会原样告诉来电人，请写清结果和依据。',
};

const ACTIONS: Readonly<Record<TicketAction, Action<TicketPage>>> = {
  accept: {
    key: 'accept',
    label: '受理',
    intro: '诉求属于热线受理范围。受理后可以当场答复，或派给承办单位。',
    submit: '受理',
    fields: [],
    done: '已受理',
    act: (ticket, _values, commandId) => ask(on.ACCEPT_TICKET, base(ticket, commandId)),
  },
  reject: {
    key: 'reject',
    label: '不予受理',
    intro: '涉及诉讼仲裁、已进入其他法定途径等情形，不予受理，并向来电人说明理由。',
    submit: '不予受理',
    danger: true,
    fields: [reason],
    done: '已不予受理',
    act: (ticket, values, commandId) =>
      ask(on.REJECT_TICKET, { ...base(ticket, commandId), reason: String(values.reason) }),
  },
  answerOnSpot: {
    key: 'answerOnSpot',
    label: '当场答复',
    intro: '能依据知识库直接答复的，当场答复，不再派单。',
    submit: '答复',
    fields: [reply],
    done: '已答复',
    act: (ticket, values, commandId) =>
      ask(on.ANSWER_TICKET, { ...base(ticket, commandId), reply: String(values.reply) }),
  },
  dispatch: {
    key: 'dispatch',
    label: '派单',
    intro: '派给主办单位，需要时加上协办单位。从派单起计算办理时限。',
    submit: '派单',
    fields: [
      { name: 'unit', label: '主办单位', kind: 'unit' },
      { name: 'jointUnits', label: '协办单位', kind: 'units', optional: true, initial: [] },
      { name: 'note', label: '说明', kind: 'longText', optional: true },
    ],
    done: '已派单',
    act: (ticket, values, commandId) =>
      ask(on.DISPATCH_TICKET, {
        ...base(ticket, commandId),
        unit: String(values.unit),
        jointUnits: (values.jointUnits as string[] | undefined) ?? [],
        note: optional(values.note),
      }),
  },
  recall: {
    key: 'recall',
    label: '撤回派单',
    intro: '派错了单位、对方还没有签收的，撤回后重新派单。办理时限仍从首次派单起算。',
    submit: '撤回',
    danger: true,
    fields: [{ ...reason, label: '撤回理由' }],
    done: '派单已撤回',
    act: (ticket, values, commandId) =>
      ask(on.RECALL_TICKET, { ...base(ticket, commandId), reason: String(values.reason) }),
  },
  sign: {
    key: 'sign',
    label: '签收',
    intro: '确认由本单位承办。不属于本单位职责的，请在一个工作日内退回。',
    submit: '签收',
    fields: [],
    done: '已签收',
    act: (ticket, _values, commandId) => ask(on.SIGN_TICKET, base(ticket, commandId)),
  },
  returnBack: {
    key: 'returnBack',
    label: '退回',
    intro: '不属于本单位职责，退回热线重新派单。办理时限仍从首次派单起算。',
    submit: '退回',
    danger: true,
    fields: [{ ...reason, label: '退回理由和依据' }],
    done: '已退回',
    act: (ticket, values, commandId) =>
      ask(on.RETURN_TICKET, { ...base(ticket, commandId), reason: String(values.reason) }),
  },
  reply: {
    key: 'reply',
    label: '回复',
    intro: '写明办理结果，交热线审核。',
    submit: '提交回复',
    fields: [reply],
    done: '回复已提交审核',
    act: (ticket, values, commandId) =>
      ask(on.REPLY_TICKET, { ...base(ticket, commandId), reply: String(values.reply) }),
  },
  review: {
    key: 'review',
    label: '审核回复',
    intro: '看回复是否回答了诉求、依据是否充分、语气是否得当。',
    submit: '提交审核',
    fields: [
      {
        name: 'approved',
        label: '审核意见',
        kind: 'radio',
        options: [
          { value: 'yes', label: '通过，转回访' },
          { value: 'no', label: '不通过，退回承办单位' },
        ],
      },
      { name: 'note', label: '需要改进之处', kind: 'longText', when: (values) => values.approved === 'no' },
    ],
    done: '审核已提交',
    act: (ticket, values, commandId) =>
      ask(on.REVIEW_TICKET, {
        ...base(ticket, commandId),
        approved: values.approved === 'yes',
        note: optional(values.note),
      }),
  },
  callBack: {
    key: 'callBack',
    label: '回访',
    intro: '把结果告诉来电人，问是否满意。',
    submit: '记录回访',
    fields: [
      { name: 'reached', label: '是否联系上', kind: 'yesNo' },
      { name: 'satisfaction', label: '满意度', kind: 'stars', when: (values) => values.reached === true },
      { name: 'note', label: '回访记录', kind: 'longText', optional: true },
    ],
    done: '回访已记录',
    act: (ticket, values, commandId) =>
      ask(on.CALL_BACK_TICKET, {
        ...base(ticket, commandId),
        reached: values.reached === true,
        satisfaction: values.satisfaction as number | undefined,
        note: optional(values.note),
      }),
  },
  close: {
    key: 'close',
    label: '办结',
    intro: '诉求已经办理并回访，工单归档。',
    submit: '办结',
    fields: [],
    done: '已办结',
    act: (ticket, _values, commandId) => ask(on.CLOSE_TICKET, base(ticket, commandId)),
  },
  redo: {
    key: 'redo',
    label: '重办',
    intro: '问题没有解决或来电人不满意且有理由的，交承办单位重办。',
    submit: '交付重办',
    danger: true,
    fields: [{ ...reason, label: '重办理由和要求' }],
    done: '已交付重办',
    act: (ticket, values, commandId) =>
      ask(on.REDO_TICKET, { ...base(ticket, commandId), reason: String(values.reason) }),
  },
};

export function ticketActions(ticket: TicketPage): readonly Action<TicketPage>[] {
  return ticket.actions.map((key) => ACTIONS[key]);
}

/** What should happen next with a ticket, in one sentence. */
export function nextOf(ticket: TicketPage): string {
  const who = ticket.unit?.name.zh ?? '承办单位';
  const mine = (action: TicketAction, wish: string, others: string) =>
    ticket.actions.includes(action) ? wish : others;
  switch (ticket.state) {
    case 'registered':
      return mine('accept', '请判断是否属于受理范围。', '等待热线判断是否受理。');
    case 'accepted':
      return mine('dispatch', '请当场答复，或派给承办单位。', '等待热线答复或派单。');
    case 'dispatched':
      return `等待${who}签收。`;
    case 'signed':
      return `${who}正在办理。`;
    case 'redoing':
      return `${who}正在重办。`;
    case 'returned':
      return mine('dispatch', '承办单位已退回，请核实职责后重新派单。', '已退回，等待热线重新派单。');
    case 'replied':
      return mine('review', '承办单位已回复，请审核。', '已回复，等待热线审核。');
    case 'reviewed':
      return mine('callBack', '回复已审核，请回访来电人。', '回复已审核，等待热线回访。');
    case 'rejected':
      return '不予受理，理由见办理过程。';
    case 'closed':
      return '已办结。';
  }
}
