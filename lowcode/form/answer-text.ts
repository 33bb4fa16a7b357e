import { optionsOf } from '../code-lists/options.ts';
import { shortDateWords } from '../dates.ts';
import { propertyUnitWords } from '../identifier/property-unit.ts';
import { isFen, moneyFigure, moneyWords } from '../money.ts';
import { moneyCapitals } from '../money-capitals.ts';
import { type Language, textIn } from '../words.ts';
import { OPEN_END } from './bounds.ts';
import type { Answer, Field, FileAnswer } from './definition.ts';
import { geometryText } from './geometry-text.ts';
import { partsOf } from './parts.ts';

/** Names of what answers keep by code. What has no name is shown as it is kept. */
export interface Names {
  readonly division?: (code: string) => string | undefined;
  readonly unit?: (code: string) => string | undefined;
  readonly staff?: (code: string) => string | undefined;
}

export interface Wording {
  readonly language?: Language;
  readonly names?: Names;
}

/**
 * An answer as people read it: labels of choices, 是/否, money as 1,234.50元 (and in capitals where the field says so),
 * numbers with their unit (unless `bare`), dates as 2026年3月16日, names of files, parts one after the other. Empty for an
 * empty answer. Without the field, the value as it is kept. Never throws, also for what a draft holds.
 */
export function answerText(field: Field | undefined, answer: Answer, bare = false, wording: Wording = {}): string {
  const { language = 'zh' } = wording;
  if (answer === null || answer === undefined) return '';
  if (typeof answer === 'boolean') return language === 'en' ? (answer ? 'Yes' : 'No') : answer ? '是' : '否';
  if (typeof answer === 'string') return field && answer !== '' ? textOf(field, answer, bare, wording) : answer;
  if (!Array.isArray(answer)) return partsText(field, answer as unknown as Given, wording);
  return (answer as readonly (string | FileAnswer)[])
    .map((one) => (typeof one === 'string' ? listedText(field, one, wording) : one.name))
    .join(language === 'en' ? ', ' : '、');
}

type Given = { readonly [part: string]: unknown };

function textOf(field: Field, answer: string, bare: boolean, wording: Wording): string {
  const { language = 'zh', names = {} } = wording;
  switch (field.kind) {
    case 'choice':
    case 'unit':
      return listedText(field, answer, wording);
    case 'staff':
      return names.staff?.(answer) ?? answer;
    case 'division':
      return names.division?.(answer) ?? answer;
    case 'money':
      return moneyText(field, answer, bare, language);
    case 'number':
    case 'integer':
      return bare || !field.unit ? answer : `${answer}${language === 'en' ? ' ' : ''}${textIn(field.unit, language)}`;
    case 'date':
      return dateText(answer, language, field.openEnd);
    case 'rating':
      return language === 'en' ? `${answer} of 5` : `${answer}分（满分5分）`;
    case 'consent':
      return language === 'en' ? `Agreed (version ${answer})` : `已同意（版本${answer}）`;
    case 'propertyUnit':
      return propertyUnitWords(answer);
    case 'geometry':
      return geometryText(answer, language);
    default:
      return answer;
  }
}

function moneyText({ capitals }: Field, fen: string, bare: boolean, language: Language): string {
  if (!isFen(fen)) return fen;
  const figure = bare ? moneyFigure(fen) : moneyWords(fen, language);
  return capitals && !bare && language === 'zh' ? `${figure}（大写：${moneyCapitals(fen)}）` : figure;
}

function listedText(field: Field | undefined, value: string, { language = 'zh', names = {} }: Wording): string {
  if (field?.kind === 'unit' || field?.kind === 'units') return names.unit?.(value) ?? value;
  const label = field && optionsOf(field).find((option) => option.value === value)?.label;
  return label ? textIn(label, language) : value;
}

/** Each part in its place; a certificate's number and a company's code stand in brackets after the name. */
function partsText(field: Field | undefined, given: Given, wording: Wording): string {
  const { language = 'zh' } = wording;
  if ('from' in given) {
    const [from, to] = [given.from, given.to].map((day) => dateText(String(day ?? ''), language, true));
    return language === 'en' ? `${from} to ${to}` : `${from}至${to}`;
  }
  const parts = (field && partsOf(field)) ?? [];
  const [first = '', ...rest] = parts
    .map((part) => [part, given[part.key]] as const)
    .filter(([part]) => part.kind !== 'declaration')
    .map(([part, value]) => (typeof value === 'string' ? answerText(part, value, false, wording) : ''))
    .filter((text) => text !== '');
  const others = rest.join(' ');
  switch (field?.kind) {
    case 'person':
    case 'company':
      return others === '' ? first : language === 'en' ? `${first} (${others})` : `${first}（${others}）`;
    case 'signature':
      return first === '' ? '' : language === 'en' ? `${first} (signed)` : `${first}（本人签名）`;
    default:
      return [first, others].filter(Boolean).join(' ');
  }
}

/** A date as people read it; a draft may hold what is no date yet. */
function dateText(date: string, language: Language, openEnd = false): string {
  if (openEnd && date === OPEN_END) return language === 'en' ? 'no end' : '长期';
  try {
    return shortDateWords(date, language);
  } catch {
    return date;
  }
}
