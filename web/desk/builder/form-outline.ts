import type { FormDefinition, Item } from '../../../lowcode/form/definition.ts';
import { groupsOf, itemsOf } from '../../../lowcode/form/walk.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { at, partsOf } from './tree.ts';

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
  /** The kind of a field in words, or what a part is. */
  readonly about: string;
  /** Whether other parts can stand in it. */
  readonly holds: boolean;
}

/** The form as a list of its parts in reading order. */
export function outlineOf(form: FormDefinition): readonly OutlineNode[] {
  const nodes: OutlineNode[] = [{ path: '', depth: 0, part: 'form', label: form.title.zh, about: '表单', holds: true }];
  const item = (each: Item, path: string, depth: number): void => {
    const label = each.label.zh;
    if (each.kind === 'group') {
      nodes.push({ path, depth, part: 'group', label, about: '重复组', holds: true });
      each.fields.forEach((inner, i) => {
        item(inner, `${path}.fields.${i}`, depth + 1);
      });
    } else nodes.push({ path, depth, part: 'field', label, about: wordFor('fieldKind', each.kind), holds: false });
  };
  form.pages.forEach((page, p) => {
    nodes.push({ path: `pages.${p}`, depth: 1, part: 'page', label: page.title.zh, about: '页', holds: true });
    page.sections.forEach((section, s) => {
      const path = `pages.${p}.sections.${s}`;
      const label = section.title?.zh ?? `分组 ${s + 1}`;
      nodes.push({ path, depth: 2, part: 'section', label, about: '分组', holds: true });
      section.items.forEach((each, i) => {
        item(each, `${path}.items.${i}`, 3);
      });
    });
  });
  return nodes;
}

/** Keys that a new or renamed item in a list may not have: of the form, or of all that the outermost group holds; groups share none. */
export function takenKeys(form: FormDefinition, path: string): readonly string[] {
  const groups = groupsOf(form).map(({ group }) => group.key);
  const parts = partsOf(path);
  if (parts.length <= 6) return [...itemsOf(form).map(({ item }) => item.key), ...groups];
  const outer = at(form, parts.slice(0, 6).join('.')) as Item | undefined;
  const keys = (item: Item): readonly string[] => [
    item.key,
    ...(item.kind === 'group' ? item.fields.flatMap(keys) : []),
  ];
  return [...(outer?.kind === 'group' ? outer.fields.flatMap(keys) : []), ...groups];
}

export function sectionKeys(form: FormDefinition): readonly string[] {
  return form.pages.flatMap((page) => page.sections.map((section) => section.key));
}

/** `name` becomes `name2`, `name2` becomes `name3` ... */
export function freshKey(base: string, taken: ReadonlySet<string>): string {
  const stem = base.replace(/\d+$/, '').slice(0, 36);
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
