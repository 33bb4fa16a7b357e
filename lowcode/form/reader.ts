import type { Answer, FieldErrorCode } from './definition.ts';

/** Why an answer is not kept. */
export class Refusal {
  readonly code: FieldErrorCode;
  /** Of an answer of several parts, the one it is about. */
  readonly part: string | undefined;
  constructor(code: FieldErrorCode, part?: string) {
    this.code = code;
    this.part = part;
  }
}

export type Reader = (raw: unknown) => Answer | Refusal;

const refusals = new Map<FieldErrorCode, Refusal>();

/** The refusal with a code; the same object each time. */
export function refuse(code: FieldErrorCode): Refusal {
  let refusal = refusals.get(code);
  if (!refusal) {
    refusal = new Refusal(code);
    refusals.set(code, refusal);
  }
  return refusal;
}

/** A plain object from outside, whatever its prototype; keys are to be read with Object.hasOwn. */
export function isObject(raw: unknown): raw is { readonly [key: string]: unknown } {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** Whether an object has exactly these keys. */
export function hasExactly(raw: { readonly [key: string]: unknown }, keys: readonly string[]): boolean {
  return Object.keys(raw).length === keys.length && keys.every((key) => Object.hasOwn(raw, key));
}
