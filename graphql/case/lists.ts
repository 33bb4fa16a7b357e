import { forbidden, unitsWith } from '../../commands/access.ts';
import { Refusal } from '../../events/stream.ts';
import { isCreditCode } from '../../lowcode/identifier/credit-code.ts';
import { isIdentityNumber } from '../../lowcode/identifier/identity-number.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { type CaseRow, casesView, dueOf, numberSeries, STATES, todoOf } from '../../views/cases/view.ts';
import { listFiltered, listMerged, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { CaseLine } from './line.ts';

export interface CaseFilter {
  readonly service?: string | null;
  readonly state?: string | null;
  readonly search?: string | null;
}

type Query = Omit<ListQuery, 'limit' | 'after'>;

const ACTING = ['window', 'clerk', 'village', 'approver', 'head'];

/**
 * Cases of the units in which the viewer holds a role: the units are the key, so nothing else can be read. A filter
 * narrows its queue. `search` is the beginning of a number, the applicant's whole identity number or credit code, or words
 * of the item's name; names of applicants are sealed and cannot be searched.
 */
export async function caseList(context: Context, args: Page & { queue: string; filter?: CaseFilter | null }) {
  await context.written?.shown(context);
  const { service, state } = args.filter ?? {};
  const search = args.filter?.search?.trim() ?? '';
  if (search.length > MOST_SEARCHED) throw new Refusal('BAD_QUERY', `查找的内容最多${MOST_SEARCHED}个字`);
  const node = (row: CaseRow, key: string) => new CaseLine(context, row, key);
  if (filesOnly(context.command.actor))
    return listFiltered(context, casesView, filed(context), args, filedIn(args, context.command.today), node);
  if (!search && !service) {
    const queries = queriesFor(context, args.queue, state ?? null);
    return args.queue === 'todo' && state
      ? listFiltered(context, casesView, queries, args, (row) => row.state === state, node)
      : listMerged(context, casesView, queries, args, node);
  }
  // Every case of the item: the index has no others.
  if (!search && !state && args.queue === 'all')
    return listMerged(context, casesView, byService(context, [service ?? '']), args, node);
  const found = search ? await searched(context, args.queue, search) : null;
  const queries = found?.queries ?? byService(context, [service ?? '']);
  const queued = inQueue(context, args.queue);
  const keep = (row: CaseRow) =>
    queued(row) &&
    (!state || row.state === state) &&
    (!service || row.service.key === service) &&
    (found?.keep(row) ?? true);
  return listFiltered(context, casesView, queries, args, keep, node);
}

/** Whoever files for others and reads no unit's cases (代办员) has a queue of what they filed. */
function filesOnly(actor: Context['command']['actor']): boolean {
  return unitsWith(actor, 'case.read').length === 0 && unitsWith(actor, 'case.file').length > 0;
}

function filed(context: Context): readonly Query[] {
  return [{ index: 'byFiler', partition: context.command.actor.id, descending: true }];
}

/** What of it is in a queue; to do is what must be supplemented. */
function filedIn(
  { queue, filter }: { queue: string; filter?: CaseFilter | null },
  today: string,
): (row: CaseRow) => boolean {
  const states = new Set<string>(queue === 'todo' ? ['supplementRequested'] : statesIn(queue));
  const search = filter?.search?.trim() ?? '';
  return (row) =>
    states.has(row.state) &&
    (queue !== 'overdue' || dueOf(row) < today) &&
    (!filter?.state || filter.state === row.state) &&
    (!filter?.service || filter.service === row.service.key) &&
    (row.number.startsWith(search.toUpperCase()) || row.itemName.zh.includes(search));
}

const MOST_SEARCHED = 100;
/** More items than this are looked through, not looked up. */
const MOST_ITEMS = 8;

interface Searched {
  readonly queries: readonly Query[];
  readonly keep: (row: CaseRow) => boolean;
}

async function searched(context: Context, queue: string, text: string): Promise<Searched> {
  const typed = text.normalize('NFKC').toUpperCase();
  const all = () => true;
  if (/^[A-Z]{2,}\d*$/.test(typed)) {
    const query = { index: 'byNumber', partition: numberSeries(typed), prefix: typed, descending: true };
    return { queries: [query], keep: all };
  }
  if (isIdentityNumber(typed) || isCreditCode(typed)) {
    const subject = await context.cloud.platform.vault.findSubject(typed);
    return { queries: subject ? [{ index: 'bySubject', partition: subject, descending: true }] : [], keep: all };
  }
  const keep = (row: CaseRow) => row.itemName.zh.includes(text);
  const items = [...(await context.directory.all()).values()].filter((row) => row.definition.name.zh.includes(text));
  const few = items.length > 0 && items.length <= MOST_ITEMS;
  return {
    queries: few
      ? byService(
          context,
          items.map((row) => row.key),
        )
      : queriesFor(context, queue, null),
    keep,
  };
}

function byService(context: Context, services: readonly string[]): readonly Query[] {
  const units = unitsWith(context.command.actor, 'case.read');
  return units.flatMap((unit) =>
    services.map((service) => ({ index: 'byService', partition: `${unit}/${service}`, descending: true })),
  );
}

/** Whether a case is in a queue of the viewer's, however it was found. */
function inQueue(context: Context, queue: string): (row: CaseRow) => boolean {
  const { actor, today } = context.command;
  if (queue === 'todo') {
    const mine = new Set(todoFor(actor.roles));
    return (row) => todoOf(row).some((partition) => mine.has(partition));
  }
  const units = new Set(unitsWith(actor, 'case.read'));
  const states = new Set<string>(statesIn(queue));
  return (row) =>
    states.has(row.state) && row.units.some((unit) => units.has(unit)) && (queue !== 'overdue' || dueOf(row) < today);
}

function statesIn(queue: string): readonly string[] {
  if (queue === 'open' || queue === 'overdue') return STATES.open;
  return queue === 'closed' ? STATES.closed : [...STATES.open, ...STATES.closed];
}

function queriesFor(context: Context, queue: string, state: string | null): readonly Query[] {
  const { actor, today } = context.command;
  if (queue === 'todo') return todoFor(actor.roles).map((partition) => ({ index: 'todo', partition }));
  const states = statesIn(queue).filter((one) => state === null || one === state);
  const range = queue === 'overdue' ? { to: today } : {};
  return unitsWith(actor, 'case.read').flatMap((unit) =>
    states.map((one) => ({ index: 'byState', partition: `${unit}/${one}`, ...range })),
  );
}

/** What waits for these roles; a village station takes applications in as a front desk does. */
function todoFor(roles: Context['command']['actor']['roles']): readonly string[] {
  const found = roles.flatMap(({ role, unit }) => {
    if (!unit || !ACTING.includes(role)) return [];
    return role === 'village' ? [`${unit}/village`, `${unit}/window`] : [`${unit}/${role}`];
  });
  return [...new Set(found)];
}

/** Counts up to 99: enough to know where to begin. */
export async function caseCounts(context: Context) {
  await context.written?.shown(context);
  const own = filesOnly(context.command.actor);
  return Promise.all(
    ['todo', 'open', 'overdue'].map((queue) => (own ? countFiled(context, queue) : countQueue(context, queue))),
  );
}

async function countQueue(context: Context, queue: string) {
  const keys = new Set<string>();
  for (const query of queriesFor(context, queue, null)) {
    const { entries } = await context.cloud.platform.views.list(casesView, { ...query, limit: 100 });
    for (const { key } of entries) keys.add(key);
  }
  return { queue, count: Math.min(keys.size, 99), more: keys.size > 99 };
}

async function countFiled(context: Context, queue: string) {
  const keep = filedIn({ queue }, context.command.today);
  const found = await listFiltered(context, casesView, filed(context), { first: 100 }, keep, (_, key) => key);
  const { length } = found.edges;
  return { queue, count: Math.min(length, 99), more: length > 99 || found.pageInfo.hasNextPage };
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
