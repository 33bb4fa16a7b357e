import { DEEPEST_GROUP } from '../../../lowcode/form/bounds.ts';
import type { FormDefinition, Item, Section } from '../../../lowcode/form/definition.ts';
import type { Changed } from './form-ops.ts';
import { freshKey, partAt, takenKeys } from './form-outline.ts';
import { at, indexOf, insert, joinPath, move, parentOf, partsOf, remove } from './tree.ts';

/** Moves a part up or down; at the edge an item goes over into the neighbouring section, a section into the next page. */
export function movePart(form: FormDefinition, path: string, by: -1 | 1): Changed {
  if (path === '') return { form, path };
  const moved = move(form, path, by);
  if (moved.path !== path) return { form: moved.definition, path: moved.path };
  const depth = partsOf(path).length;
  const lists =
    depth === 6
      ? form.pages.flatMap((page, p) => page.sections.map((_, s) => `pages.${p}.sections.${s}.items`))
      : depth === 4
        ? form.pages.map((_, p) => `pages.${p}.sections`)
        : [];
  const next = lists[lists.indexOf(parentOf(path)) + by];
  if (next === undefined) return { form, path };
  return moveTo(form, path, next, by === 1 ? 0 : (at(form, next) as readonly unknown[]).length);
}

/** Moves an item out of its group, to stand after it. */
export function moveOut(form: FormDefinition, path: string): Changed {
  const group = parentOf(parentOf(path));
  if (partsOf(path).length <= 6) return { form, path };
  return moveTo(form, path, parentOf(group), indexOf(group) + 1);
}

/** Moves an item into the group that stands before it, as its last. */
export function moveIn(form: FormDefinition, path: string): Changed {
  if (partsOf(path).length < 6 || indexOf(path) === 0) return { form, path };
  const before = joinPath(parentOf(path), indexOf(path) - 1);
  const group = at(form, before) as Item | undefined;
  return group?.kind === 'group' ? moveTo(form, path, `${before}.fields`, group.fields.length) : { form, path };
}

/**
 * Puts a part at a place in a list of its kind. What cannot be stays as it is: groups deeper than forms have them, a
 * part within itself, a page without sections.
 */
export function moveTo(form: FormDefinition, from: string, list: string, index: number): Changed {
  const kept = { form, path: from };
  const value = at(form, from);
  const depth = partsOf(from).length;
  const wanted = partsOf(list).at(-1);
  const fits =
    depth === 2 ? wanted === 'pages' : depth === 4 ? wanted === 'sections' : wanted === 'items' || wanted === 'fields';
  if (value === undefined || !fits || `${list}.`.startsWith(`${from}.`)) return kept;
  if (depth >= 6 && depthOf(list) + deepest(value as Item) > DEEPEST_GROUP) return kept;
  const own = parentOf(from);
  if (depth === 4 && own !== list && (at(form, own) as readonly Section[]).length === 1) return kept;
  const left = remove(form, from);
  const to = afterRemoving(list, from);
  const place = own === list && indexOf(from) < index ? index - 1 : index;
  const placed = own === list ? value : withFreeKeys(left, to, value, depth);
  const path = joinPath(to, place);
  return { form: insert(left, to, place, placed), path };
}

/** Where something dropped on a part goes: before or after it, or into it. Null where it cannot stand. */
export function dropPlace(
  form: FormDefinition,
  from: string,
  target: string,
  where: 'before' | 'after',
): { list: string; index: number } | null {
  const part = partAt(form, from);
  const parts = partsOf(target);
  const after = where === 'after' ? 1 : 0;
  if (part === 'form' || parts.length === 0) return null;
  if (part === 'page') return { list: 'pages', index: Number(parts[1]) + after };
  if (part === 'section') {
    const list = `${parts.slice(0, 2).join('.')}.sections`;
    return parts.length === 2 ? { list, index: 0 } : { list, index: Number(parts[3]) + (parts.length > 4 ? 1 : after) };
  }
  if (parts.length === 2) return { list: `${target}.sections.0.items`, index: 0 };
  if (parts.length === 4) return { list: `${target}.items`, index: 0 };
  const into = (at(form, target) as Item).kind === 'group' && where === 'after';
  return into ? { list: `${target}.fields`, index: 0 } : { list: parentOf(target), index: indexOf(target) + after };
}

/** A path as it is once something before it is gone. */
function afterRemoving(path: string, removed: string): string {
  const list = partsOf(parentOf(removed));
  const parts = [...partsOf(path)];
  const index = Number(parts[list.length]);
  const shares = list.every((part, i) => parts[i] === part) && parts.length > list.length;
  if (shares && index > indexOf(removed)) parts[list.length] = String(index - 1);
  return parts.join('.');
}

const depthOf = (list: string): number => partsOf(list).filter((part) => part === 'fields').length;
const deepest = (item: Item): number => (item.kind === 'group' ? 1 + Math.max(0, ...item.fields.map(deepest)) : 0);

/** The same part with another key where the list it comes to has its key already. */
function withFreeKeys(form: FormDefinition, list: string, value: unknown, depth: number): unknown {
  const keyed = value as { readonly key: string };
  const taken = new Set(
    depth >= 6
      ? takenKeys(form, joinPath(list, 0))
      : (at(form, list) as readonly { key: string }[]).map(({ key }) => key),
  );
  return taken.has(keyed.key) ? { ...keyed, key: freshKey(keyed.key, taken) } : value;
}
