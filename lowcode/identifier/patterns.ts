import type { NamedCheck } from '../rule/tree.ts';
import { isBankCard } from './bank-card.ts';
import { isCreditCode } from './credit-code.ts';
import { isIdentityNumber } from './identity-number.ts';
import { isLicenceIdentifier } from './licence-identifier.ts';

/*
 * Each pattern is anchored and has no nested or overlapping repetition, so it takes linear time on any input; each
 * function looks at the length first.
 */
const MOBILE = /^1[3-9][0-9]{9}$/;
const LANDLINE = /^(?:0[0-9]{2,3}-)?[2-8][0-9]{6,7}(?:-[0-9]{1,6})?$/;
const SHORT_NUMBER = /^(?:1[0-9]{2,4}|9[5-6][0-9]{3,6}|[48]00-?[0-9]{3}-?[0-9]{4})$/;
const EMAIL_NAME = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const HOST_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const POSTCODE = /^[0-9]{6}$/;
const PLATE =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])$/;
const CHINESE_NAME = /^\p{Script=Han}[\p{Script=Han}·]{0,28}\p{Script=Han}$/u;
const PERSON_NAME = /^[\p{L}\p{M}][\p{L}\p{M} ·.'’-]{0,58}[\p{L}\p{M}.]$/u;

/** Mainland mobile number: 11 digits. */
export function isMobilePhone(text: string): boolean {
  return MOBILE.test(text);
}

/** A mobile number, a landline with or without area code and extension, or a short service number. */
export function isPhone(text: string): boolean {
  return text.length <= 20 && (MOBILE.test(text) || LANDLINE.test(text) || SHORT_NUMBER.test(text));
}

/** The usual form of an address: no quoted names, no address literals. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const name = text.slice(0, Math.max(at, 0));
  const labels = text.slice(at + 1).split('.');
  if (!EMAIL_NAME.test(name) || name.startsWith('.') || name.endsWith('.') || name.includes('..')) return false;
  return labels.length >= 2 && labels.every((label) => HOST_LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? '');
}

export function isPostcode(text: string): boolean {
  return POSTCODE.test(text);
}

/**
 * Mainland plates (GA 36): five places after the office letter, no I and no O; six for new-energy vehicles, small ones with
 * a letter of A-E (electric), F-H, J or K (others) first and four digits last, large ones with five digits and that letter.
 */
export function isLicencePlate(text: string): boolean {
  return PLATE.test(text);
}

/** 2-30 Chinese characters, with · inside for names of the minorities. */
export function isChineseName(text: string): boolean {
  return text.length <= 60 && CHINESE_NAME.test(text) && !text.includes('··');
}

/** A name of a person in any script: letters (also rare characters of four bytes), with spaces, points and hyphens inside. */
export function isPersonName(text: string): boolean {
  return text.length <= 120 && PERSON_NAME.test(text);
}

const NAMED: { readonly [K in NamedCheck]: (text: string) => boolean } = {
  identityNumber: isIdentityNumber,
  creditCode: isCreditCode,
  mobilePhone: isMobilePhone,
  phone: isPhone,
  email: isEmail,
  postcode: isPostcode,
  licencePlate: isLicencePlate,
  bankCard: isBankCard,
  licenceIdentifier: isLicenceIdentifier,
  chineseName: isChineseName,
};

/** The function behind a named check of the rule language. */
export function namedCheck(name: NamedCheck): (text: string) => boolean {
  return NAMED[name];
}
