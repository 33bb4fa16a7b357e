import { INTAKE_DAYS } from '../../events/application/decide-intake.ts';
import type { Application } from '../../events/application/fold.ts';
import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { forecastOf, provisionalDue } from '../../lowcode/calendar/forecast.ts';
import { type Limit, type LimitDue, limitDue, workingDaysBetween } from '../../lowcode/calendar/working-days.ts';

export interface DueModel {
  readonly date: string | null;
  readonly daysLeft: number | null;
  /** Why the date is not sure: it rests on a year whose holidays are not announced. */
  readonly note?: string | null;
  readonly level: 'normal' | 'soon' | 'overdue' | 'stopped' | 'waiting' | 'unknown' | 'done';
  readonly counted: readonly {
    readonly date: string;
    readonly reason: string | null;
    readonly number: number | null;
  }[];
}

const SKIPPED = { weekend: '周末', holiday: '法定节假日', paused: '特别程序，不计入' } as const;

/** The term of the supplement that a case waits for. */
export function termOf({ supplement }: Application): { due: string; expiry: string } | null {
  return supplement?.due ? { due: supplement.due, expiry: supplement.expiry } : null;
}

/** When the next step of a case is due and why: intake before acceptance, the promised limit after it. */
export function dueOfCase(state: Application, calendar: Calendar, today: string): DueModel {
  if (state.decided || state.state === 'notAccepted' || state.state === 'withdrawn') {
    return { ...listed(limitDue(calendar, limitOf(state))), daysLeft: null, level: 'done' };
  }
  if (state.state === 'supplementRequested') return { date: null, daysLeft: null, level: 'waiting', counted: [] };
  return dueOn(limitOf(state), calendar, today);
}

function limitOf(state: Application): Limit {
  if (state.acceptedOn === null) return { start: state.receivedOn, days: INTAKE_DAYS };
  const { promisedDays } = state.submitted;
  return { start: state.acceptedOn, days: promisedDays, pauses: state.pauses, extensions: [state.extensionDays] };
}

/** A limit as people see it today; one that runs into a year not announced has a provisional date that says so. */
export function dueOn(limit: Limit, calendar: Calendar, today: string): DueModel {
  const found = limitDue(calendar, limit);
  if (found.due !== null) return { ...listed(found), ...leftUntil(found.due, calendar, today) };
  if (found.reason === 'PAUSED') return { date: null, daysLeft: null, level: 'stopped', counted: [] };
  const about = provisionalDue(calendar, limit);
  return {
    ...listed(limitDue(forecastOf(calendar), limit)),
    ...{ daysLeft: null, level: 'unknown', note: about?.note ?? null },
  };
}

/** A date that stands in the log without the days that led to it. */
export function dueDate(date: string | null, calendar: Calendar, today: string, done: boolean): DueModel {
  if (date === null) return { date, daysLeft: null, level: done ? 'done' : 'unknown', counted: [] };
  return { date, counted: [], ...(done ? { daysLeft: null, level: 'done' } : leftUntil(date, calendar, today)) };
}

function leftUntil(date: string, calendar: Calendar, today: string): Pick<DueModel, 'daysLeft' | 'level'> {
  const daysLeft = workingDaysBetween(calendar, today, date);
  if (date < today) return { daysLeft, level: 'overdue' };
  return { daysLeft, level: daysLeft !== null && daysLeft <= 2 ? 'soon' : 'normal' };
}

function listed(limit: LimitDue): Pick<DueModel, 'date' | 'counted'> {
  if (limit.due === null) return { date: null, counted: [] };
  const counted = limit.counted.map((day, i) => ({ date: day.date, reason: null, number: i + 1 }));
  const skipped = limit.skipped.map((day) => ({
    date: day.date,
    reason: day.name ?? SKIPPED[day.reason],
    number: null,
  }));
  return { date: limit.due, counted: [...counted, ...skipped].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}
