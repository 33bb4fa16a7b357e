import { isCreditCode } from './credit-code.ts';

/** Electronic licence identifier (电子证照标识), GB/T 36904: `root.type.issuer.serial.version.check`. */
const LICENCE_ROOT = '1.2.156.3005.2';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TYPE = /^[0-9A-Z]{18}[0-9]{3}$/;
const SERIAL = /^[0-9A-Z]{1,32}$/;
const VERSION = /^[0-9]{3}$/;
/** Longest text looked at: root, type, issuer, serial, version, check and five points. */
const LONGEST = LICENCE_ROOT.length + 1 + 21 + 1 + 18 + 1 + 32 + 1 + 3 + 1 + 1;

export type LicenceIdentifierProblem =
  | { readonly code: 'FORMAT' | 'ROOT' | 'TYPE' | 'ISSUER' | 'SERIAL' | 'VERSION' }
  | { readonly code: 'CHECK_CHARACTER'; readonly expected: string };

export interface LicenceIdentifierParts {
  /** Credit code of the body that defines the type, and three digits. */
  readonly typeCode: string;
  /** Credit code of the issuing body. */
  readonly issuer: string;
  /** 1-32 digits and upper-case letters, unique for type and issuer. */
  readonly serial: string;
  /** 1-999. */
  readonly version: number;
}

/** The identifier with its check character. Throws a RangeError for parts that cannot stand in one. */
export function makeLicenceIdentifier(parts: LicenceIdentifierParts): string {
  if (!Number.isInteger(parts.version) || parts.version < 1 || parts.version > 999) {
    throw new RangeError('licence identifier: version must be 1-999');
  }
  const segments = [parts.typeCode, parts.issuer, parts.serial, String(parts.version).padStart(3, '0')];
  const wrong = segmentProblem(segments);
  if (wrong) throw new RangeError(`licence identifier: bad ${wrong.toLowerCase()}`);
  return [LICENCE_ROOT, ...segments, checkCharacter(segments.join(''))].join('.');
}

/** Null when the identifier is well formed and its check character right; else the first thing that is wrong. */
export function licenceIdentifierProblem(text: string): LicenceIdentifierProblem | null {
  if (text.length > LONGEST) return { code: 'FORMAT' };
  if (!text.startsWith(`${LICENCE_ROOT}.`)) return { code: 'ROOT' };
  const segments = text.slice(LICENCE_ROOT.length + 1).split('.');
  const check = segments.pop();
  if (segments.length !== 4 || check === undefined || !/^[0-9A-Z]$/.test(check)) return { code: 'FORMAT' };
  const wrong = segmentProblem(segments);
  if (wrong) return { code: wrong };
  const expected = checkCharacter(segments.join(''));
  return expected === check ? null : { code: 'CHECK_CHARACTER', expected };
}

export function isLicenceIdentifier(text: string): boolean {
  return licenceIdentifierProblem(text) === null;
}

/** The parts of a valid identifier, else null. */
export function licenceIdentifierParts(text: string): LicenceIdentifierParts | null {
  if (!isLicenceIdentifier(text)) return null;
  const [typeCode, issuer, serial, version] = text.slice(LICENCE_ROOT.length + 1).split('.') as [string, ...string[]];
  return { typeCode, issuer: issuer as string, serial: serial as string, version: Number(version) };
}

function segmentProblem([type, issuer, serial, version]: readonly string[]) {
  if (type === undefined || !TYPE.test(type) || !isCreditCode(type.slice(0, 18))) return 'TYPE';
  if (issuer === undefined || !isCreditCode(issuer)) return 'ISSUER';
  if (serial === undefined || !SERIAL.test(serial)) return 'SERIAL';
  if (version === undefined || !VERSION.test(version)) return 'VERSION';
  return null;
}

/** ISO 7064 MOD 37,36 (hybrid). */
function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}
