import { geometryFrom, pointLines } from '../geometry.ts';
import { fenFrom, isFen, moneyTyped } from '../money.ts';
import type { Answer, Field } from './definition.ts';

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
  if (field.kind === 'geometry' && typeof answer === 'string') return linesOf(field, answer);
  if (typeof answer === 'string') return field.kind === 'money' && isFen(answer) ? moneyTyped(answer) : answer;
  if (!Array.isArray(answer)) return 'from' in answer ? `${answer.from}/${answer.to}` : JSON.stringify(answer);
  return answer.map((one) => (typeof one === 'string' ? one : one.id)).join(',');
}

/** A geometry to be typed on: one point a line; what is none stays as it was typed. */
function linesOf({ draws }: Field, text: string): string {
  const geometry = geometryFrom(text, draws === 'line' ? 'LineString' : 'Polygon');
  return geometry ? pointLines(geometry) : text;
}

const BOOLEANS = new Map([
  ['true', true],
  ['on', true],
  ['是', true],
  ['false', false],
  ['否', false],
]);
