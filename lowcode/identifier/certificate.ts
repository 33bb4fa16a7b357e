import { isDate } from '../calendar/date.ts';
import { identityNumberProblem } from './identity-number.ts';

/** What a certificate's number must look like, by the code of its kind (GA/T 517). Formats from general knowledge. */
type Problem = 'INVALID_FORMAT' | 'CHECK_DIGIT';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

const FORMATS: { readonly [kind: string]: RegExp } = {
  // 户口簿: household number.
  '113': /^[0-9A-Z]{6,20}$/,
  // 军官证, 武警警官证: 军字第1234567号, or the digits alone.
  '114': /^(?:\p{Script=Han}{1,4}字第)?[0-9A-Z]{4,10}号?$/u,
  '115': /^(?:\p{Script=Han}{1,4}字第)?[0-9A-Z]{4,10}号?$/u,
  // 出生医学证明: a letter and nine digits.
  '117': /^[A-Z][0-9]{9}$/,
  // 护照, of any country.
  '414': /^(?=.*[0-9])[A-Z0-9]{5,17}$/,
  // 台胞证: eight digits, earlier ones with two more.
  '511': /^[0-9]{8}(?:[0-9]{2})?$/,
  // 港澳通行证: H or M, eight digits, earlier ones with two more.
  '516': /^[HM][0-9]{8}(?:[0-9]{2})?$/,
};
/** Residence permits carry identity numbers of the special regions' own prefixes. */
const PREFIXES: { readonly [kind: string]: RegExp } = { '810': /^8[12]/, '820': /^83/ };

/** A certificate's number as it is kept: half-width, without spaces, upper case. */
export function cleanCertificateNumber(text: string): string {
  return text
    .slice(0, 60)
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, '')
    .toUpperCase();
}

/** Null when a cleaned number can be one of this kind of certificate; a kind that is not known is refused. */
export function certificateProblem(kind: string, number: string): Problem | null {
  if (number.length > 30) return 'INVALID_FORMAT';
  if (kind === '111' || kind === '112' || Object.hasOwn(PREFIXES, kind)) {
    if (PREFIXES[kind]?.test(number) === false) return 'INVALID_FORMAT';
    const found = identityNumberProblem(number);
    return found === null ? null : found.code === 'CHECK_CHARACTER' ? 'CHECK_DIGIT' : 'INVALID_FORMAT';
  }
  if (kind === '553') return permanentResidentProblem(number);
  return Object.hasOwn(FORMATS, kind) && FORMATS[kind]?.test(number) ? null : 'INVALID_FORMAT';
}

/** 外国人永久居留身份证: three letters and twelve digits, or since 2023 18 places with a date of birth and the check of GB 11643. */
function permanentResidentProblem(number: string): Problem | null {
  if (/^[A-Z]{3}[0-9]{12}$/.test(number)) return null;
  if (!/^9[0-9]{16}[0-9X]$/.test(number)) return 'INVALID_FORMAT';
  if (!isDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)) return 'INVALID_FORMAT';
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return CHECKS.charAt(sum % 11) === number.charAt(17) ? null : 'CHECK_DIGIT';
}
