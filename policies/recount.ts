import { recountCaseLimit } from '../commands/application/intake.ts';
import type { Cloud } from '../commands/context.ts';
import { recountMatterLimits } from '../commands/matter/beside.ts';
import type { Calendar } from '../lowcode/calendar/calendar.ts';
import { casesView } from '../views/cases/view.ts';
import { matterTasksView } from '../views/matter-tasks/view.ts';
import { idOf } from '../views/view.ts';
import { eachRow } from './each-row.ts';

/**
 * Dates that could not be told because the holidays of a year were not announced: counted again once they are, those of
 * cases and those of the stages of inner matters. Returns how many cases and matters were given theirs. Nothing happens while
 * the calendar stays as it is.
 */
export async function recountUndated(cloud: Cloud): Promise<number> {
  const done = await Promise.allSettled([recountCases(cloud), recountMatters(cloud)]);
  const failed = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failed.length > 1) throw new AggregateError(failed, failed.map(String).join('; '));
  if (failed.length > 0) throw failed[0];
  return done.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}

const UNDATED = { index: 'undated', partition: 'undated' };

function recountCases(cloud: Cloud): Promise<number> {
  return eachRow(cloud, casesView, UNDATED, (context, row, key) =>
    once(cloud, `${key}/${row.state}`, (years) =>
      // Named by what was known and what is missing, so that any number of clocks may tick.
      recountCaseLimit(context, { id: idOf(key), commandId: `policy/recount/${key}/${years}/${row.state}` }),
    ),
  );
}

/** A matter is recounted whole: its other stages of the same commit find nothing left to do. */
function recountMatters(cloud: Cloud): Promise<number> {
  return eachRow(cloud, matterTasksView, UNDATED, (context, { matter, enteredAt }) =>
    once(cloud, `${matter}/${enteredAt}`, (years) =>
      recountMatterLimits(context, { id: idOf(matter), commandId: `policy/recount/${matter}/${years}/${enteredAt}` }),
    ),
  );
}

/** What was tried by a calendar: it will not tell a second time what it did not the first. */
const tried = new WeakMap<Calendar, Set<string>>();

async function once<T>(
  { calendar }: Cloud,
  what: string,
  recount: (years: string) => Promise<T | null>,
): Promise<T | null> {
  const known = tried.get(calendar) ?? new Set();
  tried.set(calendar, known);
  if (known.has(what)) return null;
  const done = await recount(calendar.years.map(({ year }) => year).join('-'));
  known.add(what);
  return done;
}
