import { forbidden, unitsWith } from '../../commands/access.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { casesView, STATES } from '../../views/cases/view.ts';
import { type Connection, connection, listMerged, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { CaseLine } from './line.ts';
import { caseByNumber } from './model.ts';

export interface CaseFilter {
  readonly service?: string | null;
  readonly state?: string | null;
  readonly search?: string | null;
}

type Query = Omit<ListQuery, 'limit' | 'after'>;

const ACTING = ['window', 'clerk', 'village', 'approver', 'head'];

/** Cases of the units in which the viewer holds a role: the units are the key, so nothing else can be read. */
export async function caseList(context: Context, args: Page & { queue: string; filter?: CaseFilter | null }) {
  const filter = args.filter ?? {};
  if (filter.search?.trim()) {
    const found = await caseByNumber(context, filter.search.trim().toUpperCase());
    return connection(found ? [{ cursor: 'found', node: found }] : [], false) as Connection<unknown>;
  }
  await context.written?.shown(context);
  const queries = queriesFor(context, args.queue, filter);
  if (queries.length === 0) return connection([], false);
  return listMerged(context, casesView, queries, args, (row, key) => new CaseLine(context, row, key));
}

function queriesFor(context: Context, queue: string, filter: CaseFilter): readonly Query[] {
  const { actor, today } = context.command;
  const units = unitsWith(actor, 'case.read');
  if (filter.service)
    return units.map((unit) => ({ index: 'byService', partition: `${unit}/${filter.service}`, descending: true }));
  const inStates = (states: readonly string[], range: Pick<Query, 'to'> = {}) =>
    units.flatMap((unit) => states.map((state) => ({ index: 'byState', partition: `${unit}/${state}`, ...range })));
  if (filter.state) return inStates([filter.state]);
  switch (queue) {
    case 'todo':
      return todoOf(actor.roles).map((partition) => ({ index: 'todo', partition }));
    case 'open':
      return inStates(STATES.open);
    case 'overdue':
      return inStates(STATES.open, { to: today });
    case 'closed':
      return inStates(STATES.closed);
    default:
      return inStates([...STATES.open, ...STATES.closed]);
  }
}

/** What waits for these roles; a village station takes applications in as a front desk does. */
function todoOf(roles: Context['command']['actor']['roles']): readonly string[] {
  const found = roles.flatMap(({ role, unit }) => {
    if (!unit || !ACTING.includes(role)) return [];
    return role === 'village' ? [`${unit}/village`, `${unit}/window`] : [`${unit}/${role}`];
  });
  return [...new Set(found)];
}

/** Counts up to 99: enough to know where to begin. */
export async function caseCounts(context: Context) {
  await context.written?.shown(context);
  return Promise.all(
    ['todo', 'open', 'overdue'].map(async (queue) => {
      const queries = queriesFor(context, queue, {});
      const keys = new Set<string>();
      for (const query of queries) {
        const { entries } = await context.cloud.platform.views.list(casesView, { ...query, limit: 100 });
        for (const { key } of entries) keys.add(key);
      }
      return { queue, count: Math.min(keys.size, 99), more: keys.size > 99 };
    }),
  );
}

/** The viewer's own cases, and those they filed for others as an agent. */
export async function myCases(context: Context, page: Page) {
  const { subject, id } = context.command.actor;
  if (!subject) throw forbidden();
  await context.written?.shown(context);
  const queries = [
    { index: 'bySubject', partition: subject, descending: true },
    { index: 'byFiler', partition: id, descending: true },
  ];
  return listMerged(context, casesView, queries, page, (row, key) => new CaseLine(context, row, key));
}
