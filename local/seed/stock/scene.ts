import { addDays } from '../../../lowcode/calendar/date.ts';
import type { Answers } from '../../../lowcode/form/definition.ts';
import { bankCardCheck } from '../../../lowcode/identifier/bank-card.ts';
import { creditCodeOf } from '../../../samples/generate/people.ts';
import type { CasePlan, PlannedApplicant } from '../../../samples/generate/plans.ts';
import { type Random, random } from '../../../samples/generate/random.ts';
import { ageOf, otherIdentity, within } from './applicants.ts';
import type { Phrases, World } from './world.ts';

/** What the answers of one case are made from: the same for the same plan, everywhere. */
export interface Scene {
  readonly plan: CasePlan;
  readonly applicant: PlannedApplicant;
  readonly today: string;
  readonly random: Random;
  readonly phrases: Phrases;
  name(): string;
  company(): string;
  shop(): { readonly name: string; readonly scope: string };
  /** An identity number of somebody of that age, nobody's twice. */
  identity(from?: number, to?: number): string;
  creditCode(): string;
  /** A date some days from today. */
  day(days: number): string;
  /** Whole yuan between two amounts, in fen. */
  fen(from: number, to: number): string;
  bank(): Answers;
}

const ANSWERS = 20_260_316;
/** Credit codes of companies beside the applicant, apart from those of cases and licences. */
const FIRST_COMPANY = 3_000_000;

export function sceneOf(world: World, plan: CasePlan, applicant: PlannedApplicant): Scene {
  const source = random(ANSWERS, `answers/${plan.serial}`);
  const today = plan.submittedAt.slice(0, 10);
  const { names } = world.seed;
  let people = 1;
  let companies = 0;
  return {
    ...{ plan, applicant, today, random: source, phrases: world.phrases },
    name: () => names.person(source),
    company: () => names.company(source),
    shop: () => names.shop(source),
    identity: (from = 18, to = 70) =>
      otherIdentity(plan.serial, people++, (identity) => within(ageOf(identity, today), from, to)),
    creditCode: () => creditCodeOf(FIRST_COMPANY + plan.serial * 10 + companies++),
    day: (days) => addDays(today, days),
    fen: (from, to) => String(source.between(from, to) * 100),
    bank() {
      const body = `62000000${String(plan.serial).padStart(8, '0')}`;
      return { bankCard: `${body}${bankCardCheck(body)}`, bankName: '衡山农村商业银行（示例）' };
    },
  };
}
