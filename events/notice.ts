import type { Notice, OutcomeNotice } from '../lowcode/flow/definition.ts';
import type { NoticeTime } from '../lowcode/flow/notice-times.ts';
import type { Place } from '../lowcode/flow/notices-due.ts';
import type { Text } from '../lowcode/text.ts';
import type { Box } from './stream.ts';

/** A message (站内消息) that a flow had somebody told; part of the events of cases and of matters. */
export interface NoticeFact {
  readonly on: (Notice | OutcomeNotice)['on'];
  /** Key of the open stage; null for the outcome. */
  readonly stage: string | null;
  readonly stageTitle: Text | null;
  /** Which notice of the stage, or of the flow, it is. */
  readonly notice: number;
  readonly to: Notice['to'];
  /** Subject or actor ids of the people told. */
  readonly people: readonly string[];
  /** Staff told: whoever holds the role in the unit. */
  readonly places: readonly Place[];
  readonly subject: string;
  readonly personal: Box<{ text: Text }>;
}

/** What a clock is to tell of stages that were entered, unless somebody acts before. */
export interface PlannedFact {
  readonly stages: readonly { readonly stage: string; readonly times: readonly NoticeTime[] }[];
}

/** A notice that waits for its time. */
export interface PlannedNotice extends NoticeTime {
  readonly stage: string;
  /** The revision that planned it: a stage may be entered again. */
  readonly since: number;
}

export function plannedIn({
  data,
  ordinal,
}: {
  readonly data: PlannedFact;
  readonly ordinal: number;
}): readonly PlannedNotice[] {
  return data.stages.flatMap(({ stage, times }) => times.map((time) => ({ stage, ...time, since: ordinal })));
}

/** What still waits for its time after a notice was given. */
export function withoutSent(
  planned: readonly PlannedNotice[],
  { on, stage, notice }: NoticeFact,
): readonly PlannedNotice[] {
  if (on !== 'near' && on !== 'over') return planned;
  return planned.filter((one) => one.stage !== stage || one.notice !== notice);
}

/** What still waits once stages are open no longer. */
export function withoutStages(planned: readonly PlannedNotice[], closed: readonly string[]): readonly PlannedNotice[] {
  return planned.filter(({ stage }) => !closed.includes(stage));
}
