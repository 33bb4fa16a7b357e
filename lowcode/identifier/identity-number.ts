import { isDate } from '../calendar/date.ts';
import type { CheckProblem } from './credit-code.ts';
import { isProvincePrefix } from './division.ts';

/** Citizen identity number (公民身份号码), GB 11643: division, date of birth, serial, check character. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const BODY = /^[1-9][0-9]{16}$/;

export type IdentityNumberProblem = CheckProblem | { readonly code: 'DIVISION' } | { readonly code: 'BIRTH_DATE' };

/** The check character of the first 17 digits; null when they are not 17 digits. */
export function identityNumberCheck(body: string): string | null {
  if (!BODY.test(body)) return null;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (body.charCodeAt(i) - 48) * (WEIGHTS[i] as number);
  return CHECKS.charAt(sum % 11);
}

/** Null when valid, else what is wrong first: form, province, date of birth, check character (an upper-case X). */
export function identityNumberProblem(text: string): IdentityNumberProblem | null {
  if (text.length !== 18 || !/[0-9X]/.test(text.charAt(17))) return { code: 'FORMAT' };
  const expected = identityNumberCheck(text.slice(0, 17));
  if (expected === null) return { code: 'FORMAT' };
  if (!isProvincePrefix(text.slice(0, 2))) return { code: 'DIVISION' };
  const born = dateIn(text);
  if (!isDate(born) || born < '1850-01-01') return { code: 'BIRTH_DATE' };
  return expected === text.charAt(17) ? null : { code: 'CHECK_CHARACTER', expected };
}

export function isIdentityNumber(text: string): boolean {
  return identityNumberProblem(text) === null;
}

/** Date of birth, YYYY-MM-DD; null when the number is not valid. */
export function birthDate(text: string): string | null {
  return isIdentityNumber(text) ? dateIn(text) : null;
}

/** 男 or 女, by the parity of the 17th digit; null when the number is not valid. */
export function sex(text: string): '男' | '女' | null {
  if (!isIdentityNumber(text)) return null;
  return (text.charCodeAt(16) - 48) % 2 === 1 ? '男' : '女';
}

/** The six-digit division of first registration, which may no longer exist; null when the number is not valid. */
export function division(text: string): string | null {
  return isIdentityNumber(text) ? text.slice(0, 6) : null;
}

function dateIn(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
}
