import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';

const text = (zh: string) => ({ zh });
const field = (key: string, zh: string, type: string) => ({ key, name: text(zh), type });

/** The open datasets of this cloud: what they hold, who answers for them, how fresh they are. */
export async function datasetList(context: Context) {
  const cases = await context.openData.cases();
  const tickets = await context.openData.tickets();
  const unit = () => unitNeeded(context, context.cloud.region);
  return [
    {
      key: 'cases',
      name: text('政务服务办件'),
      summary: text(
        '各季度、单位、事项、结果和渠道的办件数，按期率，平均承诺和实际用时。不含任何个人信息；不足5件的与其他组合并，合并的项留空，数字仍然计入。',
      ),
      unit,
      updateCycle: '实时',
      fields: [
        field('quarter', '提交季度', 'text'),
        field('unit', '单位标识', 'text'),
        field('unitName', '办理单位', 'text'),
        field('service', '事项标识', 'text'),
        field('serviceName', '事项名称', 'text'),
        field('outcome', '结果', 'text'),
        field('channel', '申请渠道', 'text'),
        field('count', '件数', 'number'),
        field('onTimeRate', '按期率', 'number'),
        field('meanDaysUsed', '平均实际工作日', 'number'),
        field('meanPromisedDays', '平均承诺工作日', 'number'),
      ],
      csvUrl: '/open/cases.csv',
      rowCount: cases.classes.length,
      asOf: cases.asOf,
    },
    {
      key: 'tickets',
      name: text('12345热线工单'),
      summary: text(
        '各季度、类型、分类和乡镇的工单数，办结、按期和满意情况。不含诉求原文、承办单位和个人信息；不足5件的与其他组合并，合并的项留空，数字仍然计入。',
      ),
      unit,
      updateCycle: '实时',
      fields: [
        field('quarter', '登记季度', 'text'),
        field('kind', '类型', 'text'),
        field('category', '分类标识', 'text'),
        field('categoryName', '分类', 'text'),
        field('town', '乡镇代码', 'text'),
        field('townName', '乡镇', 'text'),
        field('closed', '是否办结', 'boolean'),
        field('count', '件数', 'number'),
        field('onTimeRate', '按期率', 'number'),
        field('satisfactionRate', '满意率', 'number'),
      ],
      csvUrl: '/open/tickets.csv',
      rowCount: tickets.classes.length,
      asOf: tickets.asOf,
    },
  ];
}
