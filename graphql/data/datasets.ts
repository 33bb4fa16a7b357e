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
      summary: text('每件办件的事项、单位、渠道、日期、承诺和实际用时、结果。不含任何个人信息。'),
      unit,
      updateCycle: '实时',
      fields: [
        field('service', '事项标识', 'text'),
        field('serviceName', '事项名称', 'text'),
        field('unit', '单位标识', 'text'),
        field('unitName', '办理单位', 'text'),
        field('channel', '申请渠道', 'text'),
        field('submittedOn', '提交日期', 'date'),
        field('acceptedOn', '受理日期', 'date'),
        field('decidedOn', '办结日期', 'date'),
        field('promisedDays', '承诺工作日', 'number'),
        field('daysUsed', '实际工作日', 'number'),
        field('onTime', '是否按期', 'boolean'),
        field('outcome', '结果', 'text'),
      ],
      csvUrl: '/open/cases.csv',
      rowCount: cases.rows.length,
      asOf: cases.asOf,
    },
    {
      key: 'tickets',
      name: text('12345热线工单'),
      summary: text('每件工单的类别、乡镇、月份、承办单位、是否按期、是否满意。不含诉求原文和个人信息。'),
      unit,
      updateCycle: '实时',
      fields: [
        field('kind', '类型', 'text'),
        field('category', '分类标识', 'text'),
        field('categoryName', '分类', 'text'),
        field('town', '乡镇代码', 'text'),
        field('townName', '乡镇', 'text'),
        field('month', '月份', 'text'),
        field('unitName', '承办单位', 'text'),
        field('closed', '是否办结', 'boolean'),
        field('onTime', '是否按期', 'boolean'),
        field('satisfied', '是否满意', 'boolean'),
      ],
      csvUrl: '/open/tickets.csv',
      rowCount: tickets.rows.length,
      asOf: tickets.asOf,
    },
  ];
}
