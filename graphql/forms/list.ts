import { forbidden, unitsWith } from '../../commands/access.ts';
import { Refusal } from '../../events/stream.ts';
import { declaredLists, foundByHash } from '../../lowcode/form/listing.ts';
import type { Condition } from '../../lowcode/register/question.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { type CaseRow, casesView } from '../../views/cases/view.ts';
import { exploreRow } from '../../views/records/engine.ts';
import { type ExploreRow, matching } from '../../views/records/explore.ts';
import { type RecordRow, recordsView } from '../../views/records/view.ts';
import { type Connection, connection, listMerged, MOST_ROWS, type Page, pageSize } from '../connection.ts';
import type { Context } from '../context.ts';
import { usersOf } from '../definition/users.ts';
import { conditionsIn } from './conditions.ts';
import { nodesOf } from './node.ts';
import type { FormType } from './types.ts';

export interface ListArgs extends Page {
  readonly filter?: Readonly<Record<string, unknown>> | null;
  /** A declared column; by submission where nothing is said. */
  readonly sort?: string | null;
  readonly descending?: boolean | null;
}

/** Cases looked through at most for one page that a filter thins out. */
const MOST_LOOKED_THROUGH = 2000;
/** Parts of an index that one page is merged from. */
const MOST_PARTS = 60;

type Query = Omit<ListQuery, 'limit' | 'after'>;
interface Found {
  readonly key: string;
  readonly row: CaseRow;
  readonly record: RecordRow;
  readonly cursor: string;
}
interface Part {
  readonly found: readonly Found[];
  readonly cursor: string | null;
  readonly more: boolean;
}

/**
 * The live list of a form: the cases of the viewer's units as they are now, by submission or a declared sort, with declared
 * filters. Units are in the key of what is read. A page may be short of rows though more follow. Throws FORBIDDEN.
 */
export async function formList(context: Context, form: FormType, args: ListArgs): Promise<Connection<unknown>> {
  const units = unitsWith(context.command.actor, 'case.read');
  if (units.length === 0) throw forbidden();
  await context.written?.shown(context);
  const { conditions, subject } = await asked(context, form, args.filter ?? {});
  if (subject === null) return connection([], false);
  // What cannot be asked is refused before anything is read by it.
  matching([], conditions, form.columns);
  const services = await servicesOf(context, form.key, conditions);
  const mine = new Set(units);
  const keep = (rows: readonly Found[]) => {
    const own = rows.filter(
      ({ row, record }) =>
        record.form === form.key &&
        row.units.some((unit) => mine.has(unit)) &&
        // A declared sort reads everybody's cases.
        (subject === undefined || row.subject === subject),
    );
    const byKey = new Map(own.map((found) => [found.key, found]));
    const lines = own.map(({ key, record, row }): ExploreRow => exploreRow(key, record, row));
    return matching(lines, conditions, form.columns).map(({ key }) => byKey.get(key) as Found);
  };
  const descending = args.descending ?? !args.sort;
  const bySubmission = submitted(context, { units, services, subject, conditions, descending });
  const first = args.sort ? sortedBy(context, units, form.key, args.sort, descending) : bySubmission;
  const unsorted = (found: Found) =>
    found.record.sorts.every(({ key }) => key !== args.sort) || !answered(found, args.sort);
  const rest = args.sort ? bySubmission : null;
  const nodeOf = nodesOf(context, form);
  return gathered(args, first, rest, keep, unsorted, ({ key, row, record }) =>
    nodeOf({ key, number: row.number, state: row.state, version: record.version, answers: record.answers, line: row }),
  );
}

/** Conditions that rows must meet, and the subject when the applicant's own number is among them (null: nobody has it). */
async function asked(context: Context, form: FormType, filter: Readonly<Record<string, unknown>>) {
  const newest = form.versions.at(-1);
  const hashed = new Set((newest ? declaredLists(newest).filters : []).filter(foundByHash).map(({ key }) => key));
  let subject: string | undefined | null;
  const open: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(filter)) {
    if (!hashed.has(name)) open[name] = given;
    else if (typeof given === 'string')
      subject = (await context.cloud.platform.vault.findSubject(given.trim())) ?? null;
  }
  return { conditions: conditionsIn(open, form.columns), subject };
}

/** Services that took applications by the form, also those that are withdrawn; those that a condition names. */
async function servicesOf(
  context: Context,
  form: string,
  conditions: readonly Condition[],
): Promise<readonly string[]> {
  const users = await usersOf(context, { kind: 'form', key: form });
  const services = users.flatMap(({ kind, key }) => (kind === 'service' ? [key] : []));
  const wanted = conditions.find(({ column, is }) => column === 'case_service' && is)?.is;
  return wanted ? services.filter((service) => wanted.includes(service)) : services;
}

interface Scope {
  readonly units: readonly string[];
  readonly services: readonly string[];
  readonly subject: string | undefined;
  readonly conditions: readonly Condition[];
  readonly descending: boolean;
}

type Source = (page: { first: number; after: string | null }) => Promise<Part>;

/** Cases by the moment of submission; a condition on that date bounds what is read. */
function submitted(context: Context, { units, services, subject, conditions, descending }: Scope): Source {
  const dates = conditions.filter(({ column }) => column === 'case_submittedOn');
  const from = dates.flatMap(({ from: date }) => date ?? [])[0];
  const to = dates.flatMap(({ to: date }) => date ?? [])[0];
  const range = {
    ...(from ? { from: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999+08:00`).toISOString() } : {}),
    descending,
  };
  const queries: Query[] = subject
    ? [{ index: 'bySubject', partition: subject, ...range }]
    : units.flatMap((unit) =>
        services.map((service) => ({ index: 'byService', partition: `${unit}/${service}`, ...range })),
      );
  if (queries.length > MOST_PARTS)
    throw new Refusal('SERVICE_REQUIRED', '使用这份表单的事项很多，请用 case_service 指明事项');
  return async (page) => {
    const { edges, pageInfo } = await listMerged(context, casesView, queries, page, (row, key) => ({ row, key }));
    const records = await context.cloud.platform.views.getMany(
      recordsView,
      edges.map(({ node }) => node.key),
    );
    const found = edges.flatMap(({ cursor, node }, i): Found[] => {
      const record = records[i];
      return record ? [{ ...node, record, cursor }] : [];
    });
    return { found, cursor: pageInfo.endCursor, more: pageInfo.hasNextPage };
  };
}

function sortedBy(context: Context, units: readonly string[], form: string, key: string, descending: boolean): Source {
  const queries = units.map((unit) => ({ index: 'bySort', partition: `${unit}/${form}/${key}`, descending }));
  return async (page) => {
    const { edges, pageInfo } = await listMerged(context, recordsView, queries, page, (record, stream) => ({
      record,
      stream,
    }));
    const rows = await context.cloud.platform.views.getMany(
      casesView,
      edges.map(({ node }) => node.stream),
    );
    const found = edges.flatMap(({ cursor, node: { record, stream } }, i): Found[] => {
      const row = rows[i];
      return row ? [{ key: stream, record, row, cursor }] : [];
    });
    return { found, cursor: pageInfo.endCursor, more: pageInfo.hasNextPage };
  };
}

function answered({ record }: Found, key: string | null | undefined): boolean {
  const answer = key ? record.answers[key] : null;
  return answer !== null && answer !== undefined && answer !== '';
}

/** Marks a cursor as one of what comes after the sorted part: cases that were filed before the sort was declared, or say nothing. */
const REST = 'r.';

async function gathered(
  page: Page,
  first: Source,
  rest: Source | null,
  keep: (rows: readonly Found[]) => readonly Found[],
  unsorted: (found: Found) => boolean,
  nodeOf: (found: Found) => unknown,
): Promise<Connection<unknown>> {
  const limit = pageSize(page);
  const edges: { cursor: string; node: unknown }[] = [];
  let inRest = rest !== null && (page.after?.startsWith(REST) ?? false);
  let after = (inRest ? page.after?.slice(REST.length) : page.after) || null;
  let looked = 0;
  for (let size = limit; looked < MOST_LOOKED_THROUGH; looked += size, size = MOST_ROWS) {
    const part = await (inRest && rest ? rest : first)({ first: size, after });
    const kept = keep(part.found).filter((found) => !inRest || unsorted(found));
    for (const [i, found] of kept.entries()) {
      edges.push({ cursor: `${inRest ? REST : ''}${found.cursor}`, node: nodeOf(found) });
      if (edges.length === limit) {
        const more = i < kept.length - 1 || part.more || (rest !== null && !inRest);
        return connection(edges, more);
      }
    }
    after = part.cursor;
    if (part.more) continue;
    if (!rest || inRest) return connection(edges, false);
    [inRest, after] = [true, null];
  }
  return { edges, pageInfo: { hasNextPage: true, endCursor: `${inRest ? REST : ''}${after ?? ''}` } };
}
