import { openMatterAnswers } from '../../commands/matter/answers.ts';
import { maySeeMatter } from '../../commands/matter/who-acts.ts';
import { load } from '../../commands/transact.ts';
import { type Matter, matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { Register } from '../../lowcode/system/definition.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { type MatterTaskRow, matterTasksView } from '../../views/matter-tasks/view.ts';
import { type MatterRow, matterSeries, mattersView, partOf } from '../../views/matters/view.ts';
import { idOf } from '../../views/view.ts';
import { type Connection, connection, listFiltered, listMerged, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { MatterLine } from './line.ts';
import { mayFilter, openSystem, unitsAtWork } from './systems.ts';
import { MatterTask } from './task.ts';

type Query = Omit<ListQuery, 'limit' | 'after'>;

export interface MatterFilterInput {
  readonly key: string;
  readonly in?: readonly string[] | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What waits for the viewer: stages of their roles in their units, and signatures they were asked for. */
export async function taskList(context: Context, args: Page & { system?: string | null }) {
  await context.written?.shown(context);
  const { actor } = context.command;
  const units = new Set(unitsAtWork(context));
  const queries = actor.roles.flatMap(({ role, unit }) =>
    unit !== undefined && units.has(unit) ? [{ index: 'todo', partition: `${unit}/${role}` }] : [],
  );
  const node = (row: MatterTaskRow) => new MatterTask(context, row);
  return args.system
    ? listFiltered(context, matterTasksView, queries, args, (row) => row.system === args.system, node)
    : listMerged(context, matterTasksView, queries, args, node);
}

/** How much waits for the viewer, up to 99. */
export async function taskCount(context: Context) {
  const { edges, pageInfo } = await taskList(context, { first: 100 });
  return { queue: 'todo', count: Math.min(edges.length, 99), more: edges.length > 99 || pageInfo.hasNextPage };
}

/**
 * Matters of a system on one of its lists: `mine` are those that the viewer's units began or see all of, `handled` those they
 * had a stage of. The units are the key, so nothing else can be read. Filters are those that the list declares.
 */
export async function matterList(
  context: Context,
  args: Page & {
    system: string;
    register: string;
    queue: 'mine' | 'handled';
    filters?: readonly MatterFilterInput[] | null;
    search?: string | null;
  },
): Promise<Connection<MatterLine>> {
  await context.written?.shown(context);
  const opened = await openSystem(context, args.system);
  const register = opened?.system.definition.registers.find(({ key }) => key === args.register);
  if (!opened || !register) throw new Refusal('NOT_FOUND', '没有找到这张台账');
  const search = args.search?.trim() ?? '';
  if (search.length > 100) throw new Refusal('BAD_QUERY', '查找的内容最多100个字');
  const keep = keeps(register, args.filters ?? [], search);
  const columns = { register, form: opened.form.definition, flow: opened.flow.definition };
  const node = (row: MatterRow, key: string) => new MatterLine(context, row, key, columns);
  if (args.queue === 'handled') return handled(context, args, keep, node);
  const units = unitsAtWork(context);
  const queries = units.flatMap((unit): Query[] => {
    const partition = `${unit}/${args.system}`;
    if (register.sort === 'due') return [{ index: 'byDue', partition }];
    const parts = register.shows ? [register.shows] : ['open', 'closed'];
    return parts.map((part) => ({ index: 'byBegun', partition: `${partition}/${part}`, descending: true }));
  });
  return listFiltered(context, mattersView, queries, args, keep, node);
}

/** Matters that a unit of the viewer's had a stage of, latest first, each once a page. */
async function handled(
  context: Context,
  args: Page & { system: string },
  keep: (row: MatterRow) => boolean,
  node: (row: MatterRow, key: string) => MatterLine,
): Promise<Connection<MatterLine>> {
  const queries = unitsAtWork(context).map((unit) => ({
    ...{ index: 'byUnit', partition: `${unit}/${args.system}`, descending: true },
  }));
  const tasks = await listMerged(context, matterTasksView, queries, args, (row) => row.matter);
  const streams = [...new Set(tasks.edges.map((edge) => edge.node))];
  const rows = await context.cloud.platform.views.getMany(mattersView, streams);
  const found = new Map(streams.map((stream, i) => [stream, rows[i] ?? null]));
  const shown = new Set<string>();
  const edges = tasks.edges.flatMap(({ cursor, node: stream }) => {
    const row = found.get(stream);
    if (!row || shown.has(stream) || !keep(row)) return [];
    shown.add(stream);
    return [{ cursor, node: node(row, stream) }];
  });
  return { ...connection(edges, tasks.pageInfo.hasNextPage), pageInfo: tasks.pageInfo };
}

function keeps(register: Register, filters: readonly MatterFilterInput[], search: string): (row: MatterRow) => boolean {
  const stray = filters.find(({ key }) => !mayFilter(register, key));
  if (stray) throw new Refusal('BAD_QUERY', '这张台账不能按这一栏筛选');
  const typed = search.normalize('NFKC').toUpperCase();
  return (row) =>
    (register.shows === undefined || partOf(row) === register.shows) &&
    filters.every((filter) => fits(row, filter)) &&
    (search === '' ||
      row.number.startsWith(typed) ||
      (row.title ?? '').includes(search) ||
      row.officials.some((official) => official.includes(search)));
}

function fits(row: MatterRow, { key, in: values, from, to }: MatterFilterInput): boolean {
  const found = valuesAt(row, key);
  if (values?.length && !found.some((one) => values.includes(one))) return false;
  if (from && !found.some((one) => one >= from)) return false;
  return !to || found.some((one) => one <= to);
}

function valuesAt(row: MatterRow, key: string): readonly string[] {
  switch (key) {
    case '$state':
      return [row.state];
    case '$unit':
      return [row.unit];
    case '$begun':
      return [row.begunOn];
    case '$stage':
      return Object.keys(row.open);
    default: {
      const answer = row.answers[key] ?? null;
      if (answer === null) return [];
      return Array.isArray(answer) ? (answer as readonly string[]) : [String(answer)];
    }
  }
}

/** A matter by its register number or an official number, of those that the viewer may see. */
export async function matterIdByNumber(context: Context, number: string): Promise<string | null> {
  await context.written?.shown(context);
  const typed = number.trim();
  const { views } = context.cloud.platform;
  const upper = typed.toUpperCase();
  const whole = { index: 'byNumber', partition: matterSeries(upper), from: upper, to: upper, limit: 1 };
  const { entries } = await views.list(mattersView, whole);
  const found =
    entries[0] ?? (await views.list(mattersView, { index: 'byOfficial', partition: typed, limit: 1 })).entries[0];
  return found ? idOf(found.key) : null;
}

/** The state of a matter that the viewer may see, once a request; null when there is none. */
export async function seenMatter(context: Context, id: string): Promise<Matter | null> {
  const { state } = await load(context.cloud.platform, matter, id);
  return state && maySeeMatter(state, context.command.actor) ? state : null;
}

/** All that was answered for the matter, after authorisation. */
export async function answersOf(context: Context, id: string) {
  const state = await seenMatter(context, id);
  return state && openMatterAnswers(context.cloud.platform, state);
}
