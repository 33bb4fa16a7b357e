import { isBankCard } from '../identifier/bank-card.ts';
import { creditCodeProblem } from '../identifier/credit-code.ts';
import { isDivisionCode } from '../identifier/division.ts';
import { identityNumberProblem } from '../identifier/identity-number.ts';
import { landlineOf } from '../identifier/landline.ts';
import { licenceIdentifierProblem } from '../identifier/licence-identifier.ts';
import { isEmail, isLicencePlate, isMobilePhone, isPhone, isPostcode } from '../identifier/patterns.ts';
import { isPropertyUnit } from '../identifier/property-unit.ts';
import { cleanText } from './clean.ts';
import type { FieldErrorCode, FieldKind } from './definition.ts';
import { type Reader, refuse } from './reader.ts';

type Problem = (text: string) => FieldErrorCode | null;

const format =
  (valid: (text: string) => boolean): Problem =>
  (text) =>
    valid(text) ? null : 'INVALID_FORMAT';

const checked =
  (problem: (text: string) => { readonly code: string } | null): Problem =>
  (text) => {
    const found = problem(text);
    return found === null ? null : found.code === 'CHECK_CHARACTER' ? 'CHECK_DIGIT' : 'INVALID_FORMAT';
  };

const PROBLEMS: { readonly [K in FieldKind]?: Problem } = {
  identityNumber: checked(identityNumberProblem),
  creditCode: checked(creditCodeProblem),
  bankCard: (text) => (isBankCard(text) ? null : /^[1-9][0-9]{11,18}$/.test(text) ? 'CHECK_DIGIT' : 'INVALID_FORMAT'),
  mobilePhone: format(isMobilePhone),
  phone: format(isPhone),
  email: format(isEmail),
  postcode: format(isPostcode),
  division: format(isDivisionCode),
  licencePlate: format(isLicencePlate),
  time: format((text) => /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text)),
  place: format(isPlace),
  landline: format((text) => landlineOf(text) !== null),
  licenceReference: checked(licenceIdentifierProblem),
  propertyUnit: format(isPropertyUnit),
  rating: format((text) => /^[1-5]$/.test(text)),
};

/** Identifiers, phones, addresses of machines, places: half-width, upper case, with their check digits. */
export function readCode(kind: FieldKind): Reader {
  const problem = PROBLEMS[kind];
  if (!problem) throw new Error(`no reader for fields of kind ${JSON.stringify(kind)}`);
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > 300) return refuse('TOO_LONG');
    const text = cleanText(kind, raw);
    if (text === '') return null;
    const code = problem(text);
    if (code !== null) return refuse(code);
    return kind === 'landline' ? landlineOf(text) : text;
  };
}

function isPlace(text: string): boolean {
  const match = /^(-?[0-9]{1,3}(?:\.[0-9]{1,7})?),(-?[0-9]{1,2}(?:\.[0-9]{1,7})?)$/.exec(text);
  return match !== null && Math.abs(Number(match[1])) <= 180 && Math.abs(Number(match[2])) <= 90;
}
