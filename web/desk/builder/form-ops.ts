import type { Field, FieldKind, FormDefinition, Group, Item, Page, Section } from '../../../lowcode/form/definition.ts';
import { keyFromLabel } from '../../../lowcode/form/names.ts';
import type { Text } from '../../../lowcode/text.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { at, indexOf, insert, joinPath, move, parentOf, partsOf, put, remove } from './tree.ts';

/** What a place in a form is. */
export type Part = 'form' | 'page' | 'section' | 'group' | 'field';

export function partAt(form: FormDefinition, path: string): Part {
  const depth = partsOf(path).length;
  if (depth === 0) return 'form';
  if (depth === 2) return 'page';
  if (depth === 4) return 'section';
  return (at(form, path) as Item | undefined)?.kind === 'group' ? 'group' : 'field';
}

export interface OutlineNode {
  readonly path: string;
  readonly depth: number;
  readonly part: Part;
  readonly label: string;
  /** The kind of a field in words, or how much a part holds. */
  readonly about: string;
}

/** The form as a list of its parts in reading order. */
export function outlineOf(form: FormDefinition): readonly OutlineNode[] {
  const node = (path: string, depth: number, part: Part, label: string, about: string) => ({
    path,
    depth,
    part,
    label,
    about,
  });
  const nodes: OutlineNode[] = [node('', 0, 'form', form.title.zh, '表单')];
  form.pages.forEach((page, p) => {
    nodes.push(node(`pages.${p}`, 1, 'page', page.title.zh, '页'));
    page.sections.forEach((section, s) => {
      const place = `pages.${p}.sections.${s}`;
      nodes.push(node(place, 2, 'section', section.title?.zh ?? `分组 ${s + 1}`, '分组'));
      section.items.forEach((item, i) => {
        const path = `${place}.items.${i}`;
        if (item.kind === 'group') nodes.push(node(path, 3, 'group', item.label.zh, '重复组'));
        else nodes.push(node(path, 3, 'field', item.label.zh, wordFor('fieldKind', item.kind)));
        if (item.kind !== 'group') return;
        item.fields.forEach((field, f) => {
          nodes.push(node(`${path}.fields.${f}`, 4, 'field', field.label.zh, wordFor('fieldKind', field.kind)));
        });
      });
    });
  });
  return nodes;
}

/** Keys that a new or renamed item at a place may not have: those of the form, or in a group those of the group. */
export function takenKeys(form: FormDefinition, path: string): readonly string[] {
  const parts = partsOf(path);
  if (parts.length > 6) return (at(form, parts.slice(0, 6).join('.')) as Group).fields.map((field) => field.key);
  return form.pages.flatMap((page) => page.sections).flatMap((section) => section.items.map((item) => item.key));
}

function sectionKeys(form: FormDefinition): readonly string[] {
  return form.pages.flatMap((page) => page.sections.map((section) => section.key));
}

export interface Changed {
  readonly form: FormDefinition;
  /** What is selected afterwards. */
  readonly path: string;
}

export function newField(kind: FieldKind, key: string): Field {
  const label = { zh: `新的${wordFor('fieldKind', kind)}` };
  const options = [1, 2].map((n) => ({ value: `option${n}`, label: { zh: `选项${n}` } }));
  return kind === 'choice' || kind === 'choices' ? { kind, key, label, options } : { kind, key, label };
}

/** Adds a part after the one selected, in the nearest list that can hold it. */
export function addPart(
  form: FormDefinition,
  selected: string,
  part: Exclude<Part, 'form'>,
  kind: FieldKind = 'text',
): Changed {
  const parts = partsOf(selected);
  if (part === 'page') {
    const index = parts.length >= 2 ? Number(parts[1]) + 1 : form.pages.length;
    const page: Page = {
      key: keyFromLabel(
        '新的一页',
        form.pages.map((each) => each.key),
      ),
      title: { zh: '新的一页' },
      sections: [{ key: keyFromLabel('新的分组', sectionKeys(form)), title: { zh: '新的分组' }, items: [] }],
    };
    return { form: insert(form, 'pages', index, page), path: `pages.${index}` };
  }
  if (part === 'section') {
    const page = parts.length >= 2 ? parts.slice(0, 2).join('.') : `pages.${form.pages.length - 1}`;
    const list = `${page}.sections`;
    const index = parts.length >= 4 ? Number(parts[3]) + 1 : (at(form, list) as readonly Section[]).length;
    const section: Section = { key: keyFromLabel('新的分组', sectionKeys(form)), title: { zh: '新的分组' }, items: [] };
    return { form: insert(form, list, index, section), path: joinPath(list, index) };
  }
  return addItem(form, selected, part, kind);
}

function addItem(form: FormDefinition, selected: string, part: 'group' | 'field', kind: FieldKind): Changed {
  const parts = partsOf(selected);
  const inGroup = part === 'field' && (parts.length > 6 || partAt(form, selected) === 'group');
  const list = inGroup ? `${parts.slice(0, 6).join('.')}.fields` : `${sectionOf(form, parts)}.items`;
  const length = ((at(form, list) as readonly unknown[] | undefined) ?? []).length;
  const beside = inGroup
    ? parts.length > 6
      ? indexOf(selected)
      : length - 1
    : parts.length >= 6
      ? Number(parts[5])
      : length - 1;
  const taken = takenKeys(form, inGroup ? `${list}.0` : list);
  const added: Item =
    part === 'group'
      ? {
          kind: 'group',
          key: keyFromLabel('新的重复组', taken),
          label: { zh: '新的重复组' },
          fields: [newField('text', keyFromLabel('新的单行文字', []))],
        }
      : newField(kind, keyFromLabel(`新的${wordFor('fieldKind', kind)}`, taken));
  return { form: insert(form, list, beside + 1, added), path: joinPath(list, beside + 1) };
}

/** The section a place belongs to: itself, the first of its page, or the last of the form. */
function sectionOf(form: FormDefinition, parts: readonly string[]): string {
  if (parts.length >= 4) return parts.slice(0, 4).join('.');
  const page = parts.length >= 2 ? Number(parts[1]) : form.pages.length - 1;
  const count = form.pages[page]?.sections.length ?? 0;
  return `pages.${page}.sections.${parts.length >= 2 ? 0 : count - 1}`;
}

/** Moves a part up or down; an item at the edge of its section goes over into the neighbouring one. */
export function movePart(form: FormDefinition, path: string, by: -1 | 1): Changed {
  if (path === '') return { form, path };
  const moved = move(form, path, by);
  if (moved.path !== path || partsOf(path).length !== 6) return { form: moved.definition, path: moved.path };
  const lists = form.pages.flatMap((page, p) => page.sections.map((_, s) => `pages.${p}.sections.${s}.items`));
  const next = lists[lists.indexOf(parentOf(path)) + by];
  if (next === undefined) return { form, path };
  const index = by === 1 ? 0 : (at(form, next) as readonly Item[]).length;
  const item = at(form, path);
  return { form: insert(remove(form, path), next, index, item), path: joinPath(next, index) };
}

/** Puts a copy after a part; keys of fields are made anew so that none is taken twice. */
export function duplicatePart(form: FormDefinition, path: string): Changed {
  const part = partAt(form, path);
  if (part === 'form') return { form, path };
  const index = indexOf(path) + 1;
  const copied = copyOf(form, at(form, path), part, path);
  return { form: insert(form, parentOf(path), index, copied), path: joinPath(parentOf(path), index) };
}

function copyOf(form: FormDefinition, value: unknown, part: Part, path: string): unknown {
  const taken = new Set(takenKeys(form, path));
  const sections = new Set(sectionKeys(form));
  const fresh = (base: string, used: Set<string>) => {
    const key = freshKey(base, used);
    used.add(key);
    return key;
  };
  const item = (each: Item): Item => ({ ...each, key: fresh(each.key, taken) });
  const section = (each: Section): Section => ({
    ...each,
    key: fresh(each.key, sections),
    items: each.items.map(item),
  });
  if (part === 'section') return section(value as Section);
  if (part === 'page') {
    const page = value as Page;
    const pages = new Set(form.pages.map((each) => each.key));
    return { ...page, key: fresh(page.key, pages), sections: page.sections.map(section) };
  }
  return item(value as Item);
}

/** `name` becomes `name2`, `name2` becomes `name3` ... */
function freshKey(base: string, taken: ReadonlySet<string>): string {
  const stem = base.replace(/\d+$/, '').slice(0, 36);
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** Takes a part out; the last page and the last section of a page stay, since a form has at least one. */
export function removePart(form: FormDefinition, path: string): Changed {
  const list = parentOf(path);
  const length = (at(form, list) as readonly unknown[] | undefined)?.length ?? 0;
  const part = partAt(form, path);
  if (part === 'form' || ((part === 'page' || part === 'section') && length === 1)) return { form, path };
  const index = indexOf(path);
  const left = remove(form, path);
  if (length === 1) return { form: left, path: parentOf(list) };
  return { form: left, path: joinPath(list, Math.min(index, length - 2)) };
}

/**
 * Another name for an item. Its key follows the name as long as it was made from the name, nothing was published with
 * it, and nothing in the form refers to it; a key that somebody typed stays.
 */
export function withLabel(
  form: FormDefinition,
  path: string,
  label: Text,
  published: ReadonlySet<string>,
): FormDefinition {
  const item = at(form, path) as Item;
  const named = put(form, `${path}.label`, label);
  const others = takenKeys(form, path).filter((key) => key !== item.key);
  const made = keyFromLabel(item.label.zh, others) === item.key;
  if (!made || published.has(item.key) || isReferred(form, item.key)) return named;
  return put(named, `${path}.key`, keyFromLabel(label.zh, others));
}

/** Whether a rule, check, test or the fee names a key: it then stands in the definition more than once. */
function isReferred(form: FormDefinition, key: string): boolean {
  return JSON.stringify(form).split(JSON.stringify(key)).length > 2;
}

/** Another kind for a field: what only the old kind had is dropped, options are begun where the new one needs them. */
export function withKind(form: FormDefinition, path: string, kind: FieldKind): FormDefinition {
  const old = at(form, path) as Field;
  const { key, label, hint, required, visible, personal, prefill } = old;
  const listed = kind === 'choice' || kind === 'choices';
  const numeric = kind === 'number' || kind === 'integer' || kind === 'money';
  const wasNumeric = old.kind === 'number' || old.kind === 'integer' || old.kind === 'money';
  const kept: Partial<Field> = {
    ...(hint && { hint }),
    ...(required !== undefined && kind !== 'note' && { required }),
    ...(visible && { visible }),
    ...(personal !== undefined && { personal }),
    ...(prefill && !numeric && !listed && { prefill }),
    ...(listed && { options: old.options ?? newField('choice', key).options }),
    ...(numeric && wasNumeric && { min: old.min, max: old.max, unit: old.unit, computed: old.computed }),
  };
  const clean = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return put(form, path, { kind, key, label, ...clean });
}
