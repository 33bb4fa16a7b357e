import type { Place } from '../document/template-text.ts';
import type { FlowDefinition, Notice, OutcomeNotice } from './definition.ts';

/** Facts that a notice may name, with the words a clerk chooses them by. */
export const NOTICE_FACTS = {
  number: '编号',
  service: '事项名称',
  unit: '承办单位',
  applicant: '申请人名称',
  stage: '环节名称',
  stageUnit: '环节的办理单位',
  due: '环节到期日',
  promisedDue: '承诺办结日期',
  reason: '退回的理由',
  licence: '证照编号',
  supplementDue: '补正期限',
  on: '通知日期',
} as const;

export type NoticeFact = keyof typeof NOTICE_FACTS;

export type NoticeFacts = { readonly [fact in NoticeFact]: string | null };

export function isNoticeFact(name: string): name is NoticeFact {
  return Object.hasOwn(NOTICE_FACTS, name);
}

const OF_SERVICE: ReadonlySet<NoticeFact> = new Set(['applicant', 'promisedDue', 'licence', 'supplementDue']);
const OF_STAGE: ReadonlySet<NoticeFact> = new Set(['stage', 'stageUnit', 'due']);

/** Before the case is accepted. */
const OF_INTAKE: ReadonlySet<string> = new Set<OutcomeNotice['on']>(['supplement', 'lapsed']);

/** Whether there is such a fact when the notice is given. */
export function hasNoticeFact(flow: FlowDefinition, on: (Notice | OutcomeNotice)['on'], fact: NoticeFact): boolean {
  if (fact === 'licence' && on !== 'granted') return false;
  if (fact === 'promisedDue' && OF_INTAKE.has(on)) return false;
  if (fact === 'supplementDue' && !OF_INTAKE.has(on)) return false;
  if (OF_SERVICE.has(fact)) return flow.purpose !== 'office';
  if (OF_STAGE.has(fact)) return !isOutcome(on) && (fact !== 'due' || on !== 'ended');
  return fact !== 'reason' || on === 'sentBack';
}

const OUTCOMES: ReadonlySet<string> = new Set<OutcomeNotice['on']>([
  ...(['granted', 'refused', 'done', 'supplement', 'lapsed'] as const),
]);

/** Whether a notice is about how it ended, not about a stage. */
export function isOutcome(on: (Notice | OutcomeNotice)['on']): on is OutcomeNotice['on'] {
  return OUTCOMES.has(on);
}

/** The facts that a notice of a flow may name, as places in its text. */
export function noticePlaces(flow: FlowDefinition, on: (Notice | OutcomeNotice)['on']): readonly Place[] {
  return (Object.entries(NOTICE_FACTS) as [NoticeFact, string][]).flatMap(([fact, label]) =>
    hasNoticeFact(flow, on, fact) ? [{ name: `@${fact}`, label }] : [],
  );
}
