import type { Pinned } from '../../events/application/events.ts';
import type { ChaseKind, MatterEvent } from '../../events/matter/events.ts';
import type { MatterState } from '../../events/matter/fold.ts';
import { stageKeyOf } from '../../lowcode/flow/walk.ts';
import type { Answer, Answers, Row } from '../../lowcode/form/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import { type Placed, view } from '../view.ts';

/** A line of a system's lists. What is personal is not here; the matter's page is read from its stream. */
export interface MatterRow {
  readonly system: Pinned;
  readonly systemName: Text;
  readonly form: Pinned;
  readonly flow: Pinned;
  readonly number: string;
  /** Null when it is personal: then it is read from the stream, after authorisation. */
  readonly title: string | null;
  /** The unit that began it. */
  readonly unit: string;
  /** It and those that see all of the system. */
  readonly units: readonly string[];
  readonly state: MatterState;
  readonly officials: readonly string[];
  /** Short answers, given once for the matter, that are not personal. */
  readonly answers: Answers;
  /** What is open, by the stage's key in the definition, with how many units have it. */
  readonly open: {
    readonly [stage: string]: { readonly title: Text; readonly units: number; readonly due: string | null };
  };
  /** The strongest chase that was sent. */
  readonly chased: ChaseKind | null;
  readonly begunOn: string;
  readonly begunAt: string;
  readonly closedOn: string | null;
}

function begun(event: Placed<Extract<MatterEvent, { type: 'MatterBegun' }>>): MatterRow {
  const { data } = event;
  const { system, form, flow } = data.pinned;
  return {
    ...{ system, form, flow, systemName: data.systemName, number: data.number, title: data.title },
    ...{ unit: data.unit, units: data.units, state: 'open', officials: [], answers: brief(data.answers), open: {} },
    ...{ chased: null, begunOn: data.today, begunAt: event.at, closedOn: null },
  };
}

/** Longer ones are read on the matter's page. */
const LONGEST = 200;
const MOST = 20;

/** The answers that a list can show: none of rows and files, none that is long. */
function brief(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => isBrief(answer)));
}

function isBrief(answer: Answer | readonly Row[]): boolean {
  if (typeof answer === 'string') return answer.length <= LONGEST;
  if (Array.isArray(answer)) return answer.length <= MOST && answer.every((one) => typeof one === 'string');
  return true;
}

const STRENGTH: readonly ChaseKind[] = ['remind', 'supervise', 'report'];

function changed(row: MatterRow, event: Placed<MatterEvent>): MatterRow {
  switch (event.type) {
    case 'MatterStagesEntered': {
      const open: { [stage: string]: MatterRow['open'][string] } = { ...row.open };
      for (const { key, title, due } of event.data.stages) {
        const before = open[stageKeyOf(key)];
        open[stageKeyOf(key)] = { title, units: (before?.units ?? 0) + 1, due: earlier(before?.due ?? null, due) };
      }
      return { ...row, open };
    }
    case 'MatterLimitsRecounted': {
      const open: { [stage: string]: MatterRow['open'][string] } = { ...row.open };
      for (const { key, due } of event.data.stages) {
        const before = open[stageKeyOf(key)];
        if (before) open[stageKeyOf(key)] = { ...before, due: earlier(before.due, due) };
      }
      return { ...row, open };
    }
    case 'MatterStageEnded': {
      const { stage, answers, cleared, flow } = event.data;
      const left = { ...row, open: without(row.open, flow.closed) };
      if (stage !== stageKeyOf(stage)) return left;
      const kept = Object.entries(row.answers).filter(
        ([key]) => !cleared.includes(key) && !Object.hasOwn(answers, key),
      );
      return { ...left, answers: { ...Object.fromEntries(kept), ...brief(answers) } };
    }
    case 'MatterSentBack':
      return { ...row, open: without(row.open, event.data.flow.closed) };
    case 'MatterStagesDropped':
      return { ...row, open: without(row.open, event.data.stages) };
    case 'MatterNumbered':
      return { ...row, officials: [...row.officials, event.data.official] };
    case 'MatterChased': {
      const { kind } = event.data;
      const stronger = row.chased === null || STRENGTH.indexOf(kind) > STRENGTH.indexOf(row.chased);
      return stronger ? { ...row, chased: kind } : row;
    }
    case 'MatterEnded':
      return { ...row, state: 'ended' };
    case 'MatterClosed':
      return { ...row, state: event.data.outcome, open: {}, closedOn: event.data.today };
    case 'MatterWithdrawn':
      return { ...row, state: 'withdrawn', open: {}, closedOn: event.data.today };
    default:
      return row;
  }
}

function without(open: MatterRow['open'], closed: readonly string[]): MatterRow['open'] {
  const left: { [stage: string]: MatterRow['open'][string] } = { ...open };
  for (const key of closed.map(stageKeyOf)) {
    const one = left[key];
    if (!one) continue;
    if (one.units > 1) left[key] = { ...one, units: one.units - 1 };
    else delete left[key];
  }
  return left;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Sorts after every date. */
const LATER = '9999-12-31';

/** The day on which the earliest of its open stages is due. */
export function dueOfMatter({ open }: Pick<MatterRow, 'open'>): string | null {
  return Object.values(open).reduce<string | null>((due, one) => earlier(due, one.due), null);
}

/** Whether something is left to do: also while it waits to be closed. */
export function partOf({ state }: Pick<MatterRow, 'state'>): 'open' | 'closed' {
  return state === 'open' || state === 'ended' ? 'open' : 'closed';
}

/** What a register number begins with. */
export function matterSeries(number: string): string {
  return /^[^\d]*/.exec(number)?.[0] ?? '';
}

export const mattersView = view<MatterRow, MatterEvent>({
  name: 'matters',
  version: 2,
  rowsPerStream: true,
  events: [
    'MatterBegun',
    'MatterStagesEntered',
    'MatterLimitsRecounted',
    'MatterStageEnded',
    'MatterSentBack',
    'MatterNumbered',
    'MatterChased',
    'MatterEnded',
    'MatterClosed',
    'MatterStagesDropped',
    'MatterWithdrawn',
  ],
  route: (event) => [event.stream],
  evolve: (row, event) => (event.type === 'MatterBegun' ? begun(event) : row && changed(row, event)),
  // Units that see all of a system are bounded when it is published, so that no matter outgrows one transaction.
  indexes: {
    byBegun: (row) =>
      row.units.map((unit) => ({
        partition: `${unit}/${row.system.key}/${partOf(row)}`,
        sort: `${row.begunAt}/${row.number}`,
      })),
    byDue: (row) =>
      partOf(row) === 'open'
        ? row.units.map((unit) => ({
            partition: `${unit}/${row.system.key}`,
            sort: `${dueOfMatter(row) ?? LATER}/${row.number}`,
          }))
        : [],
    byNumber: (row) => [{ partition: matterSeries(row.number), sort: row.number }],
    byOfficial: (row) => [...new Set(row.officials)].map((partition) => ({ partition, sort: row.begunAt })),
  },
});
