import { fenFrom, isFen, moneyTyped } from '../money.ts';
import type { Answer, DateRange, Field } from './definition.ts';

/**
 * What somebody typed into one control as a raw answer for `evaluate`: money from yuan to fen, 是/否 to a boolean,
 * the rest as text. What cannot be converted stays as it was typed, and `evaluate` refuses it.
 */
export function rawFromText(field: Field, typed: string): unknown {
  switch (field.kind) {
    case 'money':
      return fenFrom(typed);
    case 'boolean':
      return BOOLEANS.get(typed.trim()) ?? (typed.trim() === '' ? null : typed);
    case 'declaration':
      return BOOLEANS.get(typed.trim()) === true ? true : null;
    case 'choices':
    case 'units':
      return typed === '' ? [] : typed.split(',');
    default:
      return typed;
  }
}

/** One answer as the text of its control: the reverse of `rawFromText` for what `evaluate` has kept. */
export function textFromAnswer(field: Field, answer: Answer): string {
  if (answer === null) return '';
  if (typeof answer === 'boolean') return answer ? 'true' : 'false';
  if (typeof answer === 'string') return field.kind === 'money' && isFen(answer) ? moneyTyped(answer) : answer;
  if (!Array.isArray(answer)) return `${(answer as DateRange).from}/${(answer as DateRange).to}`;
  return answer.map((one) => (typeof one === 'string' ? one : one.id)).join(',');
}

const BOOLEANS = new Map([
  ['true', true],
  ['on', true],
  ['是', true],
  ['false', false],
  ['否', false],
]);
