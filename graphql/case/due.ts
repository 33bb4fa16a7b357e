import { INTAKE_DAYS } from '../../events/application/decide-intake.ts';
import type { Application } from '../../events/application/fold.ts';
import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { type LimitDue, limitDue, workingDaysBetween } from '../../lowcode/calendar/working-days.ts';

export interface DueModel {
  readonly date: string | null;
  readonly daysLeft: number | null;
  readonly level: 'normal' | 'soon' | 'overdue' | 'stopped' | 'unknown' | 'done';
  readonly counted: readonly {
    readonly date: string;
    readonly reason: string | null;
    readonly number: number | null;
  }[];
}

const SKIPPED = { weekend: '周末', holiday: '法定节假日', paused: '特别程序，不计入' } as const;

/** When the next step of a case is due and why: intake before acceptance, the promised limit after it. */
export function dueOfCase(state: Application, calendar: Calendar, today: string): DueModel {
  if (state.decided || state.state === 'notAccepted' || state.state === 'withdrawn') {
    return { ...listed(limitOf(state, calendar)), daysLeft: null, level: 'done' };
  }
  if (state.state === 'supplementRequested') return { date: null, daysLeft: null, level: 'stopped', counted: [] };
  return dueOn(limitOf(state, calendar), calendar, today);
}

function limitOf(state: Application, calendar: Calendar): LimitDue {
  if (state.acceptedOn === null) return limitDue(calendar, { start: state.receivedOn, days: INTAKE_DAYS });
  const { promisedDays } = state.submitted;
  return limitDue(calendar, {
    start: state.acceptedOn,
    days: promisedDays,
    pauses: state.pauses,
    extensions: [state.extensionDays],
  });
}

/** A limit as people see it today. */
export function dueOn(limit: LimitDue, calendar: Calendar, today: string): DueModel {
  if (limit.due === null) {
    const level = limit.reason === 'PAUSED' ? 'stopped' : 'unknown';
    return { date: null, daysLeft: null, level, counted: [] };
  }
  return { ...listed(limit), ...leftUntil(limit.due, calendar, today) };
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
