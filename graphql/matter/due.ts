import type { Matter, OpenTask } from '../../events/matter/fold.ts';
import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { type DueModel, dueDate, dueOn } from '../case/due.ts';

/** When an open stage is due; provisional, and saying so, where the holidays that decide it are not announced; null without a limit. */
export function dueOfTask(task: OpenTask, calendar: Calendar, today: string): DueModel | null {
  if (task.due !== null) return dueDate(task.due, calendar, today, false);
  return task.limitDays === null ? null : dueOn({ start: task.enteredOn, days: task.limitDays }, calendar, today);
}

/** When the next of a matter's open stages is due. */
export function dueOfMatter({ stages, closedOn }: Matter, calendar: Calendar, today: string): DueModel | null {
  const [first] = stages.flatMap(({ due }) => due ?? []).sort();
  if (first !== undefined) return dueDate(first, calendar, today, closedOn !== null);
  const about = stages.flatMap((task) => dueOfTask(task, calendar, today) ?? []);
  return about.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))[0] ?? null;
}
