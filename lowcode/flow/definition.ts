import type { Rule } from '../rule/tree.ts';
import type { Text } from '../text.ts';

/**
 * How a case is handled after acceptance: steps in order; a step is one stage, or several branches in parallel that are
 * joined before the next step. The chart in guides and on case pages is drawn from it.
 */
export interface FlowDefinition {
  readonly title: Text;
  readonly steps: readonly Step[];
}

export type Step = StageStep | ParallelStep;

export interface StageStep {
  readonly kind: 'stage';
  readonly stage: Stage;
  /** The step is left out when this is false. */
  readonly when?: Rule;
}

export interface ParallelStep {
  readonly kind: 'parallel';
  readonly key: string;
  readonly title: Text;
  readonly branches: readonly Branch[];
  readonly when?: Rule;
}

export interface Branch {
  readonly stage: Stage;
  readonly when?: Rule;
}

export interface Stage {
  readonly key: string;
  readonly title: Text;
  readonly role: StageRole;
  /** Code of the unit that acts; the case's own unit when absent. */
  readonly unit?: string;
  /** Units by the division that a field answers, each for the division it keeps; `unit` for what none of them keeps. */
  readonly byDivision?: {
    readonly field: string;
    readonly units: readonly { readonly division: string; readonly unit: string }[];
  };
  /** Working days for this stage, within the case's limit. */
  readonly limitDays?: number;
  /** What ends the stage. `review` -> pass/refuse; `decide` -> grant/refuse, must be the last step (signing). */
  readonly kind: 'review' | 'decide';
  /** Special procedures that may stop the clock here (行政许可法 45). */
  readonly procedures?: readonly Procedure[];
}

export type StageRole = 'clerk' | 'approver' | 'head' | 'village';

/** The procedures whose time is not counted (行政许可法 45). */
export type Procedure =
  | 'hearing' // 听证
  | 'tender' // 招标
  | 'auction' // 拍卖
  | 'inspection' // 检验
  | 'testing' // 检测
  | 'quarantine' // 检疫
  | 'appraisal' // 鉴定
  | 'expertReview'; // 专家评审

/** Where a case stands in its flow: kept in events, so that no reader needs the definition to know. */
export interface FlowState {
  /** Index of the current step in the definition; steps.length when done. */
  readonly step: number;
  readonly open: readonly OpenStage[];
  readonly done: readonly DoneStage[];
  readonly outcome: 'granted' | 'refused' | null;
}

export interface OpenStage {
  readonly key: string;
  readonly title: Text;
  readonly role: StageRole;
  readonly unit: string;
  readonly limitDays: number | null;
  readonly kind: Stage['kind'];
}

export interface DoneStage {
  readonly key: string;
  readonly decision: StageDecision;
}

export type StageDecision = 'pass' | 'refuse';

/** What somebody does in the flow. */
export interface FlowAction {
  readonly stage: string;
  readonly decision: StageDecision;
}

/** What follows from an action: the new state, or why it cannot be. */
export type FlowProgress =
  | { readonly ok: true; readonly state: FlowState; readonly entered: readonly OpenStage[] }
  | {
      readonly ok: false;
      readonly code:
        | 'STAGE_NOT_OPEN'
        | 'FLOW_FINISHED'
        /** A stage before the decision was refused; the decision can only be a refusal. */
        | 'REFUSED_BEFORE'
        /** A condition of the flow cannot be computed from the answers. */
        | 'CONDITION_UNDECIDABLE';
      readonly stage: string;
    };
