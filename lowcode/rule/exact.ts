import { Decimal } from 'decimal.js';

/** Forty digits: sums, products and tariffs of real answers are exact; 1/3 is rounded half up at the 40th digit. */
const Wide = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });

const WIDEST_SCALE = 15;
const POWERS = Array.from({ length: WIDEST_SCALE + 1 }, (_, i) => 10 ** i);

/** A decimal text or a whole number. */
type Numeral = string | number;

export type Rounding = 'half-up' | 'down' | 'up';
const MODES = { 'half-up': Decimal.ROUND_HALF_UP, down: Decimal.ROUND_DOWN, up: Decimal.ROUND_UP } as const;

/**
 * An exact decimal. Nearly all numbers of forms are a whole number of their last digit that a double holds exactly:
 * those are reckoned with as such, all others as decimals of 40 digits. Both ways give the same digits.
 */
export class Exact {
  /** The number in units of its last digit; only where `wide` is null. */
  private readonly unit: number;
  /** Digits after the point. */
  private readonly scale: number;
  private readonly wide: Decimal | null;

  /** From a decimal text, or a whole number of `scale` digits after the point. */
  constructor(value: string | number | Decimal, scale = 0) {
    if (typeof value === 'number' && Number.isSafeInteger(value)) {
      // Zero has one sign.
      this.unit = value === 0 ? 0 : value;
      this.scale = scale;
      this.wide = null;
      return;
    }
    const digits = typeof value === 'string' ? scaleOf(value) : -1;
    this.unit = digits < 0 ? 0 : unitOf(value as string);
    this.scale = Math.max(digits, 0);
    this.wide = digits < 0 ? (value instanceof Wide ? value : new Wide(value)) : null;
  }

  /** The same digits with the point moved to the left: yuan from fen by 2. */
  pointMoved(places: number): Exact {
    if (this.wide === null && this.scale + places <= WIDEST_SCALE) return new Exact(this.unit, this.scale + places);
    return new Exact(this.toWide().times(new Wide(10).pow(-places)));
  }

  plus(other: Exact | Numeral): Exact {
    const b = exact(other);
    if (this.wide === null && b.wide === null) {
      const scale = Math.max(this.scale, b.scale);
      const [x, y] = [this.unitAt(scale), b.unitAt(scale)];
      if (Number.isSafeInteger(x) && Number.isSafeInteger(y) && Number.isSafeInteger(x + y))
        return new Exact(x + y, scale);
    }
    return new Exact(this.toWide().plus(b.toWide()));
  }

  minus(other: Exact | Numeral): Exact {
    const b = exact(other);
    if (this.wide === null && b.wide === null) {
      const scale = Math.max(this.scale, b.scale);
      const [x, y] = [this.unitAt(scale), b.unitAt(scale)];
      if (Number.isSafeInteger(x) && Number.isSafeInteger(y) && Number.isSafeInteger(x - y))
        return new Exact(x - y, scale);
    }
    return new Exact(this.toWide().minus(b.toWide()));
  }

  times(other: Exact | Numeral): Exact {
    const b = exact(other);
    const scale = this.scale + b.scale;
    if (this.wide === null && b.wide === null && scale <= WIDEST_SCALE) {
      const product = this.unit * b.unit;
      if (Number.isSafeInteger(product)) return new Exact(product, scale);
    }
    return new Exact(this.toWide().times(b.toWide()));
  }

  div(other: Exact | Numeral): Exact {
    const b = exact(other);
    return new Exact(this.toWide().div(b.toWide()));
  }

  abs(): Exact {
    if (this.wide === null) return this.unit < 0 ? new Exact(-this.unit, this.scale) : this;
    return new Exact(this.wide.abs());
  }

  /** To so many digits after the point (before it when negative), half up where nothing is said. */
  rounded(digits: number, mode: Rounding = 'half-up'): Exact {
    if (this.wide !== null || digits < 0) {
      const value = this.toWide();
      if (digits >= 0) return new Exact(value.toDecimalPlaces(digits, MODES[mode]));
      return new Exact(value.toNearest(new Wide(10).pow(-digits), MODES[mode]));
    }
    if (this.scale <= digits) return this;
    const power = POWERS[this.scale - digits] as number;
    const rest = this.unit % power;
    const whole = (this.unit - rest) / power;
    const away = mode === 'up' ? rest !== 0 : mode === 'half-up' && Math.abs(rest) * 2 >= power;
    return new Exact(away ? whole + (this.unit < 0 ? -1 : 1) : whole, digits);
  }

  /** -1, 0 or 1. */
  comparedTo(other: Exact | Numeral): number {
    const b = exact(other);
    if (this.wide === null && b.wide === null) {
      const scale = Math.max(this.scale, b.scale);
      const [x, y] = [this.unitAt(scale), b.unitAt(scale)];
      if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x === y ? 0 : x < y ? -1 : 1;
    }
    return this.toWide().comparedTo(b.toWide());
  }

  gt(other: Exact | Numeral): boolean {
    return this.comparedTo(other) > 0;
  }

  gte(other: Exact | Numeral): boolean {
    return this.comparedTo(other) >= 0;
  }

  lt(other: Exact | Numeral): boolean {
    return this.comparedTo(other) < 0;
  }

  /** Whether it could be larger than what a double counts exactly; where not, no bound above that is passed. */
  isWide(): boolean {
    return this.wide !== null;
  }

  isZero(): boolean {
    return this.wide === null ? this.unit === 0 : this.wide.isZero();
  }

  isNegative(): boolean {
    return this.wide === null ? this.unit < 0 : this.wide.isNegative() && !this.wide.isZero();
  }

  isInteger(): boolean {
    return this.wide === null ? this.unit % (POWERS[this.scale] as number) === 0 : this.wide.isInteger();
  }

  toNumber(): number {
    return this.wide === null ? this.unit / (POWERS[this.scale] as number) : this.wide.toNumber();
  }

  /** As a decimal text: no exponent, no zeros at the end. */
  toFixed(): string {
    if (this.wide !== null) return this.wide.isZero() ? '0' : this.wide.toFixed();
    let { unit, scale } = this;
    while (scale > 0 && unit % 10 === 0) {
      unit /= 10;
      scale--;
    }
    if (scale === 0) return String(unit);
    const digits = String(Math.abs(unit)).padStart(scale + 1, '0');
    const point = digits.length - scale;
    return `${unit < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  toString(): string {
    return this.toFixed();
  }

  private unitAt(scale: number): number {
    return scale === this.scale ? this.unit : this.unit * (POWERS[scale - this.scale] as number);
  }

  private toWide(): Decimal {
    return this.wide ?? new Wide(this.unit).div(POWERS[this.scale] as number);
  }
}

function exact(value: Exact | Numeral): Exact {
  return value instanceof Exact ? value : new Exact(value);
}

/** Digits after the point of a plain decimal of at most 15 digits; -1 for any other text. */
function scaleOf(text: string): number {
  const { length } = text;
  const start = text.charCodeAt(0) === 45 ? 1 : 0;
  if (length === start || length - start > WIDEST_SCALE + 1) return -1;
  let point = -1;
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 && point < 0 && i > start && i < length - 1) point = i;
    else if (code < 48 || code > 57) return -1;
  }
  if (point < 0) return length - start > WIDEST_SCALE ? -1 : 0;
  return length - point - 1;
}

/** Its digits as a whole number. */
function unitOf(text: string): number {
  let unit = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0) unit = unit * 10 + digit;
  }
  return text.charCodeAt(0) === 45 && unit !== 0 ? -unit : unit;
}
