import { workingDayAfter } from '../../lowcode/calendar/working-days.ts';
import { dateWords } from '../../lowcode/dates.ts';
import type { SupplementRules } from '../../lowcode/flow/definition.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { Refusal } from '../stream.ts';
import { acceptByFor, mustBe, placeOf, type Today } from './decide-intake.ts';
import type { ApplicationEvent, AttachmentFact, DefectFact } from './events.ts';
import type { Application } from './fold.ts';

/** How often a flow lets the offices ask by themselves: once where it does not say (一次性告知, 行政许可法 32). */
export function timesAllowed(rules: SupplementRules | undefined): number {
  return rules?.allowed === false ? 0 : (rules?.times ?? 1);
}

/**
 * One notice with all defects at once (一次性告知), with the term that the flow gives. More rounds than it allows need a
 * supervisor. Refused outside intake, with no defect, and where the flow asks for no supplement.
 */
export function requestSupplement(
  state: Application,
  wish: {
    readonly defects: readonly (DefectFact & { readonly reason: string })[];
    readonly bySupervisor: boolean;
    readonly rules?: SupplementRules | undefined;
  },
  at: Today,
): ApplicationEvent[] {
  const { defects, rules } = wish;
  mustBe(state, ['received'], '只有待受理的办件可以要求补正');
  if (rules?.allowed === false) {
    throw new Refusal('SUPPLEMENT_NOT_ALLOWED', '这个事项不要求补正：请受理，或者不予受理并说明理由');
  }
  if (defects.length === 0) throw new Refusal('NO_DEFECTS', '补正通知至少要写明一项需要补正的内容');
  const times = timesAllowed(rules);
  if (state.rounds >= times && !wish.bySupervisor) {
    const most = times === 1 ? '应当一次性告知全部补正内容' : `最多要求补正${times}次`;
    throw new Refusal('SECOND_SUPPLEMENT', `${most}；再次要求补正须由监督人员批准`);
  }
  return [
    {
      type: 'SupplementRequested',
      v: 2,
      data: {
        ...placeOf(state, at),
        round: state.rounds + 1,
        defects: defects.map(({ at: where, label }) => ({ at: where, label })),
        due: rules?.days === undefined ? null : workingDayAfter(at.calendar, at.today, rules.days),
        expiry: rules?.expiry ?? 'waits',
        subject: state.submitted.subject,
        personal: { reasons: defects.map((defect) => defect.reason) },
      },
    },
  ];
}

/** The applicant supplies what was asked for: receipt starts again, and with it the five days. */
export function supplement(
  state: Application,
  wish: {
    readonly answers: Answers;
    readonly personalAnswers: Answers;
    readonly attachments: readonly AttachmentFact[];
    readonly fee: string | null;
  },
  at: Today,
): ApplicationEvent[] {
  mustBe(state, ['supplementRequested'], '该办件目前不需要补正');
  return [
    {
      type: 'SupplementProvided',
      v: 1,
      data: {
        ...placeOf(state, at),
        answers: wish.answers,
        attachments: wish.attachments,
        fee: wish.fee,
        acceptBy: acceptByFor(at),
        subject: state.submitted.subject,
        personal: { answers: wish.personalAnswers },
      },
    },
  ];
}

/**
 * What follows when the term of a supplement has passed: the case counts as withdrawn, or is not accepted, with `remedies`.
 * Nothing before that, where the case goes on waiting, and when somebody acted.
 */
export function lapseSupplement(state: Application, remedies: string, at: Today): ApplicationEvent[] {
  const { due, expiry } = state.supplement ?? { due: null, expiry: 'waits' };
  if (state.state !== 'supplementRequested' || due === null || due >= at.today || expiry === 'waits') return [];
  const { guard, subject } = state.submitted;
  const place = placeOf(state, at);
  const reason = `应于${dateWords(due)}前补正，逾期没有补正`;
  const ended = { ...place, guard, subject };
  return [
    { type: 'SupplementLapsed', v: 1, data: { ...place, due } },
    expiry === 'withdrawn'
      ? { type: 'ApplicationWithdrawn', v: 1, data: { ...ended, personal: { reason } } }
      : { type: 'ApplicationNotAccepted', v: 1, data: { ...ended, personal: { reasons: reason, remedies } } },
  ];
}
