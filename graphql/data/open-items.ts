import { notFound } from '../../commands/access.ts';
import { quarterWords } from '../../lowcode/dates.ts';
import { type OpenColumn, openColumnsOf } from '../../lowcode/service/open-columns.ts';
import type { AnswerColumn, ItemClass } from '../../views/open-data/item.ts';
import { meanOf } from '../../views/open-data/statistics.ts';
import type { ServiceRow } from '../../views/services/view.ts';
import type { Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { divisionByCode } from '../service/divisions.ts';
import { unitByCode } from '../service/units.ts';
import { byQuarterAndSize, NONE, pageOf, rate } from './lines.ts';

/** The columns of an item's own open dataset; null where it has none. */
export async function openColumns(context: Context, { definition }: ServiceRow): Promise<readonly OpenColumn[] | null> {
  const { form: key, openData } = definition;
  const form = openData?.published && key ? await context.command.definitions.current('form', key) : null;
  return form && openColumnsOf(form.definition, definition);
}

/** Lines of an item's cases as everybody may read them, the same in the list and in the file. Throws NOT_FOUND. */
export async function itemLines(context: Context, service: string) {
  const row = await context.directory.get(service);
  const columns = row && (await openColumns(context, row));
  if (!columns) throw notFound('这一事项的开放数据集');
  const { classes } = await context.openData.item(service, columns);
  const lines = [...classes].sort(byQuarterAndSize).map((one) => {
    const { key, values, count, sums } = one;
    return {
      key,
      quarter: values.quarter,
      outcome: values.outcome,
      channel: values.channel,
      values: columns.map((column) => ({
        column: column.key,
        code: codeIn(one, column),
        label: () => labelIn(context, one, column),
        mean: meanIn(one, column),
      })),
      count,
      onTimeRate: rate(sums.onTime),
      meanDaysUsed: meanOf(sums.daysUsed, 1),
      meanPromisedDays: meanOf(sums.promisedDays, 1),
    };
  });
  return { columns, lines };
}

export async function openItemCases(context: Context, args: Page & { service: string }) {
  return pageOf((await itemLines(context, args.service)).lines, args);
}

const nameOf = ({ key }: OpenColumn): AnswerColumn => `answer.${key}`;

function codeIn({ values }: ItemClass, column: OpenColumn): string | null {
  return column.as === 'mean' ? null : (values[nameOf(column)] ?? null);
}

function meanIn({ sums }: ItemClass, column: OpenColumn): number | null {
  return column.as === 'mean' ? meanOf(sums[nameOf(column)] ?? NONE, 2) : null;
}

async function labelIn(context: Context, one: ItemClass, column: OpenColumn): Promise<string | null> {
  const code = codeIn(one, column);
  const { kind, options } = column.field;
  if (code === null) return null;
  if (column.as === 'quarter') return quarterWords(code);
  if (kind === 'boolean') return code === 'true' ? '是' : '否';
  if (kind === 'division') return (await divisionByCode(context, code)).name;
  if (kind === 'unit') return (await unitByCode(context, code))?.name.zh ?? code;
  return options?.find(({ value }) => value === code)?.label.zh ?? code;
}
