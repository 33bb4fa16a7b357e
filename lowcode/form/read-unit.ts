import { MOST_UNITS } from './bounds.ts';
import { type Reader, refuse } from './reader.ts';

/** A unit's code; of a region's tree, so it begins with a division's. Whether there is such a unit is for commands to ask. */
const MEMBER = /^[0-9]{6}(?:-[a-z0-9]{1,30}){0,3}\/[A-Za-z0-9._@-]{1,64}$/;
const CODE = /^[0-9]{6}(?:-[a-z0-9]{1,30}){0,3}$/;

export const readUnit: Reader = (raw) => {
  if (raw === null || raw === '') return null;
  if (typeof raw !== 'string') return refuse('WRONG_TYPE');
  return raw.length <= 100 && CODE.test(raw) ? raw : refuse('UNKNOWN_UNIT');
};

/** Several units, once each, in the order of their codes. */
export const readUnits: Reader = (raw) => {
  if (raw === null) return null;
  if (!Array.isArray(raw)) return refuse('WRONG_TYPE');
  if (raw.length > MOST_UNITS) return refuse('TOO_MANY_UNITS');
  for (const code of raw) {
    if (typeof code !== 'string') return refuse('WRONG_TYPE');
    if (code.length > 100 || !CODE.test(code)) return refuse('UNKNOWN_UNIT');
  }
  return raw.length === 0 ? null : [...new Set(raw as string[])].sort();
};

/** A unit and an account in it, `430423-cgj/clerk`. Whether it holds a role there is for commands to ask. */
export const readStaff: Reader = (raw) => {
  if (raw === null || raw === '') return null;
  if (typeof raw !== 'string') return refuse('WRONG_TYPE');
  return raw.length <= 170 && MEMBER.test(raw) ? raw : refuse('UNKNOWN_STAFF');
};
