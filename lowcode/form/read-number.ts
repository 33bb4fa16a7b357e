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
  const within = (number: string) => {
    if (least !== null && isLess(number, least)) return refuse('TOO_SMALL');
    if (most !== null && isLess(most, number)) return refuse('TOO_LARGE');
    return number;
  };
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > 40) return refuse('TOO_LONG');
    const places = shortestPlaces(raw);
    if (places >= 0) return places > digits ? refuse('TOO_MANY_DIGITS') : within(raw);
    const text = cleanText(field.kind, raw);
    if (text === '') return null;
    const match = DECIMAL.exec(text);
    if (!match) return refuse('INVALID_FORMAT');
    const fraction = (match[3] ?? '').replace(/0+$/, '');
    if (fraction.length > digits) return refuse('TOO_MANY_DIGITS');
    const size = fraction === '' ? (match[2] as string) : `${match[2]}.${fraction}`;
    const number = size === '0' ? '0' : `${match[1]}${size}`;
    return within(number);
  };
}

/** Digits after the point of a number in its shortest form; -1 for other texts, which are read with more care. */
function shortestPlaces(text: string): number {
  const { length } = text;
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  if (length === start || length > 15) return -1;
  let point = -1;
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT && point < 0 && i > start) point = i;
    else if (code < ZERO || code > ZERO + 9) return -1;
  }
  const whole = (point < 0 ? length : point) - start;
  if (text.charCodeAt(start) === ZERO && (whole > 1 || (start === 1 && point < 0))) return -1;
  if (point < 0) return 0;
  return text.charCodeAt(length - 1) === ZERO || point === length - 1 ? -1 : length - point - 1;
}

const [MINUS, POINT, ZERO] = [45, 46, 48];

/** Exactly; texts of at most 15 characters have at most 15 digits, which doubles tell apart and keep in order. */
function isLess(a: string, b: string): boolean {
  return a.length <= 15 && b.length <= 15 ? Number(a) < Number(b) : new Exact(a).lt(b);
}
