import type { DocumentBlock, DocumentTemplate } from './definition.ts';

const OPENING = '你（单位）于{@submittedOn}提出的“{@service}”申请（编号 {@number}）';
const text = (words: string): DocumentBlock => ({ kind: 'text', text: words });
const TO: DocumentBlock = { kind: 'text', text: '{@applicant}：', align: 'start' };
const SIGN: DocumentBlock = { kind: 'sign' };

/** The documents of every item that declares none of its own for an occasion (行政许可法 32, 38, 45). */
export const STANDARD_DOCUMENTS: readonly DocumentTemplate[] = [
  {
    key: 'granted',
    title: { zh: '准予{@permit}决定书' },
    occasion: 'granted',
    blocks: [
      TO,
      text(`${OPENING}，经审查，符合法定条件，决定准予{@act}。[办理用时{@daysUsed}。]`),
      text('[颁发《{@licenceType}》，证照编号：{@licence}。]'),
      SIGN,
    ],
  },
  {
    key: 'refused',
    title: { zh: '不予{@permit}决定书' },
    occasion: 'refused',
    blocks: [
      TO,
      text(`${OPENING}，经审查，决定不予{@act}。[办理用时{@daysUsed}。]`),
      { kind: 'list', of: 'grounds' },
      SIGN,
    ],
  },
  {
    key: 'not-accepted',
    title: { zh: '不予受理决定书' },
    occasion: 'notAccepted',
    blocks: [TO, text(`${OPENING}，经审查，决定不予受理。`), { kind: 'list', of: 'grounds' }, SIGN],
  },
  {
    key: 'suspension',
    title: { zh: '特别程序告知书' },
    occasion: 'suspension',
    blocks: [
      TO,
      text(`${OPENING}，办理中依法需要{@procedure}，所需时间不计算在办理期限内。程序结束后继续计算。`),
      text('[理由：{@procedureReason}]'),
      SIGN,
    ],
  },
  {
    key: 'acceptance',
    title: { zh: '受理通知书' },
    occasion: 'acceptance',
    blocks: [
      TO,
      text(`${OPENING}，{@acceptance}`),
      text('[本机关承诺于{@promisedDue}前办结。][法定期限为{@legalDue}。]特别程序所需时间不计算在内，另行书面告知。'),
      SIGN,
    ],
  },
  {
    key: 'supplement',
    title: { zh: '申请材料补正告知书' },
    occasion: 'supplement',
    blocks: [
      TO,
      text(`${OPENING}，经审查，材料不齐全或者不符合法定形式。现一次告知需要补正的全部内容：`),
      { kind: 'list', of: 'defects' },
      text('请补正后提交。补正材料收到之日起重新计算受理期限。'),
      SIGN,
    ],
  },
];

/** An item's documents: its own, and the standard ones for occasions it has none for, in the order of the standard. */
export function documentsOf(own: readonly DocumentTemplate[] | undefined): readonly DocumentTemplate[] {
  const mine = own ?? [];
  const taken = new Set(mine.map(({ occasion }) => occasion));
  const order = STANDARD_DOCUMENTS.flatMap((standard) =>
    taken.has(standard.occasion) ? mine.filter(({ occasion }) => occasion === standard.occasion) : [standard],
  );
  return [...order, ...mine.filter(({ occasion }) => occasion === 'application')];
}
