import type { Text } from '../text.ts';
import type { Limit, Stage } from './definition.ts';
import type { StageRole } from './roles.ts';

/** Where a case stands in its flow: kept in events, so that no reader needs the definition to know. */
export interface FlowState {
  /** Index of the current step in the definition; steps.length when done. */
  readonly step: number;
  readonly open: readonly OpenStage[];
  /** What was ended and stands: a stage that is done again (退回、回到前一步) is taken out when the case goes back to it. */
  readonly done: readonly DoneStage[];
  /** Granted or refused from the decision on, also while something is left to do after it; `done` at the end of an office flow. */
  readonly outcome: 'granted' | 'refused' | 'done' | null;
  /** How many times the case came back to a step, by the step's key; absent when it never did. */
  readonly rounds?: { readonly [step: string]: number };
  /** Who was asked to sign before a stage ends (加签); absent when nobody was. */
  readonly signers?: readonly AskedSigner[];
}

export interface OpenStage {
  /** The stage's key in the definition; `key@unit` where it is open once for each of several units. */
  readonly key: string;
  readonly title: Text;
  readonly role: StageRole;
  readonly unit: string;
  /** Working days; null where there is no limit or it is in another unit. */
  readonly limitDays: number | null;
  readonly kind: Stage['kind'];
  /** The limit where it is not in working days, its count worked out. */
  readonly limit?: { readonly count: number; readonly unit: Exclude<Limit['unit'], 'workingDays'> };
}

export interface DoneStage {
  readonly key: string;
  readonly decision: StageDecision;
}

export interface AskedSigner {
  /** Key of the open stage that waits for the signature. */
  readonly stage: string;
  readonly role: StageRole;
  readonly unit: string;
  /** Null while it is waited for. Whoever disagrees does not stop the stage: who asked decides, knowing it. */
  readonly agrees: boolean | null;
}

/** `pass` also for work that is done, and for who signs: granted. */
export type StageDecision = 'pass' | 'refuse';

/** What somebody does in the flow. */
export interface FlowAction {
  /** Key of the open stage. */
  readonly stage: string;
  readonly decision: StageDecision;
}

export type FlowFault =
  | 'STAGE_NOT_OPEN'
  | 'FLOW_FINISHED'
  /** A stage before the decision was refused; the decision can only be a refusal. */
  | 'REFUSED_BEFORE'
  /** Work can only be done, not refused. */
  | 'CANNOT_REFUSE'
  /** A condition of the flow cannot be computed from the answers. */
  | 'CONDITION_UNDECIDABLE'
  /** The stage may not be sent back there, or the case has not been there. */
  | 'CANNOT_SEND_BACK'
  /** Somebody was asked to sign and has not. */
  | 'SIGNATURES_MISSING'
  | 'SIGNERS_NOT_ALLOWED'
  | 'TOO_MANY_SIGNERS'
  | 'SIGNER_NOT_ASKED';

/** What follows from an action: the new state, or why it cannot be. */
export type FlowProgress =
  | { readonly ok: true; readonly state: FlowState; readonly entered: readonly OpenStage[] }
  | { readonly ok: false; readonly code: FlowFault; readonly stage: string };
