import type { ColumnType } from '../../lowcode/form/listing.ts';

/** Most digits after the point that a number field may have. */
const DIGITS = 6;
/** Digits of the largest number with that many decimals. */
const WIDTH = 22;
const LONGEST = 100;
/** A number of so many digits is exact. */
const EXACT_DIGITS = 15;

/** A whole number, exactly: a plain number as long as that is exact, else a large one. They compare with one another. */
export type Whole = number | bigint;

/** A decimal text as a whole number of millionths, exactly; null for what is no number. */
export function scaled(text: unknown): Whole | null {
  const match = typeof text === 'string' ? /^(-?)([0-9]{1,15})(?:\.([0-9]{1,6}))?$/.exec(text) : null;
  if (!match) return null;
  const digits = `${match[2]}${(match[3] ?? '').padEnd(DIGITS, '0')}`;
  const whole = digits.length <= EXACT_DIGITS ? Number(digits) : BigInt(digits);
  return match[1] && whole !== 0 ? -whole : whole;
}

/**
 * A text that sorts by code units as the answer does among answers of its type; null for one that was not given or cannot be
 * sorted. A negative number is written by what it lacks, behind a smaller mark.
 */
export function sortText(type: ColumnType, answer: unknown): string | null {
  if (typeof answer !== 'string' || answer === '') return null;
  if (type !== 'number' && type !== 'money')
    return [...answer]
      .slice(0, LONGEST)
      .join('')
      .replaceAll(/\p{Cc}/gu, ' ');
  const found = scaled(answer);
  if (found === null) return null;
  const number = BigInt(found);
  if (number >= 0n) return `1${String(number).padStart(WIDTH, '0')}`;
  return `0${String(10n ** BigInt(WIDTH) + number).padStart(WIDTH, '0')}`;
}

/**
 * Millionths, divided, as a decimal text of at most six digits, rounded half away from nought; whole for `whole` (fen). No
 * floating point is in it.
 */
export function shownNumber(millionths: bigint, by: bigint, whole: boolean): string {
  const unit = whole ? by * 10n ** BigInt(DIGITS) : by;
  const size = millionths < 0n ? -millionths : millionths;
  const rounded = (size * 2n + unit) / (unit * 2n);
  const sign = millionths < 0n && rounded > 0n ? '-' : '';
  if (whole) return `${sign}${rounded}`;
  const text = String(rounded).padStart(DIGITS + 1, '0');
  const part = text.slice(-DIGITS).replace(/0+$/, '');
  return `${sign}${text.slice(0, -DIGITS)}${part ? `.${part}` : ''}`;
}
