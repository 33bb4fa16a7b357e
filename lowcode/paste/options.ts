import { withoutNumber } from './label.ts';
import type { PastedOption } from './row.ts';

const BOX = /[□☐○◯〇■☑☒●◻▢]/;
const MOST_OPTIONS = 200;

/** Whether a text is a set of boxes to tick. */
export function hasBoxes(text: string): boolean {
  return BOX.test(text);
}

/** What is before the first box: a label on the same line. */
export function beforeBoxes(text: string): string {
  return text.slice(0, text.search(BOX));
}

/** Options written with boxes (□男 □女) or in a row (男、女; 1-男 2-女); empty when it does not read like options. */
export function readOptions(text: string): readonly PastedOption[] {
  const parts = hasBoxes(text)
    ? text.slice(text.search(BOX)).split(new RegExp(BOX, 'g'))
    : text.split(text.includes('\n') ? '\n' : /[、,，;；|｜/／]/);
  const rows = parts.length === 1 && !hasBoxes(text) ? numbered(text) : parts;
  const seen = new Set<string>();
  return rows
    .map(optionOf)
    .filter(({ label }) => label !== '' && label.length <= 60 && !seen.has(label) && seen.add(label))
    .slice(0, MOST_OPTIONS);
}

/** 1.男 2.女, on one line. */
function numbered(text: string): readonly string[] {
  return text.split(/\s+(?=[0-9]{1,2}\s*[.、．:：-])/);
}

function optionOf(written: string): PastedOption {
  const text = written.replaceAll(/\s+/g, ' ').trim();
  const [, code = '', named = ''] = /^([0-9A-Za-z]{1,8})\s*[-—:：=.]\s*(.+)$/.exec(text) ?? [];
  const label = (named || withoutNumber(text)).replace(/[_＿:：。；;，,]+$/, '').replaceAll(/[（(][\s_＿]*[)）]/g, '');
  return { code: named ? code : '', label: label.trim() };
}

/** 是、否 are one box to tick. */
export function isYesNo(options: readonly PastedOption[]): boolean {
  const labels = options.map(({ label }) => label);
  return labels.length === 2 && labels.includes('是') && labels.includes('否');
}
