import type { Facts } from '../rule/facts.ts';
import type { FlowDefinition, Notice, OutcomeNotice, Stage } from './definition.ts';
import { isOutcome } from './notice-facts.ts';
import type { StageRole } from './roles.ts';
import { unitFor, unitsEach } from './unit-for.ts';
import { stageKeyOf, stagesOf } from './walk.ts';

/** Something of which a flow may give notice. */
export interface Happening {
  readonly on: (Notice | OutcomeNotice)['on'];
  /** The stage it happened at, as it was open; null for the outcome. */
  readonly stage: NoticedStage | null;
  /** Why it was sent back, or refused. */
  readonly reason?: string;
  /** What a clock gives notice of: which of the stage's notices it is. */
  readonly notice?: number;
}

export interface NoticedStage {
  /** `key@unit` where each of several units has it. */
  readonly key: string;
  readonly title: Stage['title'];
  readonly unit: string;
  readonly due: string | null;
}

/** A notice that is given now, and where it stands in its list. */
export interface DueNotice {
  readonly notice: Notice | OutcomeNotice;
  readonly index: number;
}

/** A place where people of a role work. */
export interface Place {
  readonly unit: string;
  readonly role: StageRole;
}

/** The notices that a flow gives of what happened. */
export function noticesOn(flow: FlowDefinition, { on, stage, notice }: Happening): readonly DueNotice[] {
  const list: readonly (Notice | OutcomeNotice)[] =
    (isOutcome(on) ? flow.notices : definitionOf(flow, stage?.key ?? '')?.notices) ?? [];
  return list.flatMap((one, index) =>
    one.on === on && (notice === undefined || notice === index) ? [{ notice: one, index }] : [],
  );
}

/** Who of the staff is told: by role and unit. Nobody for what tells the applicant, and where no unit was answered. */
export function placesTold(
  flow: FlowDefinition,
  { to, stage: of }: Notice | OutcomeNotice,
  at: NoticedStage | null,
  caseUnit: string,
  facts: () => Facts,
): readonly Place[] {
  if (to === 'applicant') return [];
  const key = of ?? stageKeyOf(at?.key ?? '');
  const stage = definitionOf(flow, key);
  const role = to === 'unit' ? 'head' : stage?.role;
  if (role === undefined) return [];
  if (!stage) return [{ unit: caseUnit, role }];
  if (at && stageKeyOf(at.key) === key) return [{ unit: at.unit, role }];
  const units = stage.eachOf === undefined ? [unitFor(stage, caseUnit, facts())] : unitsEach(stage.eachOf, facts());
  return units.map((unit) => ({ unit, role }));
}

/** Whether telling it takes the answers of the case: another stage's unit may hang on them. */
export function asksUnits({ to, stage }: Notice | OutcomeNotice): boolean {
  return to !== 'applicant' && stage !== undefined;
}

/** Whether a flow gives notice of anything. */
export function givesNotice(flow: FlowDefinition): boolean {
  return flow.notices !== undefined || stagesOf(flow).some(({ stage }) => stage.notices !== undefined);
}

function definitionOf(flow: FlowDefinition, key: string): Stage | undefined {
  return stagesOf(flow).find(({ stage }) => stage.key === stageKeyOf(key))?.stage;
}
