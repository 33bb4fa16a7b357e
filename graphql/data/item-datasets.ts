import type { OpenColumn } from '../../lowcode/service/open-columns.ts';
import type { ServiceRow } from '../../views/services/view.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { field, SHARE, text } from './dataset-fields.ts';
import { openColumns } from './open-items.ts';

/** The datasets that items have of their own, as their offices declared it; by key. */
export async function itemDatasets(context: Context) {
  const rows = [...(await context.directory.all()).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const found = await Promise.all(rows.map(async (row) => ({ row, columns: await openColumns(context, row) })));
  return found.flatMap(({ row, columns }) => (columns ? [datasetOf(context, row, columns)] : []));
}

function datasetOf(context: Context, { key, definition }: ServiceRow, columns: readonly OpenColumn[]) {
  const data = () => context.openData.item(key, columns);
  const labels = columns.map((column) => column.field.label.zh);
  return {
    key: itemDatasetKey(key),
    service: key,
    name: { zh: `${definition.name.zh}办件` },
    summary: text(
      `各季度、结果和渠道的办件数、按期率和用时${labels.length > 0 ? `，并按${labels.join('、')}统计` : ''}。不含任何个人信息；不足5件的与其他组合并，合并的项留空；一个季度不足5件的只计入“政务服务办件”。`,
    ),
    unit: () => unitNeeded(context, definition.unit),
    updateCycle: '实时',
    fields: [
      field('quarter', '提交季度', 'text', '申请提交的季度，年份和第几季度'),
      field('outcome', '结果', 'text', '办理结果的代码，未办结的也有代码；合并的为空'),
      field('channel', '申请渠道', 'text', '网上、窗口、代办或导入，用代码表示；合并的为空'),
      ...columns.flatMap(fieldsOf),
      field('count', '件数', 'number', '这一行合计的件数，至少5件'),
      field('onTimeRate', '按期率', 'number', SHARE),
      field('meanDaysUsed', '平均实际工作日', 'number', '从受理到办结，不计特别程序和补正；单位：工作日'),
      field('meanPromisedDays', '平均承诺工作日', 'number', '事项承诺的时限；单位：工作日'),
    ],
    csvUrl: `/open/${itemDatasetKey(key)}.csv`,
    rowCount: async () => (await data()).classes.length,
    asOf: async () => (await data()).asOf,
  };
}

/** No other dataset begins so. */
function itemDatasetKey(service: string): string {
  return `item-${service}`;
}

function fieldsOf({ key, as, field: { kind, label, unit } }: OpenColumn) {
  const name = label.zh;
  const measured = kind === 'money' ? '元' : unit;
  if (as === 'mean')
    return [
      field(
        `answer.${key}.mean`,
        `${name}的平均`,
        'number',
        `填写了的各件的平均${measured ? `；单位：${measured}` : ''}；不足5件的为空`,
      ),
    ];
  if (as === 'quarter')
    return [field(`answer.${key}`, name, 'text', '所在的季度，年份和第几季度；没有填写或者合并的为空')];
  return [
    field(`answer.${key}`, `${name}代码`, 'text', '选项、区划或者是否的代码；没有填写或者合并的为空'),
    field(`answer.${key}.name`, name, 'text', '代码的名称'),
  ];
}
