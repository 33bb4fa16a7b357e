import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { field, SHARE, text } from './dataset-fields.ts';
import { itemDatasets } from './item-datasets.ts';

/** The open datasets of this cloud: what they hold, who answers for them, how fresh they are. */
export async function datasetList(context: Context) {
  const cases = await context.openData.cases();
  const tickets = await context.openData.tickets();
  const unit = () => unitNeeded(context, context.cloud.region);
  return [
    {
      key: 'cases',
      service: null,
      name: text('政务服务办件'),
      summary: text(
        '各季度、单位、事项、结果和渠道的办件数，按期率，平均承诺和实际用时。不含任何个人信息；不足5件的与其他组合并，合并的项留空，数字仍然计入。',
      ),
      unit,
      updateCycle: '实时',
      fields: [
        field('quarter', '提交季度', 'text', '申请提交的季度，年份和第几季度'),
        field('unit', '单位标识', 'text', '单位在本站的代码'),
        field('unitName', '办理单位', 'text', '单位名称'),
        field('service', '事项标识', 'text', '事项在本站的代码，与办事指南地址中的一致；合并的为空'),
        field('serviceName', '事项名称', 'text', '事项名称；合并的为空'),
        field('outcome', '结果', 'text', '办理结果的代码，未办结的也有代码；合并的为空'),
        field('channel', '申请渠道', 'text', '网上、窗口、代办或导入，用代码表示；合并的为空'),
        field('count', '件数', 'number', '这一行合计的件数，至少5件'),
        field('onTimeRate', '按期率', 'number', SHARE),
        field('meanDaysUsed', '平均实际工作日', 'number', '从受理到办结，不计特别程序和补正；单位：工作日'),
        field('meanPromisedDays', '平均承诺工作日', 'number', '事项承诺的时限；单位：工作日'),
      ],
      csvUrl: '/open/cases.csv',
      rowCount: cases.classes.length,
      asOf: cases.asOf,
    },
    {
      key: 'tickets',
      service: null,
      name: text('12345热线工单'),
      summary: text(
        '各季度、类型、分类和乡镇的工单数，办结、按期和满意情况。不含诉求原文、承办单位和个人信息；不足5件的与其他组合并，合并的项留空，数字仍然计入。',
      ),
      unit,
      updateCycle: '实时',
      fields: [
        field('quarter', '登记季度', 'text', '工单登记的季度，年份和第几季度'),
        field('kind', '类型', 'text', '咨询、求助、投诉、举报、建议或表扬，用代码表示'),
        field('category', '分类标识', 'text', '诉求分类的代码；合并的为空'),
        field('categoryName', '分类', 'text', '诉求分类的名称；合并的为空'),
        field('town', '乡镇代码', 'text', '事发地的9位行政区划代码；合并的为空'),
        field('townName', '乡镇', 'text', '事发地的乡镇名称；合并的为空'),
        field('closed', '是否办结', 'boolean', '统计时是否已经办结；合并的为空'),
        field('count', '件数', 'number', '这一行合计的件数，至少5件'),
        field('onTimeRate', '按期率', 'number', SHARE),
        field('satisfactionRate', '满意率', 'number', SHARE),
      ],
      csvUrl: '/open/tickets.csv',
      rowCount: tickets.classes.length,
      asOf: tickets.asOf,
    },
    ...(await itemDatasets(context)),
  ];
}
