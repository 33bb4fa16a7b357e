import type { NumberedOccasion } from '../../lowcode/document/definition.ts';
import type {
  FlowState,
  OpenStage,
  Procedure,
  StageDecision,
  SupplementExpiry,
} from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { ColumnType } from '../../lowcode/form/listing.ts';
import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { NoticeFact, PlannedFact } from '../notice.ts';
import type { Box } from '../stream.ts';

/** Stream `application/<id>`: one application (办件) from submission to rating. */
export const category = 'application';

/** A definition and the version the case keeps to its end. */
export interface Pinned {
  readonly key: string;
  readonly version: number;
}

export interface Applicant {
  readonly name: string;
  /** Identity number or unified social credit code. */
  readonly identifier: string;
  readonly phone: string;
  readonly address?: string;
}

export interface AttachmentFact {
  readonly id: string;
  readonly field: string;
  readonly material: string | null;
  readonly size: number;
  readonly type: string;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
}

export interface DefectFact {
  /** Field or material key. */
  readonly at: string;
  readonly label: string;
}

/** Who signs beside a stage: whoever holds the role in the unit. */
export interface Signer {
  readonly role: StageRole;
  readonly unit: string;
}

/** Facts about the case that several events repeat, so that a reader of one event needs no other. */
interface Place {
  readonly region: string;
  /** Deciding unit. */
  readonly unit: string;
  readonly item: string;
  /** Business date in Asia/Shanghai on which the fact was made. */
  readonly today: string;
}

interface Personal<T extends object> {
  readonly subject: string;
  readonly personal: Box<T>;
}

export type ApplicationEvent =
  | {
      readonly type: 'ApplicationSubmitted';
      readonly v: 3;
      readonly data: Place &
        Personal<{ applicant: Applicant; answers: Answers; queryCode: string }> & {
          readonly number: string;
          /** Keyed hash of the query code. */
          readonly queryDigest: string;
          readonly itemName: Text;
          readonly service: Pinned;
          readonly form: Pinned;
          readonly flow: Pinned;
          readonly licenceType: Pinned | null;
          readonly mode: 'immediate' | 'promised' | 'joint' | 'reported';
          /** Deciding unit and its ancestors, nearest first. */
          readonly unitPath: readonly string[];
          /** Units that may see the case beside them: front desk, joint departments. */
          readonly alsoUnits: readonly string[];
          /** Filed while the item was on trial (试运行): in no statistics. */
          readonly trial: boolean;
          readonly channel: 'web' | 'window' | 'agent' | 'import';
          readonly applicantKind: 'person' | 'company';
          /** Actor who filed for somebody else; null when the applicant did. */
          readonly filedBy: string | null;
          readonly legalDays: number;
          readonly promisedDays: number;
          /** Answers that are not personal. */
          readonly answers: Answers;
          readonly attachments: readonly AttachmentFact[];
          /** Integer fen. */
          readonly fee: string | null;
          /** Fifth working day after receipt (行政许可法 32); null while the calendar does not reach it. */
          readonly acceptBy: string | null;
          /** A guard held while the case is open. */
          readonly guard: string | null;
          /** Answers by which the form lets its live list be sorted, with how they compare. */
          readonly sorts: readonly { readonly key: string; readonly type: ColumnType }[];
        };
    }
  | {
      readonly type: 'SupplementRequested';
      /** From version 2 on with the applicant's term. */
      readonly v: 2;
      readonly data: Place &
        Personal<{ reasons: readonly string[] }> & {
          readonly round: number;
          readonly defects: readonly DefectFact[];
          /** The last day to supply it; null without a term, and while the calendar does not reach it. */
          readonly due: string | null;
          /** What follows when it passes. */
          readonly expiry: SupplementExpiry;
        };
    }
  | {
      /** The term passed and nothing was supplied: what follows is in the same commit. */
      readonly type: 'SupplementLapsed';
      readonly v: 1;
      readonly data: Place & { readonly due: string };
    }
  | {
      readonly type: 'SupplementProvided';
      readonly v: 1;
      readonly data: Place &
        Personal<{ answers: Answers }> & {
          readonly answers: Answers;
          readonly attachments: readonly AttachmentFact[];
          readonly fee: string | null;
          readonly acceptBy: string | null;
        };
    }
  | {
      readonly type: 'ApplicationAccepted';
      readonly v: 1;
      readonly data: Place & {
        /** By silence: five working days passed without notice; accepted from the day of receipt. */
        readonly deemed: boolean;
        readonly acceptedOn: string;
        readonly promisedDue: string | null;
        readonly legalDue: string | null;
      };
    }
  | {
      readonly type: 'ApplicationNotAccepted';
      readonly v: 1;
      readonly data: Place & Personal<{ reasons: string; remedies: string }> & { readonly guard: string | null };
    }
  | {
      readonly type: 'StagesEntered';
      /** From version 2 on the flow may have come back to a step, have stages of several units, and wait for signatures. */
      readonly v: 2;
      readonly data: Place & {
        readonly flow: FlowState;
        readonly stages: readonly (OpenStage & { readonly due: string | null })[];
      };
    }
  | {
      readonly type: 'StageCompleted';
      readonly v: 2;
      readonly data: Place &
        Personal<{ opinion: string; reasons?: string; remedies?: string }> & {
          readonly stage: string;
          readonly stageTitle: Text;
          readonly stageUnit: string;
          readonly decision: StageDecision;
          readonly flow: FlowState;
          /** Account of the colleague whom the actor stood in for (代班); null when the role was the actor's own. */
          readonly standsFor: string | null;
        };
    }
  | {
      /** A stage was sent back to one before it (退回): what was open has ended, what is done again is entered next. */
      readonly type: 'StageSentBack';
      readonly v: 1;
      readonly data: Place &
        Personal<{ reason: string }> & {
          readonly stage: string;
          readonly stageTitle: Text;
          readonly stageUnit: string;
          /** Key of the stage, or of one unit's part of it, that is done again. */
          readonly to: string;
          readonly toTitle: Text;
          readonly flow: FlowState;
          readonly standsFor: string | null;
        };
    }
  | {
      /** Somebody else is asked to sign before the stage ends (加签). */
      readonly type: 'SignerAdded';
      readonly v: 1;
      readonly data: Place &
        Personal<{ reason: string }> & {
          readonly stage: string;
          readonly stageTitle: Text;
          readonly signer: Signer;
          readonly flow: FlowState;
          readonly standsFor: string | null;
        };
    }
  | {
      readonly type: 'SignatureGiven';
      readonly v: 1;
      readonly data: Place &
        Personal<{ opinion: string }> & {
          readonly stage: string;
          readonly stageTitle: Text;
          readonly signer: Signer;
          readonly agrees: boolean;
          readonly flow: FlowState;
          readonly standsFor: string | null;
        };
    }
  | {
      readonly type: 'ClockStopped';
      readonly v: 1;
      readonly data: Place & Personal<{ reason: string }> & { readonly procedure: Procedure; readonly stage: string };
    }
  | {
      readonly type: 'ClockRestarted';
      readonly v: 1;
      readonly data: Place &
        Personal<{ result: string }> & {
          readonly procedure: Procedure;
          readonly stoppedOn: string;
          /** Working days not counted. */
          readonly daysStopped: number | null;
          readonly promisedDue: string | null;
          readonly legalDue: string | null;
        };
    }
  | {
      readonly type: 'LimitExtended';
      readonly v: 1;
      readonly data: Place &
        Personal<{ reason: string }> & {
          readonly days: number;
          readonly promisedDue: string | null;
          readonly legalDue: string | null;
        };
    }
  | {
      /** The holidays of a year were announced: dates that could not be told when they were due to be recorded. */
      readonly type: 'LimitRecounted';
      readonly v: 1;
      readonly data: Place & {
        readonly acceptBy: string | null;
        readonly promisedDue: string | null;
        readonly legalDue: string | null;
      };
    }
  | {
      readonly type: 'ApplicationDecided';
      readonly v: 2;
      readonly data: Place &
        Personal<{ reasons: string; remedies: string }> & {
          readonly outcome: 'granted' | 'refused';
          readonly trial: boolean;
          readonly promisedDays: number;
          /** Working days from acceptance, stopped ones not counted; null when the calendar does not reach. */
          readonly daysUsed: number | null;
          readonly onTime: boolean | null;
          readonly licence: string | null;
          readonly licenceIdentifier: string | null;
          readonly guard: string | null;
        };
    }
  | {
      /** The document that tells the decision got its official number (文号), in the commit of the decision. */
      readonly type: 'DocumentNumbered';
      readonly v: 1;
      readonly data: Place & {
        /** Key of the template in the version of the item that the case keeps. */
        readonly document: string;
        readonly occasion: NumberedOccasion;
        /** What the number counts in: the official number with `{n}` for the serial. */
        readonly series: string;
        readonly n: number;
        readonly official: string;
      };
    }
  | {
      /** An open case goes on by other versions of its form and flow, by a mapping; its limits stay. */
      readonly type: 'CaseMigrated';
      readonly v: 1;
      readonly data: Place &
        Personal<{ answers: Answers; reason: string }> & {
          readonly from: { readonly form: Pinned; readonly flow: Pinned };
          readonly to: { readonly form: Pinned; readonly flow: Pinned };
          /** Answers that are not personal, under the keys of the new version. */
          readonly answers: Answers;
          readonly attachments: readonly AttachmentFact[];
          readonly fee: string | null;
          /** Null before acceptance. */
          readonly flow: FlowState | null;
          /** Every open stage; `was` is its key before, null for one that begins now. */
          readonly stages: readonly (OpenStage & { readonly due: string | null; readonly was: string | null })[];
          readonly fields: readonly { readonly from: string; readonly to: string }[];
          readonly mapping: readonly { readonly from: string; readonly to: string }[];
          readonly dropped: readonly string[];
        };
    }
  | {
      readonly type: 'ApplicationWithdrawn';
      readonly v: 1;
      readonly data: Place & Personal<{ reason: string }> & { readonly guard: string | null };
    }
  | {
      readonly type: 'ApplicationRated';
      readonly v: 2;
      readonly data: Place & { readonly trial: boolean; readonly stars: number; readonly tags: readonly string[] };
    }
  | {
      /** Somebody was told by a notice of the flow (站内消息). */
      readonly type: 'NoticeSent';
      readonly v: 1;
      readonly data: Place & NoticeFact;
    }
  | {
      /** When the clock is to tell of stages that were entered with it. */
      readonly type: 'NoticesPlanned';
      readonly v: 1;
      readonly data: Place & PlannedFact;
    };

export const versions = {
  ApplicationSubmitted: 3,
  SupplementRequested: 2,
  SupplementLapsed: 1,
  SupplementProvided: 1,
  ApplicationAccepted: 1,
  ApplicationNotAccepted: 1,
  StagesEntered: 2,
  StageCompleted: 2,
  StageSentBack: 1,
  SignerAdded: 1,
  SignatureGiven: 1,
  ClockStopped: 1,
  ClockRestarted: 1,
  LimitExtended: 1,
  LimitRecounted: 1,
  ApplicationDecided: 2,
  DocumentNumbered: 1,
  CaseMigrated: 1,
  ApplicationWithdrawn: 1,
  ApplicationRated: 2,
  NoticeSent: 1,
  NoticesPlanned: 1,
} as const;

export const personal = {
  ApplicationSubmitted: ['applicant', 'answers', 'queryCode'],
  SupplementRequested: ['reasons'],
  SupplementProvided: ['answers'],
  ApplicationNotAccepted: ['reasons', 'remedies'],
  StageCompleted: ['opinion', 'reasons', 'remedies'],
  StageSentBack: ['reason'],
  SignerAdded: ['reason'],
  SignatureGiven: ['opinion'],
  ClockStopped: ['reason'],
  ClockRestarted: ['result'],
  LimitExtended: ['reason'],
  ApplicationDecided: ['reasons', 'remedies'],
  CaseMigrated: ['answers', 'reason'],
  ApplicationWithdrawn: ['reason'],
  NoticeSent: ['text'],
} as const;

export const upcasters: { readonly [from: string]: (data: JsonObject) => JsonObject } = {
  // Forms declared no sorts then.
  'ApplicationSubmitted@1': (data) => ({ ...data, sorts: [] }),
  // Nothing was on trial then.
  'ApplicationSubmitted@2': (data) => ({ ...data, trial: false }),
  'ApplicationDecided@1': (data) => ({ ...data, trial: false }),
  'ApplicationRated@1': (data) => ({ ...data, trial: false }),
  // There was no term then.
  'SupplementRequested@1': (data) => ({ ...data, due: null, expiry: 'waits' }),
  // What a flow may be from version 2 on is optional in it.
  'StagesEntered@1': (data) => data,
  'StageCompleted@1': (data) => ({ ...data, standsFor: null }),
};
