import { Exact } from '../rule/value.ts';
import { USUAL_DIGITS } from './bounds.ts';
import { cleanText } from './clean.ts';
import type { Field } from './definition.ts';
import { type Reader, refuse } from './reader.ts';

const DECIMAL = /^(-?)0*([0-9]{1,15})(?:\.([0-9]{1,15}))?$/;

/**
 * Number, integer, money (in fen): kept in its shortest form, so that equal numbers are equal texts. Bounds are those
 * of the form; money is not negative unless the form's lower bound says so. `min` and `max` of money are in yuan.
 */
export function readNumber(field: Field): Reader {
  const scale = field.kind === 'money' ? 100 : 1;
  const digits = field.kind === 'number' ? (field.digits ?? USUAL_DIGITS) : 0;
  const min = field.min ?? (field.kind === 'money' ? '0' : undefined);
  const least = min === undefined ? null : new Exact(min).times(scale).toFixed();
  const most = field.max === undefined ? null : new Exact(field.max).times(scale).toFixed();
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > 40) return refuse('TOO_LONG');
    const text = cleanText(field.kind, raw);
    if (text === '') return null;
    const match = DECIMAL.exec(text);
    if (!match) return refuse('INVALID_FORMAT');
    const fraction = (match[3] ?? '').replace(/0+$/, '');
    if (fraction.length > digits) return refuse('TOO_MANY_DIGITS');
    const size = fraction === '' ? (match[2] as string) : `${match[2]}.${fraction}`;
    const number = size === '0' ? '0' : `${match[1]}${size}`;
    if (least !== null && isLess(number, least)) return refuse('TOO_SMALL');
    if (most !== null && isLess(most, number)) return refuse('TOO_LARGE');
    return number;
  };
}

/** Exactly; texts of at most 15 characters have at most 15 digits, which doubles tell apart and keep in order. */
function isLess(a: string, b: string): boolean {
  return a.length <= 15 && b.length <= 15 ? Number(a) < Number(b) : new Exact(a).lt(b);
}
