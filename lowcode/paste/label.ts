/** What a written label says beside the name itself. */
export interface ReadLabel {
  readonly label: string;
  /** Null when the label does not say. */
  readonly required: boolean | null;
  readonly unit: string;
  readonly hint: string;
}

const LONGEST_LABEL = 60;
const UNITS =
  /^(?:单位[:：]?\s*)?((?:万|百|千)?元|㎡|m2|平方米|平方公里|亩|公顷|米|厘米|毫米|公里|千米|km|吨|千克|公斤|kg|个|人|户|天|日|月|年|岁|小时|分钟|台|辆|套|件|次|%|％|m|立方米|m3)$/i;

/** A name as it is written in a table: without numbering, stars, colons and spaces between the characters of a short name. */
export function readLabel(written: string): ReadLabel {
  let text = written.replaceAll(/\s+/g, ' ').trim();
  let required: boolean | null = null;
  let unit = '';
  const hints: string[] = [];
  if (/^[*＊★]|[*＊★]$/.test(text)) {
    required = true;
    text = text.replace(/^[*＊★]+/, '').replace(/[*＊★]+$/, '');
  }
  text = withoutNumber(text.trim());
  text = text.replaceAll(/[（(【[]([^（()）【】[\]]{1,60})[)）】\]]/g, (_, inner: string) => {
    const said = inner.trim();
    if (/^(必填|必须|必选)(项)?$/.test(said)) required = true;
    else if (/^(选填|可选|非必填|如有|若有|可不填)$/.test(said)) required = false;
    else if (UNITS.test(said)) unit = UNITS.exec(said)?.[1] ?? '';
    else if (/^(盖章|签字|签名|签章|公章|签字或盖章|手印)/.test(said)) return `（${said}）`;
    else if (said) hints.push(said);
    return '';
  });
  text = text.replace(/[:：_＿\s]+$/, '').trim();
  // 姓  名 is set wide to fill its cell.
  if (/^(?:\p{Script=Han}\s){1,3}\p{Script=Han}$/u.test(text)) text = text.replaceAll(' ', '');
  if (text.length > LONGEST_LABEL) {
    const end = /[，。；,;]/.exec(text.slice(0, LONGEST_LABEL))?.index ?? LONGEST_LABEL;
    hints.unshift(text.slice(end).replace(/^[，。；,;]\s*/, ''));
    text = text.slice(0, end);
  }
  return { label: text.toWellFormed().replaceAll('\ufffd', ''), required, unit, hint: hints.join('；').slice(0, 500) };
}

/** Without 1. 1、 一、 （1） ① before it; 2026年 and 3个月 are no numbers of a list. */
export function withoutNumber(text: string): string {
  const without = text
    .replace(/^[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*/, '')
    .replace(/^(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．]\s*(?![0-9])/, '')
    .replace(/^[①-⑳]\s*/, '');
  return without === '' ? text : without;
}
