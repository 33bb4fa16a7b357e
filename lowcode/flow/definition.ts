import type { Rule } from '../rule/tree.ts';
import type { Text } from '../text.ts';
import type { StageRole } from './roles.ts';

/**
 * How a case is handled after acceptance: steps in order; a step is one stage, or several branches in parallel that are
 * joined before the next step. The chart in guides and on case pages is drawn from it.
 */
export interface FlowDefinition {
  readonly title: Text;
  /** `service` (the default): an application, which ends with a decision. `office`: an inner matter (公文、督办、填报), which ends with its last step. */
  readonly purpose?: 'service' | 'office';
  readonly steps: readonly Step[];
  /** Who is told, and what, when the case or matter has its outcome. */
  readonly notices?: readonly OutcomeNotice[];
  /** How supplements (补正) are asked for before acceptance, in a service; once and without a term when absent. */
  readonly supplement?: SupplementRules;
}

/** Who may ask for a supplement, how often, and what becomes of the case when it does not come. */
export interface SupplementRules {
  /** Only false says something: the case is accepted or declined as it was filed. */
  readonly allowed?: boolean;
  /** Who may ask, of those who take applications in; all of them when absent. */
  readonly by?: readonly IntakeRole[];
  /** How often it may be asked for; 1 when absent (一次性告知, 行政许可法 32). Beyond it a supervisor must ask. */
  readonly times?: number;
  /** Working days that the applicant has, the day of asking not counted; no term when absent. */
  readonly days?: number;
  /** After the term: the case goes on waiting (when absent), counts as withdrawn, or is not accepted. */
  readonly expiry?: SupplementExpiry;
  /** For `notAccepted`: how the applicant can have it reviewed. */
  readonly remedies?: Text;
}

export type IntakeRole = 'window' | 'clerk' | 'village';

export type SupplementExpiry = 'waits' | 'withdrawn' | 'notAccepted';

export type Step = StageStep | ParallelStep;

export interface StageStep {
  readonly kind: 'stage';
  readonly stage: Stage;
  /** The step is left out when this is false. */
  readonly when?: Rule;
  /**
   * Where the case goes after the stage: the first whose condition holds, by the key of a step (核查不合格，回到处置); else the
   * next step. The key of a step is its stage's, or the parallel step's own.
   */
  readonly goTo?: readonly { readonly when: Rule; readonly to: string }[];
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
  /** The unit that a field of kind `unit` answers; `unit` when it is empty. */
  readonly unitField?: string;
  /** Once for each unit that a field of kind `units` answers (会签、分发、下发填报): the stage ends when all of them have ended it. */
  readonly eachOf?: string;
  /** Working days for this stage, within the case's limit. */
  readonly limitDays?: number;
  /** The limit where it is not in working days, or depends on the answers (按类别定时限). */
  readonly limit?: Limit;
  /**
   * What ends the stage. `review`: passed or refused. `decide` (only in a `service` flow, once): granted or refused; after it
   * only work follows, when granted (制证、送达). `work`: passed, which means that it is done.
   */
  readonly kind: 'review' | 'decide' | 'work';
  /** Special procedures that may stop the clock here (行政许可法 45). */
  readonly procedures?: readonly Procedure[];
  /** Keys of stages before it that it may be sent back to (退回), with a reason; of parallel branches only that one is done again. */
  readonly backTo?: readonly string[];
  /** Who acts here may ask others for a signature first (加签). */
  readonly signers?: boolean;
  /** Keys of the form's pages that are filled in here; in an office flow a page of no stage is filled in at the beginning. */
  readonly pages?: readonly string[];
  /** Key of the numbering that gives a number when the stage ends (编号). */
  readonly numbering?: string;
  /** What is sent when nobody acts (催办、督办、通报), in order of time. */
  readonly chases?: readonly Chase[];
  /** Who is told, and what, when something happens at the stage. */
  readonly notices?: readonly Notice[];
}

export interface Limit {
  /** A whole number, or a rule that gives one. */
  readonly count: number | Rule;
  readonly unit: LimitUnit;
}

/** 工作日、自然日、小时. */
export type LimitUnit = 'workingDays' | 'days' | 'hours';

export interface Chase {
  /** 催办: to who acts; 督办: to the head of the unit as well; 通报: to all units of the matter. */
  readonly kind: 'remind' | 'supervise' | 'report';
  /** From the entering of the stage (`entered`) or from its due time (`due`). */
  readonly from: 'entered' | 'due';
  readonly after: { readonly count: number; readonly unit: LimitUnit };
}

/** A message (站内消息) about a stage. */
export interface Notice extends Told {
  readonly on: StageMoment;
  /** For `near`: how long before the stage is due, in working days, or in natural days where its limit is in those; 1 when absent. */
  readonly before?: number;
}

/** A message about the whole case: how it ended, or that a supplement is wanted. */
export interface OutcomeNotice extends Told {
  readonly on: OutcomeMoment;
}

interface Told {
  /** `actors`: who acts at the stage; `unit`: the head of its unit. */
  readonly to: 'applicant' | 'actors' | 'unit';
  /** Key of the stage whose actors or unit are told; the notice's own when absent, at an outcome the unit of the case. */
  readonly stage?: string;
  /**
   * Plain text. `{key}` stands for an answer that is not personal, `{@name}` for a fact (`NOTICE_FACTS`), `{number}` for the
   * number. What stands in square brackets is left out when something named in it is empty.
   */
  readonly text: Text;
}

/** 进入环节、办完、被退回到这里重办、快到期、超期. */
export type StageMoment = 'entered' | 'ended' | 'sentBack' | 'near' | 'over';

/**
 * `granted` and `refused` of a service, `done` and `refused` of an office flow; `supplement` when one is asked for (要求补正),
 * `lapsed` when its term has passed (逾期未补正).
 */
export type OutcomeMoment = 'granted' | 'refused' | 'done' | 'supplement' | 'lapsed';

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

export type {
  AskedSigner,
  FlowAction,
  FlowProgress,
  FlowState,
  OpenStage,
  StageDecision,
} from './state.ts';
