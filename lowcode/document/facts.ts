/** Facts of a case that documents may name, with the words a clerk chooses them by. */
export const DOCUMENT_FACTS = {
  number: '办件编号',
  documentNumber: '文号',
  service: '事项名称',
  unit: '办理机关',
  applicant: '申请人名称',
  submittedOn: '申请日期',
  acceptedOn: '受理日期',
  acceptance: '受理的理由',
  promisedDue: '承诺办结日期',
  legalDue: '法定办结日期',
  procedure: '特别程序',
  procedureReason: '停止计时的理由',
  decidedOn: '决定日期',
  daysUsed: '办理用时',
  fee: '应缴费用金额',
  licenceType: '证照名称',
  licence: '证照编号',
  permit: '“行政许可”字样',
  act: '“许可”或“办理”',
  on: '文书日期',
} as const;

export type DocumentFact = keyof typeof DOCUMENT_FACTS;

export type DocumentFacts = { readonly [fact in DocumentFact]: string | null };

export function isDocumentFact(name: string): name is DocumentFact {
  return Object.hasOwn(DOCUMENT_FACTS, name);
}
