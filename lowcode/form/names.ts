import { pinyin } from 'pinyin-pro';

/** Names that every form's GraphQL type has of its own. */
const OF_THE_CASE = ['number', 'state', 'formVersion', 'case'];
/** Names that mean something else: a row's id, what every JavaScript object has, what makes a promise or JSON of one. */
const RESERVED = new Set([
  ...OF_THE_CASE,
  'id',
  'prototype',
  'then',
  'toJSON',
  ...Object.getOwnPropertyNames(Object.prototype),
]);
/** Types that GraphQL has already. */
const TYPES = new Set(['Query', 'Mutation', 'Subscription', 'Int', 'Float', 'String', 'Boolean', 'ID']);
/** What the names of a form's other types and fields end with. */
const OF_LISTS = /(List|Explore|Connection|Edge|Filter|Sort|Column|Grouping|Number|Input|Row)$/;
const LONGEST = 40;

/** A key as forms may have it: lower camel case, ASCII, 1-40 characters, none that a program would misread. */
export function isFieldKey(key: string): boolean {
  return /^[a-z][A-Za-z0-9]{0,39}$/.test(key) && !RESERVED.has(key);
}

/**
 * A key made once from a Chinese label by its pinyin (施工单位 -> shiGongDanWei), different from all `taken`. The clerk
 * may change it until the first publication; after that it stays.
 */
export function keyFromLabel(label: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const [first = 'field', ...rest] = syllables(label);
  let base = fitted([first, ...rest.map(capital)]);
  if (/^[0-9]/.test(base)) base = `f${base}`.slice(0, LONGEST);
  if (RESERVED.has(base)) base = `${base}Field`;
  if (!used.has(base)) return base;
  for (let n = 2; ; n++) {
    const key = `${base.slice(0, LONGEST - String(n).length)}${n}`;
    if (!used.has(key)) return key;
  }
}

/** A type name from a form's title (占道申请 -> ZhanDaoShenQing): upper camel case, ASCII, at most 40 characters. */
export function typeNameFromTitle(title: string): string {
  const parts = syllables(title).map(capital);
  const name = parts.length === 0 ? 'Form' : fitted(parts);
  if (TYPES.has(name) || OF_LISTS.test(name)) return `${name.slice(0, LONGEST - 4)}Form`;
  return /^[0-9]/.test(name) ? `F${name}`.slice(0, LONGEST) : name;
}

/** Lower-case syllables and words of what the text says; marks and signs are passed over. */
function syllables(text: string): readonly string[] {
  const parts = pinyin(text.slice(0, 100), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  return parts
    .flatMap((part) => part.normalize('NFKD').split(/[^A-Za-z0-9]+/))
    .filter((part) => part !== '')
    .map((part) => (/^[A-Z0-9]+$/.test(part) ? part.toLowerCase() : part[0]?.toLowerCase() + part.slice(1)));
}

function capital(part: string): string {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}`;
}

/** As many whole parts as fit. */
function fitted(parts: readonly string[]): string {
  let name = '';
  for (const part of parts) {
    if (name !== '' && name.length + part.length > LONGEST) break;
    name += part;
  }
  return name.slice(0, LONGEST);
}
