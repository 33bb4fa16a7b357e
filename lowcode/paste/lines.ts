import { isOffice, sentenceKind } from './blank.ts';
import { guessField } from './guess.ts';
import { readLabel } from './label.ts';
import { beforeBoxes, hasBoxes } from './options.ts';
import { type PastedRow, pastedRow } from './row.ts';

const ROOM = /([\p{L}\p{N}（）()、/]{2,24})\s*[:：]\s*(?:[_＿]{1,80}|\s{3,80}|$)/gu;
const MOST = 12;

/** The questions within one text: boxes after a label, or names each followed by a colon and room to write. */
export function inlineFields(text: string, from: number): readonly PastedRow[] {
  return text
    .split('\n')
    .slice(0, 40)
    .flatMap((line) => lineFields(line, from));
}

function lineFields(line: string, from: number): readonly PastedRow[] {
  if (hasBoxes(line)) {
    const label = beforeBoxes(line);
    const named = readLabel(label).label;
    return named === '' ? [] : [guessField({ label, options: line.slice(label.length), from })];
  }
  const names = [...line.slice(0, 1000).matchAll(ROOM)].map(([, name = '']) => name).slice(0, MOST);
  return names.map((label) => guessField({ label, from })).filter(({ label }) => label !== '');
}

/** A list of questions, one a line; chapters (一、) are headings. */
export function readLines(lines: readonly string[]): readonly PastedRow[] {
  return lines.flatMap((line, from): readonly PastedRow[] => {
    const text = line.trim();
    if (text === '') return [];
    if (
      /^([一二三四五六七八九十]{1,3}\s*[、.．]|第[一二三四五六七八九十]{1,3}(部分|章|节|页))/.test(text) &&
      !hasBoxes(text)
    ) {
      const label = readLabel(text.replace(/^第[一二三四五六七八九十]+(部分|章|节|页)\s*/, '')).label;
      return label === '' ? [] : [pastedRow({ as: 'section', label, from })];
    }
    const inline = inlineFields(text, from);
    if (inline.length > 0) return inline;
    const kind = sentenceKind(text);
    if (kind !== 'heading' && text.length > 24) return [pastedRow({ kind, label: text.slice(0, 500), from })];
    const field = guessField({ label: text, from });
    return field.label === '' ? [] : [isOffice(field.label) ? { ...field, as: 'office' } : field];
  });
}
