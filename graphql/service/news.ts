import type { ServiceRow } from '../../views/services/view.ts';
import type { Context } from '../context.ts';
import { serviceModel } from './model.ts';

/** Days of changes that are told at most. */
const MOST_DAYS = 20;
/** Services named in one change; the rest are in the directory. */
const MOST_NAMED = 3;

/** What was published on one day: items that are new to the directory, or new versions of items that were in it. */
export interface Change {
  readonly on: string;
  readonly kind: 'added' | 'revised';
  readonly rows: readonly ServiceRow[];
}

/** The present version of each service by the day it was published, latest first; new items before revised ones. */
export function changesOf(rows: Iterable<ServiceRow>): readonly Change[] {
  const days = new Map<string, ServiceRow[]>();
  for (const row of rows) {
    const key = `${row.on}/${row.version === 1 ? 'added' : 'revised'}`;
    const day = days.get(key);
    if (day) day.push(row);
    else days.set(key, [row]);
  }
  return [...days]
    .map(([key, found]) => {
      const [on = '', kind] = key.split('/');
      return { on, kind: kind as Change['kind'], rows: found };
    })
    .sort((a, b) => (a.on === b.on ? (a.kind < b.kind ? -1 : 1) : a.on < b.on ? 1 : -1));
}

/** News that nobody has to write: the directory's own changes. A change names those first that can be filed online. */
export async function serviceChanges(context: Context, args: { first?: number | null }) {
  const changes = changesOf((await context.directory.all()).values());
  return changes.slice(0, Math.min(Math.max(args.first ?? 0, 0), MOST_DAYS)).map(({ on, kind, rows }) => ({
    on,
    kind,
    count: rows.length,
    services: [...rows]
      .sort(
        (a, b) => Number(Boolean(b.definition.form)) - Number(Boolean(a.definition.form)) || (a.key < b.key ? -1 : 1),
      )
      .slice(0, MOST_NAMED)
      .map((row) => serviceModel(context, row)),
  }));
}

/** The State Council's days off from today on, as far as the calendar is loaded: what lies beyond is not guessed. */
export function holidays(context: Context) {
  const { calendar, today } = context.command;
  return calendar.years.flatMap(({ off, source }) =>
    off.filter(({ to }) => to >= today).map((range) => ({ ...range, source })),
  );
}
