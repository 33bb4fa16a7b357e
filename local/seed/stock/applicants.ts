import { yearsBetween } from '../../../lowcode/calendar/date.ts';
import { identityNumberOf } from '../../../samples/generate/people.ts';
import type { CasePlan, PlannedApplicant } from '../../../samples/generate/plans.ts';

/** Identifiers of people whom cases speak of beside the plans' own applicants: a thousand for every case. */
const FIRST_OTHER = 2_000_000;
const OTHERS = 1000;

/** Whom an item is for, beyond person or company; the plans do not know. */
const SUITED: { readonly [service: string]: (identity: string, today: string) => boolean } = {
  'gao-ling-jin-tie': (identity, today) => ageOf(identity, today) >= 80,
  'sheng-yu-deng-ji': (identity, today) => isWoman(identity) && within(ageOf(identity, today), 20, 45),
  'yi-di-jiu-yi-bei-an': () => true,
};

/** The applicant of a plan; another one where the plan's could not apply for the item (too young, a man). */
export function applicantOf(plan: CasePlan): PlannedApplicant {
  const suits = SUITED[plan.service];
  const today = plan.submittedAt.slice(0, 10);
  if (!suits || plan.applicant.kind !== 'person' || suits(plan.applicant.identifier, today)) return plan.applicant;
  return { ...plan.applicant, identifier: otherIdentity(plan.serial, 0, (identity) => suits(identity, today)) };
}

/** The nth other person of a case who suits; nobody's number twice among the cases. */
export function otherIdentity(serial: number, nth: number, suits: (identity: string) => boolean): string {
  const first = FIRST_OTHER + serial * OTHERS + nth * 100;
  for (let n = first; n < first + 100; n++) {
    const identity = identityNumberOf(n);
    if (suits(identity)) return identity;
  }
  throw new Error(`no suitable person for case ${serial}`);
}

/** Whole years on a day, by the birth date in the number. */
export function ageOf(identity: string, today: string): number {
  const birth = `${identity.slice(6, 10)}-${identity.slice(10, 12)}-${identity.slice(12, 14)}`;
  return yearsBetween(birth, today);
}

export function within(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}

function isWoman(identity: string): boolean {
  return Number(identity[16]) % 2 === 0;
}
