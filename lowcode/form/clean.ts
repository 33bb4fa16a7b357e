import type { FieldKind } from './definition.ts';

/** Kinds in which full-width letters and digits mean the ordinary ones and spaces mean nothing. */
const CODES: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'number',
  'integer',
  'money',
  'date',
  'time',
  'identityNumber',
  'creditCode',
  'mobilePhone',
  'phone',
  'email',
  'postcode',
  'division',
  'bankCard',
  'licencePlate',
  'place',
  'landline',
  'licenceReference',
  'propertyUnit',
  'rating',
]);
const UPPER: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'identityNumber',
  'creditCode',
  'licencePlate',
  'licenceReference',
  'propertyUnit',
]);

/** Controls but tab and line feed, line separators, and the marks that turn the direction of writing. */
const UNSAFE = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const PLAIN_CODE = /^[\x21-\x7e\u4e00-\u9fff]*$/;
/** What most answers are made of: nothing to compose, to trim inside or to refuse. */
const PLAIN_TEXT = /^[\x21-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Whether a text is kept as it is: nothing in it is to be cleaned or refused. */
export function isPlainText(text: string): boolean {
  return PLAIN_TEXT.test(text);
}

/** Whether a text can be kept: well-formed Unicode without invisible controls. */
export function isSafeText(text: string): boolean {
  return PLAIN_TEXT.test(text) || (!UNSAFE.test(text) && text.isWellFormed());
}

/**
 * A typed text as it is kept: composed (NFC), trimmed, one kind of line end; in codes also half-width, without spaces,
 * and upper case where the code has letters. Cleaning twice changes nothing.
 */
export function cleanText(kind: FieldKind, text: string): string {
  if (CODES.has(kind)) {
    const code = PLAIN_CODE.test(text) ? text : halfWidth(text).replace(/\s+/g, '');
    return UPPER.has(kind) ? code.toUpperCase() : code;
  }
  if (PLAIN_TEXT.test(text) && kind !== 'personName') return text;
  const composed = text.normalize('NFC').replace(/\r\n?/g, '\n');
  const lined = kind === 'longText' ? composed : composed.replace(/[\n\t]+/g, ' ');
  return kind === 'personName' ? cleanName(lined.trim()) : lined.trim();
}

/** Points between the parts of a name are typed in many ways; 间隔号 (·) is the one that identity cards have. */
function cleanName(name: string): string {
  return name
    .replace(/(?<=\p{Script=Han})\s*[.。．•‧∙⋅・･●]\s*(?=\p{Script=Han})/gu, '·')
    .replace(/(?<=\p{Script=Han})\s*·\s*(?=\p{Script=Han})/gu, '·');
}

/** Full-width forms (０-９ Ａ-Ｚ ． － ：) and the ideographic space as their ordinary ones; 。 typed for a point too. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[。．]/g, '.')
    .replace(/[–—−]/g, '-');
}
