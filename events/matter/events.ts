import type { Chase, FlowState, OpenStage, StageDecision } from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { AttachmentFact, Pinned } from '../application/events.ts';
import type { NoticeFact, PlannedFact } from '../notice.ts';
import type { Box } from '../stream.ts';
import type { FlowChange } from './flow-change.ts';

/** Stream `matter/<id>`: one inner matter of offices (内部事务), from its beginning to its close. */
export const category = 'matter';

/** Facts about the matter that several events repeat, so that a reader of one event needs no other. */
interface Place {
  readonly region: string;
  /** The unit that began it. */
  readonly unit: string;
  /** Key of its system. */
  readonly system: string;
  /** Business date in Asia/Shanghai on which the fact was made. */
  readonly today: string;
}

interface Personal<T extends object> {
  /** The person it is about, where its system says so; else its own: what is personal is sealed for it alone. */
  readonly subject: string;
  readonly personal: Box<T>;
}

export type ChaseKind = Chase['kind'];

/** A stage as it was entered: the limit worked out, and when it is chased if nobody acts. */
export interface EnteredStage extends OpenStage {
  /** Business date on which it is due; null without a limit, and while the calendar does not reach it. */
  readonly due: string | null;
  /** The instant after which it is late, UTC. */
  readonly dueAt: string | null;
  readonly chases: readonly { readonly kind: ChaseKind; readonly at: string }[];
  /** Whether one of these could not be told, since the holidays of a year it reaches were not announced. */
  readonly undated: boolean;
}

/** When a stage is due and chased, as far as can be told. */
export type StageDates = Pick<EnteredStage, 'due' | 'dueAt' | 'chases' | 'undated'>;

/** What was filled in for a page or more. */
interface Filled {
  /** Answers that are not personal. */
  readonly answers: Answers;
  /** Fields of these pages that had an answer before and have none now. */
  readonly cleared: readonly string[];
  /** Every file of these pages. */
  readonly attachments: readonly AttachmentFact[];
}

export type MatterEvent =
  | {
      readonly type: 'MatterBegun';
      readonly v: 1;
      readonly data: Place &
        Personal<{ answers: Answers }> &
        Omit<Filled, 'cleared'> & {
          /** Register number (登记号): unit, date, serial; it may skip numbers. */
          readonly number: string;
          readonly systemName: Text;
          readonly pinned: { readonly system: Pinned; readonly form: Pinned; readonly flow: Pinned };
          /** What it is called in lists; null when that is personal, and sealed with the answers. */
          readonly title: string | null;
          /** The unit that began it, then those that see every matter of the system. */
          readonly units: readonly string[];
          /** Guards held while it is open. */
          readonly guards: readonly string[];
        };
    }
  | {
      readonly type: 'MatterStagesEntered';
      readonly v: 2;
      readonly data: Place & { readonly stages: readonly EnteredStage[] };
    }
  | {
      /** Dates of open stages that could not be told when these were entered. */
      readonly type: 'MatterLimitsRecounted';
      readonly v: 1;
      readonly data: Place & { readonly stages: readonly (StageDates & { readonly key: string })[] };
    }
  | {
      readonly type: 'MatterStageEnded';
      readonly v: 1;
      readonly data: Place &
        Personal<{ answers: Answers; opinion: string }> &
        Filled & {
          /** Key of the open stage: `key@unit` where each of several units has it. */
          readonly stage: string;
          readonly stageTitle: Text;
          readonly stageUnit: string;
          readonly decision: StageDecision;
          readonly flow: FlowChange;
        };
    }
  | {
      readonly type: 'MatterSentBack';
      readonly v: 1;
      readonly data: Place &
        Personal<{ reason: string }> & {
          readonly stage: string;
          readonly stageTitle: Text;
          readonly stageUnit: string;
          readonly to: string;
          readonly toTitle: Text;
          readonly flow: FlowChange;
        };
    }
  | {
      readonly type: 'SignerAsked';
      readonly v: 1;
      readonly data: Place &
        Personal<{ question: string }> &
        Signer & { readonly signers: NonNullable<FlowState['signers']> };
    }
  | {
      readonly type: 'SignerSigned';
      readonly v: 1;
      readonly data: Place &
        Personal<{ opinion: string }> &
        Signer & { readonly agrees: boolean; readonly signers: NonNullable<FlowState['signers']> };
    }
  | {
      readonly type: 'MatterNumbered';
      readonly v: 1;
      readonly data: Place & {
        /** Key and title of the numbering. */
        readonly numbering: string;
        readonly title: Text;
        readonly stage: string;
        /** The unit that issued it. */
        readonly issuer: string;
        /** What the number counts in: the official number with `{n}` for the serial. */
        readonly series: string;
        readonly n: number;
        /** The official number (文号). */
        readonly official: string;
      };
    }
  | {
      readonly type: 'MatterChased';
      readonly v: 1;
      readonly data: Place & {
        readonly kind: ChaseKind;
        readonly stage: string;
        readonly stageTitle: Text;
        readonly stageUnit: string;
        /** Units that are told. */
        readonly told: readonly string[];
        /** Which of the stage's chases it is; null when a person sent it. */
        readonly index: number | null;
        readonly subject?: string;
        readonly personal?: Box<{ words: string }>;
      };
    }
  | {
      /** The flow has ended; somebody else is to close the matter (销号). */
      readonly type: 'MatterEnded';
      readonly v: 1;
      readonly data: Place & { readonly closer: { readonly role: StageRole; readonly unit: string } };
    }
  | {
      readonly type: 'MatterClosed';
      readonly v: 1;
      readonly data: Place &
        Personal<{ opinion: string }> & {
          readonly outcome: 'done' | 'refused';
          readonly guards: readonly string[];
        };
    }
  | {
      /** Open stages that nobody is to end any more. */
      readonly type: 'MatterStagesDropped';
      readonly v: 1;
      readonly data: Place & { readonly stages: readonly string[] };
    }
  | {
      readonly type: 'MatterWithdrawn';
      readonly v: 1;
      readonly data: Place & Personal<{ reason: string }> & { readonly guards: readonly string[] };
    }
  | {
      /** Somebody was told by a notice of the flow (站内消息). */
      readonly type: 'MatterNoticeSent';
      readonly v: 1;
      readonly data: Place & NoticeFact;
    }
  | {
      /** When the clock is to tell of stages that were entered, or given their day, with it. */
      readonly type: 'MatterNoticesPlanned';
      readonly v: 1;
      readonly data: Place & PlannedFact;
    };

interface Signer {
  readonly stage: string;
  readonly stageTitle: Text;
  readonly signer: { readonly role: StageRole; readonly unit: string };
}

export const versions = {
  MatterBegun: 1,
  MatterStagesEntered: 2,
  MatterLimitsRecounted: 1,
  MatterStageEnded: 1,
  MatterSentBack: 1,
  SignerAsked: 1,
  SignerSigned: 1,
  MatterNumbered: 1,
  MatterChased: 1,
  MatterEnded: 1,
  MatterClosed: 1,
  MatterStagesDropped: 1,
  MatterWithdrawn: 1,
  MatterNoticeSent: 1,
  MatterNoticesPlanned: 1,
} as const;

export const personal = {
  MatterBegun: ['answers'],
  MatterStageEnded: ['answers', 'opinion'],
  MatterSentBack: ['reason'],
  SignerAsked: ['question'],
  SignerSigned: ['opinion'],
  MatterChased: ['words'],
  MatterClosed: ['opinion'],
  MatterWithdrawn: ['reason'],
  MatterNoticeSent: ['text'],
} as const;

/** Before it was said, a stage with a limit and without its day was known to wait for a calendar. */
export const upcasters: { readonly [from: string]: (data: JsonObject) => JsonObject } = {
  'MatterStagesEntered@1': (data) => {
    const stages = data.stages as unknown as readonly Omit<EnteredStage, 'undated'>[];
    const undated = ({ due, limit, limitDays }: (typeof stages)[number]) =>
      due === null && (limit ?? limitDays) !== null;
    return { ...data, stages: stages.map((stage) => ({ ...stage, undated: undated(stage) })) as never };
  },
};
