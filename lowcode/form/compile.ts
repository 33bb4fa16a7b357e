import { type Calendar, defaultCalendar } from '../calendar/calendar.ts';
import { compileRule } from '../rule/compile.ts';
import { type CompiledRule, rowScope, type Scope } from '../rule/scope.ts';
import type { Rule } from '../rule/tree.ts';
import { referencesOf } from '../rule/walk.ts';
import { MOST_ROWS } from './bounds.ts';
import type { Check, Field, FormDefinition, Group } from './definition.ts';
import { nodeId, nodesOf, orderOf } from './order.ts';
import { readerOf } from './read.ts';
import type { Reader } from './reader.ts';
import { scopeOf } from './scope.ts';

/** A form made ready to evaluate answers; immutable, to be kept by the caller as long as its version is in use. */
export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly scope: Scope;
  /** In reading order. */
  readonly items: readonly (CompiledField | CompiledGroup)[];
  readonly byKey: ReadonlyMap<string, CompiledField | CompiledGroup>;
  /** Pages, then sections; each waits for its parent. */
  readonly containers: readonly Container[];
  /** What is decided one after the other. */
  readonly order: readonly Decision[];
  readonly checks: readonly CompiledCheck[];
}

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
}

export interface CompiledGroup {
  readonly kind: 'group';
  readonly group: Group;
  readonly ordinal: number;
  readonly container: number;
  /** Place of its rows for rules. */
  readonly index: number;
  readonly visible: CompiledRule | null;
  readonly fields: readonly CompiledField[];
  readonly byKey: ReadonlyMap<string, CompiledField>;
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
  const isRead = readKeys(definition);
  const containers: Container[] = [];
  const items: (CompiledField | CompiledGroup)[] = [];
  const decisions = new Map<string, Decision>();
  const contain = (id: string, visible: Rule | undefined, parent: number | null): number => {
    const container = { visible: compiled(visible, scope), parent };
    const ordinal = containers.push(container) - 1;
    decisions.set(id, { what: 'container', ordinal, container });
    return ordinal;
  };
  definition.pages.forEach((page, p) => {
    const parent = contain(nodeId.page(p), page.visible, null);
    page.sections.forEach((section, s) => {
      const container = contain(nodeId.section(p, s), section.visible, parent);
      for (const item of section.items) {
        if (item.kind === 'group') {
          const group = compileGroup(item, scope, items.length, container, isRead);
          items.push(group);
          decisions.set(nodeId.group(item.key), { what: 'group', group });
          for (const field of group.fields) {
            decisions.set(nodeId.row(item.key, field.field.key), { what: 'column', group, field });
          }
        } else {
          const field = compileField(item, scope, items.length, container, isRead);
          items.push(field);
          decisions.set(nodeId.field(item.key), { what: 'field', field });
        }
      }
    });
  });
  const found = orderOf(nodesOf(definition));
  if ('cycle' in found) throw new Error('form has rules that wait for each other in a circle');
  const order = found.order.flatMap((id) => decisions.get(id) ?? []);
  const checks = compileChecks(definition.checks, scope);
  const byKey = new Map(items.map((item) => [item.kind === 'group' ? item.group.key : item.field.key, item]));
  return { definition, scope, items, byKey, containers, order, checks };
}

function compileGroup(
  group: Group,
  scope: Scope,
  ordinal: number,
  container: number,
  isRead: ReadonlySet<string>,
): CompiledGroup {
  const slot = scope.groups.get(group.key);
  if (!slot) throw new Error(`group ${JSON.stringify(group.key)} has no place`);
  const inside = rowScope(scope, slot);
  const fields = group.fields.map((field, i) => compileField(field, inside, i, container, isRead));
  return {
    ...{ kind: 'group', group, ordinal, container, index: slot.index, fields },
    visible: compiled(group.visible, scope),
    byKey: new Map(fields.map((field) => [field.field.key, field])),
    checks: compileChecks(group.checks, inside),
    minRows: group.minRows ?? 0,
    maxRows: Math.min(group.maxRows ?? MOST_ROWS, MOST_ROWS),
  };
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
  for (const page of form.pages) {
    note(page.visible);
    for (const section of page.sections) {
      note(section.visible);
      for (const item of section.items) {
        if (item.kind !== 'group') noteField(item);
        else {
          note(item.visible);
          item.fields.forEach(noteField);
          for (const check of item.checks ?? []) note(check.rule);
        }
      }
    }
  }
  for (const check of form.checks ?? []) note(check.rule);
  return keys;
}
