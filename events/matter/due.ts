import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { addDays } from '../../lowcode/calendar/date.ts';
import { workingDayAfter } from '../../lowcode/calendar/working-days.ts';
import type { Chase, LimitUnit, OpenStage } from '../../lowcode/flow/definition.ts';
import type { EnteredStage, StageDates } from './events.ts';
import type { OpenTask } from './fold.ts';

/** When something is decided: business date, instant, and the calendar that days are counted by. */
export interface Moment {
  readonly today: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly now: string;
  readonly calendar: Calendar;
}

const HOUR = 3_600_000;

interface Point {
  readonly date: string;
  readonly at: string;
}

/**
 * A stage with the day and the instant on which it is due, and those on which it is chased. Hours are counted from the
 * instant, day and night; days to the end of the last one. What the calendar does not reach has no date: nobody guesses.
 */
export function enteredNow(stage: OpenStage, chases: readonly Chase[], moment: Moment): EnteredStage {
  const start: Point = { date: moment.today, at: moment.now };
  const limit =
    stage.limit ?? (stage.limitDays === null ? null : { count: stage.limitDays, unit: 'workingDays' as const });
  const due = limit && after(start, limit.count, limit.unit, moment.calendar);
  const times = chases.flatMap(({ kind, from, after: { count, unit } }) => {
    const base = from === 'due' ? due : start;
    const point = base && after(base, count, unit, moment.calendar);
    return point ? [{ kind, at: point.at }] : [];
  });
  return {
    ...stage,
    due: due?.date ?? null,
    dueAt: due?.at ?? null,
    chases: inTime(times),
    undated: (limit !== null && due === null) || times.length < chases.length,
  };
}

/**
 * The dates of an open stage by a calendar that may reach further than the one it was entered with; null when they tell
 * nothing new. Those that stood stay, and so does the order of the chases that were sent.
 */
export function recounted(stage: OpenTask, chases: readonly Chase[], calendar: Calendar): StageDates | null {
  if (!stage.undated) return null;
  const { due, dueAt, ...now } = enteredNow(stage, chases, { today: stage.enteredOn, now: stage.enteredAt, calendar });
  const others = without(now.chases, stage.chases);
  const missing = others.slice(others.length - Math.max(0, now.chases.length - stage.chases.length));
  const dates = {
    ...(stage.due === null ? { due, dueAt } : { due: stage.due, dueAt: stage.dueAt }),
    chases: [...stage.chases.slice(0, stage.chased), ...inTime([...stage.chases.slice(stage.chased), ...missing])],
    undated: now.undated,
  };
  const same = dates.due === stage.due && missing.length === 0 && dates.undated;
  return same ? null : dates;
}

type Times = EnteredStage['chases'];

function inTime(times: Times): Times {
  return [...times].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Those that are not among `known`, each as often as it is there more than once. */
function without(times: Times, known: Times): Times {
  const left = [...known];
  return times.filter(({ kind, at }) => {
    const found = left.findIndex((one) => one.kind === kind && one.at === at);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

function after(from: Point, count: number, unit: LimitUnit, calendar: Calendar): Point | null {
  if (unit === 'hours') {
    const at = new Date(Date.parse(from.at) + count * HOUR);
    return { date: dateIn(at), at: at.toISOString() };
  }
  const date = unit === 'days' ? addDays(from.date, count) : workingDayAfter(calendar, from.date, count);
  return date === null ? null : { date, at: endOf(date) };
}

/** The last instant of a business date in Asia/Shanghai. */
function endOf(date: string): string {
  return `${date}T15:59:59.999Z`;
}

/** The business date of an instant. */
function dateIn(instant: Date): string {
  return new Date(instant.getTime() + 8 * HOUR).toISOString().slice(0, 10);
}
