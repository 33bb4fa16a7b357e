import type { Field, FormDefinition, Item, Option, Page, Section } from '../form/definition.ts';
import { keyFromLabel } from '../form/names.ts';
import type { PastedRow } from './row.ts';

/** Questions of sections that share a page, at most; and from how many on a section is a topic with a page of its own. */
const PAGE_HOLDS = 8;
const TOPIC = 4;

/** A form of what was read, once a clerk looked it over. Keys are made from the labels; nothing of it is published. */
export function formFromPaste(title: string, rows: readonly PastedRow[]): FormDefinition {
  return { title: { zh: title }, pages: pagesFromPaste(rows, [], []) };
}

/**
 * Pages of what was read, to begin a form or to be added to one: sections that belong together share a page as long as it
 * stays short. Keys differ from those taken.
 */
export function pagesFromPaste(
  rows: readonly PastedRow[],
  takenItems: readonly string[],
  takenPages: readonly string[],
): readonly Page[] {
  const keys = new Set(takenItems);
  const known = new Set<string>();
  const sections = chaptersOf(rows)
    .map(({ title, rows: inside }) => ({ title, items: itemsOf(inside, keys, known) }))
    .filter(({ items }) => items.length > 0);
  const pages: (typeof sections)[] = [];
  for (const section of sections) {
    const last = pages.at(-1);
    const held = last?.reduce((sum, each) => sum + each.items.length, 0) ?? 0;
    const small = section.items.length < TOPIC && last?.every(({ items }) => items.length < TOPIC);
    if (last && small && held + section.items.length <= PAGE_HOLDS) last.push(section);
    else pages.push([section]);
  }
  const pageKeys = new Set(takenPages);
  const sectionKeys = new Set<string>();
  return pages.map((inside): Page => {
    const title = inside
      .map((each) => each.title)
      .join('、')
      .slice(0, 60);
    return {
      key: take(title, pageKeys),
      title: { zh: title },
      sections: inside.map((each): Section => {
        const key = take(each.title, sectionKeys);
        // The page says it already.
        const named = inside.length > 1 ? { title: { zh: each.title } } : {};
        return { key, ...named, items: each.items };
      }),
    };
  });
}

interface Chapter {
  readonly title: string;
  readonly rows: readonly PastedRow[];
}

/** Rows under their headings; where there are none, by who, what, materials and promise. */
function chaptersOf(rows: readonly PastedRow[]): readonly Chapter[] {
  const used = rows.filter(({ as }) => as !== 'office');
  if (!used.some(({ as }) => as === 'section')) return byMeaning(used);
  const chapters: { title: string; rows: PastedRow[] }[] = [];
  for (const row of used) {
    if (row.as === 'section') chapters.push({ title: row.label, rows: [] });
    else if (chapters.length === 0) chapters.push({ title: '基本信息', rows: [row] });
    else chapters.at(-1)?.rows.push(row);
  }
  return chapters;
}

const OF_PEOPLE: ReadonlySet<string> = new Set([
  ...['personName', 'identityNumber', 'creditCode', 'mobilePhone', 'phone', 'email', 'postcode', 'bankCard'],
]);
const ABOUT_PEOPLE =
  /姓名|性别|民族|出生|籍贯|户籍|住址|地址|学历|婚姻|政治面貌|申请人|法定代表人|单位名称|企业名称|职务/;

function byMeaning(rows: readonly PastedRow[]): readonly Chapter[] {
  const isPeople = ({ as, kind, label }: PastedRow) =>
    as === 'field' && (OF_PEOPLE.has(kind) || ABOUT_PEOPLE.test(label));
  const split = rows.findIndex((row) => !isPeople(row));
  const people = split < 0 ? rows : rows.slice(0, split);
  const rest = split < 0 ? [] : rows.slice(split);
  const isFile = ({ as, kind, inGroup }: PastedRow) => as === 'field' && kind === 'file' && !inGroup;
  const isPromise = ({ as, kind }: PastedRow) => as === 'field' && (kind === 'declaration' || kind === 'file');
  const files = rest.filter(isFile);
  const promises = rest.filter((row) => isPromise(row) && !isFile(row) && !row.inGroup);
  const matter = rest.filter((row) => !files.includes(row) && !promises.includes(row));
  return [
    { title: '申请人信息', rows: people },
    { title: people.length > 0 ? '申请内容' : '填写内容', rows: matter },
    { title: '材料', rows: files },
    { title: '承诺', rows: promises },
  ];
}

function itemsOf(rows: readonly PastedRow[], keys: Set<string>, known: Set<string>): readonly Item[] {
  const items: Item[] = [];
  let inside = new Set<string>();
  for (const row of rows) {
    const last = items.at(-1);
    if (row.as === 'group') {
      inside = new Set();
      const hint = row.hint ? { hint: { zh: row.hint } } : {};
      items.push({ kind: 'group', key: take(row.label, keys), label: { zh: row.label }, ...hint, fields: [] });
    } else if (row.inGroup && last?.kind === 'group') {
      items[items.length - 1] = { ...last, fields: [...last.fields, fieldOf(row, inside, null)] };
    } else items.push(fieldOf(row, keys, known));
  }
  return items.filter((item) => item.kind !== 'group' || item.fields.length > 0);
}

function fieldOf(row: PastedRow, keys: Set<string>, known: Set<string> | null): Field {
  const { kind, label, hint, unit, max, required } = row;
  const listed = kind === 'choice' || kind === 'choices';
  const prefill = known && prefillOf(row, known);
  return {
    kind,
    key: take(label, keys),
    label: { zh: label },
    ...(hint !== '' && kind !== 'note' && { hint: { zh: hint } }),
    ...(required && kind !== 'note' && kind !== 'declaration' && { required: true }),
    ...(listed && { options: optionsOf(row) }),
    ...(unit !== '' && (kind === 'number' || kind === 'integer') && { unit: { zh: unit } }),
    ...(max !== null && (kind === 'text' || kind === 'longText') && { max: String(max) }),
    ...(prefill && { prefill }),
  };
}

/** What of the applicant is known already, once a form; further people in it are others. */
function prefillOf({ kind, label }: PastedRow, known: Set<string>): NonNullable<Field['prefill']> | null {
  const whose = /^(申请人|申请者|本人)?的?/.exec(label)?.[0] ?? '';
  const rest = label.slice(whose.length);
  const found = (
    kind === 'personName' && /^(姓名)?$/.test(rest)
      ? 'applicantName'
      : kind === 'identityNumber' && /^(居民)?(公民)?身份证(件)?(号|号码)?$|^公民身份号码$/.test(rest)
        ? 'applicantIdentifier'
        : kind === 'mobilePhone' && /^(联系)?手机(号|号码)?$|^移动电话$/.test(rest)
          ? 'applicantPhone'
          : kind === 'address' && /^(联系|通讯|家庭|现)?(地址|住址)$/.test(rest)
            ? 'applicantAddress'
            : null
  ) as NonNullable<Field['prefill']> | null;
  if (!found || known.has(found)) return null;
  known.add(found);
  return found;
}

function optionsOf(row: PastedRow): readonly Option[] {
  const taken = new Set<string>();
  return row.options.map(({ code, label }) => {
    const value = /^[\p{L}\p{N}_.-]{1,60}$/u.test(code) && !taken.has(code) ? code : keyFromLabel(label, taken);
    taken.add(value);
    return { value, label: { zh: label } };
  });
}

function take(label: string, taken: Set<string>): string {
  const key = keyFromLabel(label, taken);
  taken.add(key);
  return key;
}
