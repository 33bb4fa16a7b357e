import { type Vocabularies, w } from './vocabulary.ts';

/** What is counted in public. */
export const openDataWords = {
  openCaseDimension: {
    service: w('事项', 'Service'),
    unit: w('部门', 'Department'),
    channel: w('申请渠道', 'Channel'),
    outcome: w('办理结果', 'Outcome'),
    quarter: w('季度', 'Quarter'),
  },
  openTicketDimension: {
    kind: w('类型', 'Kind'),
    category: w('分类', 'Category'),
    town: w('乡镇', 'Town'),
    closed: w('是否办结', 'Closed'),
    quarter: w('季度', 'Quarter'),
  },
  measure: {
    decided: w('办结件', 'Decided'),
    onTime: w('按时办结', 'On time'),
    late: w('逾期办结', 'Late'),
    daysSaved: w('节省工作日', 'Days saved'),
    rated: w('评价', 'Ratings'),
    ticketsClosed: w('工单办结', 'Tickets closed'),
    ticketsOnTime: w('工单按时', 'Tickets on time'),
    ticketsSatisfied: w('工单满意', 'Tickets satisfied'),
  },
} as const satisfies Vocabularies;
