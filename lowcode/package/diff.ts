import { defaultCalendar } from '../calendar/calendar.ts';
import { diffParts, INSIDE, type Part } from '../definition/diff-parts.ts';
import { isObject, type Shape } from '../definition/shape.ts';
import type { DocumentNumbering, DocumentTemplate } from '../document/definition.ts';
import { documentLayout, documentLines } from '../document/lines.ts';
import { placesFor } from '../document/places.ts';
import { documentTemplate } from '../document/shape.ts';
import { toLabels } from '../document/template-text.ts';
import type { FormDefinition } from '../form/definition.ts';
import { diffForms } from '../form/diff.ts';
import { scopeOf } from '../form/scope.ts';
import type { Scope } from '../rule/scope.ts';
import { sentenceOf } from '../rule/sentence.ts';
import { rule } from '../rule/shape.ts';
import type { Rule } from '../rule/tree.ts';
import { type PackagedKindName, packagedKind } from './kinds.ts';
import { PROPERTY_WORDS, valueWord } from './labels.ts';

/** What helps to say a definition in words: the form whose fields its conditions name, and what units are called. */
export interface Telling {
  readonly form?: FormDefinition;
  readonly unitName?: (code: string) => string;
}

/** What changes from one version of a definition to another, as Chinese sentences in reading order; none when nothing does. */
export function differences(
  kind: PackagedKindName,
  before: object,
  after: object,
  telling: Telling = {},
): readonly string[] {
  if (kind === 'form') return diffForms(before as FormDefinition, after as FormDefinition).map(({ text }) => text);
  const { shape, title } = packagedKind(kind);
  const form = telling.form ?? null;
  const scope = form ? scopeOf(form, defaultCalendar) : NO_FIELDS;
  const tell = { form, scope, unitName: telling.unitName ?? ((code: string) => code) };
  return diffParts(partsOf(shape, before, title, tell), partsOf(shape, after, title, tell)).map(({ text }) => text);
}

const NO_FIELDS: Scope = { fields: new Map(), groups: new Map(), row: null, calendar: defaultCalendar };

interface Tell {
  readonly form: FormDefinition | null;
  readonly scope: Scope;
  readonly unitName: (code: string) => string;
}

/** The whole, then everything in it that has a name of its own (a stage, a material), in reading order. */
function partsOf(shape: Shape, value: unknown, title: string, tell: Tell): readonly Part[] {
  const found: Part[] = [];
  collect(shape, value, { path: '', name: title }, found, tell);
  return found;
}

function collect(
  shape: Shape,
  value: unknown,
  { path, name, inside = '' }: { readonly path: string; readonly name: string; readonly inside?: string },
  found: Part[],
  tell: Tell,
): void {
  if (shape === documentTemplate) {
    found.push(...documentParts(value as DocumentTemplate, path, name, tell));
    return;
  }
  const properties = new Map<string, string>();
  const place = found.push({ key: path, name, properties }) - 1;
  const note = (of: Shape, given: unknown, prefix: string): void => {
    for (const [key, inner] of Object.entries(shapesOf(of, given))) {
      const one = (given as { readonly [key: string]: unknown })[key];
      if (one === undefined || key === 'key' || (key === 'kind' && prefix === '' && isTag(of))) continue;
      const label = PROPERTY_WORDS[`${inside}.${key}`] ?? PROPERTY_WORDS[key] ?? '其他内容';
      const kept = plain(inner);
      if (kept.parts.kind === 'list' && Array.isArray(one) && one.some((row) => nameOf(row) !== null)) {
        const item = kept.parts.of;
        one.forEach((row, i) => {
          const called = nameOf(row) ?? { key: String(i), title: String(i + 1) };
          const here = { path: `${path}${INSIDE}${key}:${called.key}`, name: `${label}“${called.title}”`, inside: key };
          collect(item, row, here, found, tell);
        });
      } else if (kept.parts.kind === 'object' && isObject(one) && inner !== rule && !isText(one)) {
        note(kept, one, key === 'stage' ? '' : `${prefix}${label}的`);
      } else properties.set(`${prefix}${label}`, wording(inner, one, tell));
    }
  };
  note(shape, value, '');
  // Parts inside were found after it was begun: its place stays before theirs.
  found[place] = { key: path, name, properties };
}

/** A document and its lines: each is there or not, so that a long one is told by what came and what went. */
function documentParts(document: DocumentTemplate, path: string, name: string, { form, scope }: Tell): readonly Part[] {
  const properties = new Map([
    ['名称', toLabels(document.title.zh, placesFor(form))],
    ['使用时机', valueWord(document.occasion)],
    ['版式', documentLayout(document)],
    ...(document.numbering ? ([['文号格式', numberingWords(document.numbering)]] as const) : []),
  ]);
  const times = new Map<string, number>();
  const lines = documentLines(document, form, (when) => sentenceOf(when, scope)).map((line) => {
    const time = (times.get(line) ?? 0) + 1;
    times.set(line, time);
    return { key: `${path}${INSIDE}${time}:${line}`, name: `${name}的内容「${line}」`, properties: NOTHING };
  });
  return [{ key: path, name, properties }, ...lines];
}

function numberingWords({ pattern, digits }: DocumentNumbering): string {
  return digits === undefined ? pattern : `${pattern}，至少${digits}位数字`;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

function wording(shape: Shape, value: unknown, tell: Tell): string {
  if (shape === rule && isObject(value)) return sentenceOf(value as unknown as Rule, tell.scope);
  const { parts } = shape;
  if (parts.kind === 'either') return wording(isObject(value) ? parts.forObject : parts.otherwise, value, tell);
  if (parts.kind === 'unit') return tell.unitName(String(value));
  if (parts.kind === 'oneOf') return valueWord(value as string | number);
  if (isText(value)) return value.zh;
  if (typeof value === 'boolean') return value ? '是' : '否';
  const kept = plain(shape);
  if (Array.isArray(value)) {
    const of = kept.parts.kind === 'list' ? kept.parts.of : kept;
    const all = value.map((one) => wording(of, one, tell));
    return all.join(value.some(isObject) ? '；' : '、');
  }
  if (!isObject(value)) return String(value);
  const shapes = shapesOf(kept, value);
  return Object.entries(value)
    .map(([key, one]) => `${PROPERTY_WORDS[key] ?? '其他内容'}：${wording(shapes[key] ?? kept, one, tell)}`)
    .join('，');
}

/** The shapes of an object's properties, in their order. */
function shapesOf(shape: Shape, value: unknown): { readonly [key: string]: Shape } {
  const { parts } = plain(shape);
  if (parts.kind === 'object') return { ...parts.required, ...parts.optional };
  if (parts.kind === 'either') return shapesOf(isObject(value) ? parts.forObject : parts.otherwise, value);
  if (parts.kind === 'chosen')
    return shapesOf(isObject(value) && value[parts.tag] === parts.value ? parts.one : parts.other, value);
  if (parts.kind !== 'tagged' || !isObject(value)) return {};
  const one = parts.shapes.get(String(value[parts.tag]));
  return one ? shapesOf(one, value) : {};
}

function isTag(shape: Shape): boolean {
  return plain(shape).parts.kind === 'tagged';
}

function plain(shape: Shape): Shape {
  return shape.parts.kind === 'named' && shape !== rule ? plain(shape.parts.shape()) : shape;
}

function isText(value: unknown): value is { readonly zh: string } {
  return isObject(value) && typeof value.zh === 'string';
}

/** What a row is called by: its own name, that of the stage in it, the law it names. */
function nameOf(row: unknown): { readonly key: string; readonly title: string } | null {
  if (!isObject(row)) return null;
  if (isObject(row.stage)) return nameOf(row.stage);
  const named = [row.title, row.name, row.label, row.question].find(isText)?.zh ?? null;
  const law = typeof row.law === 'string' ? `${row.law}${String(row.article ?? '')}` : null;
  const title = named ?? law;
  if (title === null) return null;
  return { key: typeof row.key === 'string' ? row.key : title, title };
}
