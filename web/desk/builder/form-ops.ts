import { DEEPEST_GROUP } from '../../../lowcode/form/bounds.ts';
import type { Field, FieldKind, FormDefinition, Group, Item, Page, Section } from '../../../lowcode/form/definition.ts';
import { isUnseen, saysOnly } from '../../../lowcode/form/kinds.ts';
import { keyFromLabel } from '../../../lowcode/form/names.ts';
import { mayBeTaken } from '../../../lowcode/form/taken-from.ts';
import type { Text } from '../../../lowcode/text.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { settingsFor } from './field-settings.ts';
import { freshKey, type Part, partAt, sectionKeys, takenKeys } from './form-outline.ts';
import { prefillsOf } from './prefill-properties.ts';
import { at, indexOf, insert, joinPath, parentOf, partsOf, put, remove } from './tree.ts';

export interface Changed {
  readonly form: FormDefinition;
  /** What is selected afterwards. */
  readonly path: string;
}

export function newField(kind: FieldKind, key: string): Field {
  const label = { zh: `新的${wordFor('fieldKind', kind)}` };
  return { kind, key, label, ...settingsFor(kind) };
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
  const { list, index } = placeFor(form, selected, part);
  const taken = takenKeys(form, joinPath(list, 0));
  const added: Item =
    part === 'group'
      ? {
          kind: 'group',
          key: keyFromLabel('新的重复组', taken),
          label: { zh: '新的重复组' },
          fields: [newField('text', keyFromLabel('新的单行文字', list.endsWith('fields') ? taken : []))],
        }
      : newField(kind, keyFromLabel(`新的${wordFor('fieldKind', kind)}`, taken));
  return { form: insert(form, list, index, added), path: joinPath(list, index) };
}

/** Where a new item goes: into the group selected or after the item selected; groups no deeper than forms have them. */
function placeFor(form: FormDefinition, selected: string, part: 'group' | 'field'): { list: string; index: number } {
  const parts = partsOf(selected);
  if (parts.length < 6) {
    const list = `${sectionOf(form, parts)}.items`;
    return { list, index: ((at(form, list) as readonly unknown[] | undefined) ?? []).length };
  }
  const group = partAt(form, selected) === 'group' ? (at(form, selected) as Group) : null;
  const fits = (list: string) => part === 'field' || list.split('.fields').length - 1 < DEEPEST_GROUP;
  if (group && part === 'field') return { list: `${selected}.fields`, index: group.fields.length };
  let beside = selected;
  while (!fits(parentOf(beside))) beside = parentOf(parentOf(beside));
  return { list: parentOf(beside), index: indexOf(beside) + 1 };
}

/** The section a place belongs to: itself, the first of its page, or the last of the form. */
function sectionOf(form: FormDefinition, parts: readonly string[]): string {
  if (parts.length >= 4) return parts.slice(0, 4).join('.');
  const page = parts.length >= 2 ? Number(parts[1]) : form.pages.length - 1;
  const count = form.pages[page]?.sections.length ?? 0;
  return `pages.${page}.sections.${parts.length >= 2 ? 0 : count - 1}`;
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
  // Groups share no key; fields within the same outermost group share none either.
  const inside = partsOf(path).length > 6;
  const inner = (each: Item): Item =>
    each.kind === 'group'
      ? { ...each, key: fresh(each.key, taken), fields: each.fields.map(inner) }
      : inside
        ? { ...each, key: fresh(each.key, taken) }
        : each;
  const item = (each: Item): Item => (each.kind === 'group' ? inner(each) : { ...each, key: fresh(each.key, taken) });
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
  const { key, label, hint, required, visible, personal, prefill, takenFrom } = old;
  const listed = kind === 'choice' || kind === 'choices';
  const numeric = kind === 'number' || kind === 'integer' || kind === 'money';
  const wasNumeric = old.kind === 'number' || old.kind === 'integer' || old.kind === 'money';
  const kept: Partial<Field> = {
    ...(hint && { hint }),
    ...(required !== undefined && !saysOnly(kind) && !isUnseen(kind) && kind !== 'declaration' && { required }),
    ...(visible && { visible }),
    ...(personal !== undefined && { personal }),
    ...(takenFrom && mayBeTaken(kind) && { takenFrom }),
    ...(prefill && prefillsOf(kind).some(({ value }) => value === prefill) && { prefill }),
    ...(listed && old.codeList
      ? { codeList: old.codeList }
      : listed && old.options
        ? { options: old.options }
        : settingsFor(kind)),
    ...(numeric && wasNumeric && { min: old.min, max: old.max, unit: old.unit, computed: old.computed }),
  };
  const clean = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return put(form, path, { kind, key, label, ...clean });
}
