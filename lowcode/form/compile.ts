import { type Calendar, defaultCalendar } from '../calendar/calendar.ts';
import { compileRule } from '../rule/compile.ts';
import { type CompiledRule, type GroupSlot, rowScope, type Scope } from '../rule/scope.ts';
import type { Rule } from '../rule/tree.ts';
import { referencesOf } from '../rule/walk.ts';
import { mostRows } from './bounds.ts';
import type { Check, Field, FormDefinition, Group, Item } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { nodeId, nodesOf, orderOf } from './order.ts';
import { readerOf } from './read.ts';
import type { Reader } from './reader.ts';
import { scopeOf } from './scope.ts';

/** A form made ready to evaluate answers; immutable, to be kept by the caller as long as its version is in use. */
export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly scope: Scope;
  /** In reading order. */
  readonly items: readonly CompiledItem[];
  readonly byKey: ReadonlyMap<string, CompiledItem>;
  /** Keys that answers may have. */
  readonly answerable: ReadonlySet<string>;
  /** Those of all depths by key. */
  readonly groups: ReadonlyMap<string, CompiledGroup>;
  /** Pages, then sections; each waits for its parent. */
  readonly containers: readonly Container[];
  /** What is decided one after the other. */
  readonly order: readonly Decision[];
  readonly checks: readonly CompiledCheck[];
}

export type CompiledItem = CompiledField | CompiledGroup;

interface Container {
  readonly visible: CompiledRule | null;
  readonly parent: number | null;
}

type Decision =
  | { readonly what: 'container'; readonly ordinal: number; readonly container: Container }
  | { readonly what: 'field'; readonly field: CompiledField }
  | { readonly what: 'group'; readonly group: CompiledGroup }
  | { readonly what: 'column'; readonly group: CompiledGroup; readonly field: CompiledField };

export interface CompiledField {
  readonly kind: 'field';
  readonly field: Field;
  /** Place among the items of the form, or among the fields of its group. */
  readonly ordinal: number;
  readonly container: number;
  readonly visible: CompiledRule | null;
  readonly required: boolean | CompiledRule;
  readonly computed: CompiledRule | null;
  /** Rules of options that are not always offered, by value. */
  readonly options: ReadonlyMap<string, CompiledRule> | null;
  readonly read: Reader;
  /** Whether some rule reads it; others need no value for rules. */
  readonly isRead: boolean;
  /** Its paths by row, once they were made. */
  readonly paths: string[];
}

export interface CompiledGroup {
  readonly kind: 'group';
  readonly group: Group;
  readonly ordinal: number;
  readonly container: number;
  /** The group whose rows have this one; null in the form itself. */
  readonly parent: CompiledGroup | null;
  /** Place of its rows for rules. */
  readonly slot: GroupSlot;
  readonly visible: CompiledRule | null;
  /** What a row holds, in reading order. */
  readonly items: readonly CompiledItem[];
  readonly byKey: ReadonlyMap<string, CompiledItem>;
  /** Keys that a row may have. */
  readonly answerable: ReadonlySet<string>;
  readonly checks: readonly CompiledCheck[];
  readonly minRows: number;
  readonly maxRows: number;
}

export interface CompiledCheck {
  readonly check: Check;
  readonly rule: CompiledRule;
}

/**
 * Compiles a form that `checkForm` has passed; throws an Error for one whose rules name unknown fields or wait for each
 * other in a circle.
 */
export function compileForm(definition: FormDefinition, calendar: Calendar = defaultCalendar): CompiledForm {
  const scope = scopeOf(definition, calendar);
  const part: Part = { scope, isRead: readKeys(definition), groups: new Map(), decisions: new Map() };
  const containers: Container[] = [];
  const items: CompiledItem[] = [];
  const contain = (id: string, visible: Rule | undefined, parent: number | null): number => {
    const container = { visible: compiled(visible, scope), parent };
    const ordinal = containers.push(container) - 1;
    part.decisions.set(id, { what: 'container', ordinal, container });
    return ordinal;
  };
  definition.pages.forEach((page, p) => {
    const parent = contain(nodeId.page(p), page.visible, null);
    page.sections.forEach((section, s) => {
      const container = contain(nodeId.section(p, s), section.visible, parent);
      for (const item of section.items) items.push(compileItem(item, items.length, container, null, part));
    });
  });
  const found = orderOf(nodesOf(definition));
  if ('cycle' in found) throw new Error('form has rules that wait for each other in a circle');
  const order = found.order.flatMap((id) => part.decisions.get(id) ?? []);
  const checks = compileChecks(definition.checks, scope);
  const byKey = keyed(items);
  return {
    definition,
    scope,
    items,
    byKey,
    answerable: new Set(
      answerableKeys(definition.pages.flatMap(({ sections }) => sections.flatMap(({ items: all }) => all))),
    ),
    groups: part.groups,
    containers,
    order,
    checks,
  };
}

/** What the parts of one form share while it is compiled. */
interface Part {
  /** Of the form, or of the row a part stands in. */
  readonly scope: Scope;
  readonly isRead: ReadonlySet<string>;
  readonly groups: Map<string, CompiledGroup>;
  readonly decisions: Map<string, Decision>;
}

function compileItem(
  item: Item,
  ordinal: number,
  container: number,
  parent: CompiledGroup | null,
  part: Part,
): CompiledItem {
  if (item.kind === 'group') return compileGroup(item, ordinal, container, parent, part);
  const field = compileField(item, part.scope, ordinal, container, part.isRead);
  if (parent === null) part.decisions.set(nodeId.field(item.key), { what: 'field', field });
  else part.decisions.set(nodeId.row(parent.group.key, item.key), { what: 'column', group: parent, field });
  return field;
}

function compileGroup(
  group: Group,
  ordinal: number,
  container: number,
  parent: CompiledGroup | null,
  part: Part,
): CompiledGroup {
  const { scope } = part;
  const slot = scope.groups.get(group.key);
  if (!slot) throw new Error(`group ${JSON.stringify(group.key)} has no place`);
  const inside = { ...part, scope: rowScope(scope, slot) };
  const items: CompiledItem[] = [];
  const byKey = new Map<string, CompiledItem>();
  const inRow = new Set(['id', ...answerableKeys(group.fields)]);
  const made: CompiledGroup = {
    ...{ kind: 'group', group, ordinal, container, parent, slot, items, byKey, answerable: inRow },
    visible: compiled(group.visible, scope),
    checks: compileChecks(group.checks, inside.scope),
    minRows: group.minRows ?? 0,
    maxRows: mostRows(group),
  };
  part.groups.set(group.key, made);
  part.decisions.set(nodeId.group(group.key), { what: 'group', group: made });
  for (const item of group.fields) items.push(compileItem(item, items.length, container, made, inside));
  for (const [key, item] of keyed(items)) byKey.set(key, item);
  return made;
}

/** Keys of groups, and of fields that are not only text. */
function answerableKeys(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ kind, key }) => (saysOnly(kind) ? [] : [key]));
}

function keyed(items: readonly CompiledItem[]): ReadonlyMap<string, CompiledItem> {
  return new Map(items.map((item) => [item.kind === 'group' ? item.group.key : item.field.key, item]));
}

function compileField(
  field: Field,
  scope: Scope,
  ordinal: number,
  container: number,
  isRead: ReadonlySet<string>,
): CompiledField {
  const { required } = field;
  const conditional = (field.options ?? []).flatMap(({ value, visible }) =>
    visible ? [[value, compileRule(visible, scope)] as const] : [],
  );
  return {
    ...{ kind: 'field', field, ordinal, container },
    visible: compiled(field.visible, scope),
    required: typeof required === 'object' ? compileRule(required, scope) : (required ?? false),
    computed: compiled(field.computed, scope),
    options: conditional.length > 0 ? new Map(conditional) : null,
    read: readerOf(field),
    isRead: isRead.has(field.key),
    paths: [],
  };
}

function compiled(rule: Rule | undefined, scope: Scope): CompiledRule | null {
  return rule ? compileRule(rule, scope) : null;
}

function compileChecks(checks: readonly Check[] | undefined, scope: Scope): readonly CompiledCheck[] {
  return (checks ?? []).map((check) => ({ check, rule: compileRule(check.rule, scope) }));
}

/** Keys that some rule of the form names, in whatever group. */
function readKeys(form: FormDefinition): ReadonlySet<string> {
  const keys = new Set<string>();
  const note = (rule: Rule | boolean | undefined) => {
    if (typeof rule !== 'object') return;
    for (const { key } of referencesOf(rule)) keys.add(key.split('.')[0] as string);
  };
  const noteField = (field: Field) => {
    for (const rule of [field.visible, field.required, field.computed]) note(rule);
    for (const option of field.options ?? []) note(option.visible);
  };
  const noteItem = (item: Item) => {
    if (item.kind !== 'group') return noteField(item);
    note(item.visible);
    item.fields.forEach(noteItem);
    for (const check of item.checks ?? []) note(check.rule);
  };
  for (const page of form.pages) {
    note(page.visible);
    for (const section of page.sections) {
      note(section.visible);
      section.items.forEach(noteItem);
    }
  }
  for (const check of form.checks ?? []) note(check.rule);
  return keys;
}
