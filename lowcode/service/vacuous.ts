/**
 * Words that look like an answer and say nothing (兜底条款): a guide that asks for 'other materials' or rests on
 * 'relevant regulations' tells people neither what to bring nor why.
 */
const EMPTY_WORDS = [
  ...['相关法规', '相关法律法规', '有关法律法规', '有关法规', '相关规定', '有关规定', '相关政策', '有关政策'],
  ...[
    '相关表格',
    '有关表格',
    '相关材料',
    '有关材料',
    '其他材料',
    '其它材料',
    '其他相关材料',
    '其他有关材料',
    '其他资料',
  ],
  ...['相关证件', '有关证件', '相关证明', '有关证明', '其他证明', '规定的其他', '要求的其他', '需要的其他', '其他条件'],
];
/** A list that is left open at its end. */
const OPEN_END =
  /等(?:等|相关|有关|其他|其它)*(?:材料|资料|证件|证明|文件|手续|法律|法规|规定|条件|表格)*[。；;，,、.]?$/;
/** Words that end with 等 and mean it. */
const WHOLE_WORDS = /(?:平|同|相|高|中|初|均|对|甲|乙|丙|丁|优|劣|上|下|次|特|头|一|二|三|四|五)等[。；;]?$/;
const PLACEHOLDER = /^(?:无|暂无|待定|略|见附件|另附|同上|详见.{0,12}|test|测试|[-—/.。…xX]+)$/;

/** The words that say nothing in a text of a guide, or null when it says something. */
export function vacuousPart(text: string): string | null {
  const trimmed = text.trim();
  const word = EMPTY_WORDS.find((one) => trimmed.includes(one));
  if (word) return word;
  if (PLACEHOLDER.test(trimmed)) return trimmed;
  return OPEN_END.test(trimmed) && !WHOLE_WORDS.test(trimmed) ? '等' : null;
}
