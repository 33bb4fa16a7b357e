import { forbidden, unitsWith } from '../../commands/access.ts';
import { Refusal } from '../../events/stream.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import type { Grouping } from '../../lowcode/register/question.ts';
import { type ExploreRow, grouped, matching, type Sums, sorted } from '../../views/records/explore.ts';
import { shownNumber } from '../../views/records/order.ts';
import { connection, type Page, pageSize } from '../connection.ts';
import type { Context } from '../context.ts';
import { conditionsIn } from './conditions.ts';
import { labelOf } from './labels.ts';
import { nodesOf } from './node.ts';
import type { FormType } from './types.ts';

/**
 * The explore list of a form: its cases in the viewer's units as they stood at `asOf`, with any filter; `rows` in any order,
 * `groups` by up to three columns. Throws FORBIDDEN, EXPLORE_TOO_LARGE and what `matching` refuses.
 */
export async function formExplore(context: Context, form: FormType, args: { filter?: unknown }) {
  const units = new Set(unitsWith(context.command.actor, 'case.read'));
  if (units.size === 0) throw forbidden();
  const { rows: all, asOf, position } = await context.records.stand(form.key);
  const own = all.filter((row) => row.units.some((unit) => units.has(unit)));
  const found = matching(own, conditionsIn(args.filter, form.columns), form.columns);
  return {
    asOf,
    position,
    total: found.length,
    rows: (asked: RowsArgs) => rowsOf(context, form, found, asked),
    groups: (asked: { by: readonly Grouping[]; numbers?: readonly string[] | null }) =>
      groupsOf(context, form.columns, found, asked.by, asked.numbers ?? []),
  };
}

interface RowsArgs extends Page {
  readonly sort?: readonly string[] | null;
  readonly descending?: boolean | null;
}

function rowsOf(context: Context, form: FormType, found: readonly ExploreRow[], args: RowsArgs) {
  const limit = pageSize(args);
  const descending = args.descending ?? false;
  const orders = (args.sort ?? []).map((column) => ({ column, descending }));
  const rows = sorted(found, orders, form.columns);
  const start = args.after ? rows.findIndex(({ key }) => cursorOf(key) === args.after) + 1 : 0;
  if (args.after && start === 0) throw new Refusal('BAD_CURSOR', '翻页位置无效，请从第一页开始');
  const nodeOf = nodesOf(context, form);
  const edges = rows.slice(start, start + limit).map(({ key, version, values }) => {
    const { case_number: number, case_state: state } = values;
    const answers = Object.fromEntries(Object.entries(values).filter(([id]) => !id.includes('_')));
    const node = nodeOf({ key, number: String(number), state: String(state), version, answers, line: null });
    return { cursor: cursorOf(key), node };
  });
  return connection(edges, rows.length > start + limit);
}

/** Groups with the names that people read, and what the numbers of some columns come to. */
export async function groupsOf(
  context: Context,
  columns: ReadonlyMap<string, Column>,
  rows: readonly ExploreRow[],
  by: readonly Grouping[],
  numbers: readonly string[],
) {
  const groups = grouped(rows, by, [...new Set(numbers)], columns);
  return Promise.all(
    groups.map(async ({ keys, count, sums }) => ({
      codes: keys,
      labels: await Promise.all(
        keys.map((key, i) => {
          const grouping = by[i] as Grouping;
          return labelOf(context, columns.get(grouping.column) as Column, key, grouping.part);
        }),
      ),
      count,
      numbers: Object.entries(sums).map(([id, one]) => numbersOf(columns.get(id) as Column, one)),
    })),
  );
}

export function numbersOf({ id, label, type }: Column, { count, sum, min, max }: Sums) {
  const money = type === 'money';
  return {
    column: id,
    label,
    count,
    sum: shownNumber(sum, 1n, money),
    avg: count === 0 ? null : shownNumber(sum, BigInt(count), money),
    min: min === null ? null : shownNumber(min, 1n, money),
    max: max === null ? null : shownNumber(max, 1n, money),
  };
}

function cursorOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}
