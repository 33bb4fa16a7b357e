/** What stands where somebody is to write: dots, a date to complete, a unit, a stamp. */
export interface Blank {
  readonly date: 'day' | 'range' | null;
  readonly unit: string;
  /** Asks for a stamp: what an office gives. */
  readonly stamp: boolean;
}

/** Reads a text as room to write; null when it says something of its own. Empty text is room. */
export function blankOf(text: string): Blank | null {
  const unit = /^[_＿\s.。…]*((?:万|百)?元|㎡|平方米|米|亩|天|岁|人|户|个|%)$/.exec(text)?.[1] ?? '';
  if (unit !== '') return { date: null, unit, stamp: false };
  if (/^[年月日时分至到]$/.test(text)) return null;
  const stamp = /盖章|公章|签章/.test(text);
  const left = text.replaceAll(/[（(]?(加?盖章|公章|签章|签字|签名|印章)[)）]?/g, '');
  if (/[^_＿\s.…年月日时分至到:：（）()—–\-/]/.test(left)) return null;
  const dates = left.match(/年[_＿\s]*月/g)?.length ?? 0;
  return { date: dates > 1 ? 'range' : dates === 1 ? 'day' : null, unit: '', stamp };
}

const OFFICE =
  /(审核|审批|审查|审定|审验|受理|初审|复审|复核|核准|核定|批准|办理|主管|经办|登记机关|发证机关|村（?居）?委会|村民委员会|居委会|街道|乡镇|镇政府|民政|部门|机关|单位|领导|公示|调查).{0,10}(意见|结论|结果|签字|签章|盖章)/;

/** Whether words are for the office and not for who applies. */
export function isOffice(text: string): boolean {
  return (
    OFFICE.test(text) ||
    /^(以下|此栏|本栏).{0,12}(部门|机关|单位|工作人员|经办人|窗口).{0,6}(填写|填)/.test(text) ||
    /^(经办人|审核人|审批人|受理人|受理编号|受理日期|办理编号|档案号|登记号|审核日期|审批日期|许可证编号)$/.test(
      text.replaceAll(/[\s:：]/g, ''),
    )
  );
}

/** What a sentence across a form is. */
export function sentenceKind(text: string): 'heading' | 'declaration' | 'note' {
  if (/承诺|声明|保证|属实|法律责任|授权|知悉|同意/.test(text) && text.length > 12) return 'declaration';
  return text.length > 30 || /[。；;]/.test(text) || /^(注|说明|填表说明|备注|提示)[:：]/.test(text)
    ? 'note'
    : 'heading';
}
