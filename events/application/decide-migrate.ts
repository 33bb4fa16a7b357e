import type { FlowState } from '../../lowcode/flow/state.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { Moved, MovedStage } from '../../lowcode/migration/move.ts';
import { Refusal } from '../stream.ts';
import { enteredToday, placeOf, type Today } from './decide-intake.ts';
import type { ApplicationEvent, AttachmentFact, Pinned } from './events.ts';
import type { Application } from './fold.ts';

/** The states in which a case can go on by another version. */
const OPEN: readonly Application['state'][] = ['received', 'supplementRequested', 'accepted', 'suspended'];

export interface Migration {
  readonly form: Pinned;
  readonly flow: Pinned;
  readonly answers: Answers;
  readonly personalAnswers: Answers;
  readonly attachments: readonly AttachmentFact[];
  readonly fee: string | null;
  /** Null before acceptance. */
  readonly state: FlowState | null;
  readonly stages: readonly MovedStage[];
  readonly fields: readonly Moved[];
  readonly mapping: readonly Moved[];
  /** What the new version does not ask any more. */
  readonly dropped: readonly string[];
  readonly reason: string;
}

/** Whether a case may be moved at all. Throws WRONG_STATE, REASONS_REQUIRED. */
export function mayMigrate(state: Application, reason: string): void {
  if (!OPEN.includes(state.state)) throw new Refusal('WRONG_STATE', '办件已经办结，仍按原来的版本保存');
  if (!reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明迁移的理由');
}

/** Moves an open case to other versions of its form and flow. Its limits and calendar stay. Nothing where it has them already. */
export function migrate(state: Application, wish: Migration, at: Today): ApplicationEvent[] {
  mayMigrate(state, wish.reason);
  const { form, flow, subject } = state.submitted;
  if (form.version === wish.form.version && flow.version === wish.flow.version) return [];
  return [
    {
      type: 'CaseMigrated',
      v: 1,
      data: {
        ...placeOf(state, at),
        from: { form, flow },
        to: { form: wish.form, flow: wish.flow },
        answers: wish.answers,
        attachments: wish.attachments,
        fee: wish.fee,
        flow: wish.state,
        // What was open keeps the day by which it is due; what begins now has the limit of the new version, from today.
        stages: wish.stages.map((stage) => ({ ...stage, due: dueOf(state, stage, at) })),
        fields: wish.fields,
        mapping: wish.mapping,
        dropped: wish.dropped,
        subject,
        personal: { answers: wish.personalAnswers, reason: wish.reason.trim() },
      },
    },
  ];
}

function dueOf(state: Application, stage: MovedStage, at: Today): string | null {
  if (stage.was === null) return enteredToday([stage], at)[0]?.due ?? null;
  return state.stages.find(({ key }) => key === stage.was)?.due ?? null;
}
