import { type Problem, problem } from '../problem.ts';
import type { Rule } from '../rule/tree.ts';
import { childrenOf } from '../rule/walk.ts';
import { mostRows } from './bounds.ts';
import type { Field, FormDefinition, Group, Item } from './definition.ts';
import { LONGEST_TEXT } from './read-text.ts';
import { groupsOf, itemsOf } from './walk.ts';

/** What one evaluation may cost at most, in steps of some fifty nanoseconds: a few tenths of a second at the worst. */
export const MOST_STEPS = 3_000_000;
/** To read one answer and to say what became of it. */
const STEPS_OF_A_CELL = 20;
/** To count working days one by one over years. */
const STEPS_OF_A_CALENDAR = 500;
/** A quotient of 40 digits, and what is reckoned with it. */
const STEPS_OF_A_QUOTIENT = 40;
/** Characters that are gone through in one step. */
const CHARACTERS = 40;

/**
 * Refuses a form whose evaluation could take too long when every group is full: rules in rows are computed in each, and
 * what goes through rows is multiplied by them. The bound holds for any answers, since more rows than allowed are refused
 * before they are looked at.
 */
export function checkCost(form: FormDefinition): readonly Problem[] {
  const found = costsOf(form);
  const total = found.reduce((sum, { steps }) => sum + steps, 0);
  if (total <= MOST_STEPS) return [];
  const dearest = found.reduce((a, b) => (b.steps > a.steps ? b : a));
  const times = Math.ceil(total / MOST_STEPS);
  return [
    problem(
      'FORM_TOO_COSTLY',
      dearest.path,
      `表单填满时计算量过大，约为上限的${times}倍，其中“${dearest.label}”的规则最重：请减少最多行数，或不要在每一行里再统计所有行`,
    ),
  ];
}

/** Steps that one evaluation of a full form takes at most. */
export function stepsOf(form: FormDefinition): number {
  return costsOf(form).reduce((sum, { steps }) => sum + steps, 0);
}

interface Cost {
  readonly label: string;
  readonly path: string;
  readonly steps: number;
}

/** Where a rule stands: the groups around it, from the outside, and how many rows of the innermost there are in all. */
interface Place {
  readonly around: readonly string[];
  readonly rows: number;
}

function costsOf(form: FormDefinition): readonly Cost[] {
  const known = new Known(form);
  const costs: Cost[] = [];
  const add = (label: string, path: string, place: Place, own: number, rules: readonly (Rule | undefined)[]) => {
    const each = rules.reduce((sum, rule) => sum + (rule ? known.steps(rule, place.around) : 0), own);
    costs.push({ label, path, steps: each * place.rows });
  };
  const visit = (item: Item, path: string, place: Place): void => {
    const label = item.label.zh;
    if (item.kind !== 'group') {
      add(label, path, place, STEPS_OF_A_CELL, rulesOf(item));
      return;
    }
    add(label, path, place, STEPS_OF_A_CELL, [item.visible]);
    const inside = { around: [...place.around, item.key], rows: place.rows * mostRows(item) };
    for (const check of item.checks ?? []) add(check.message.zh, path, inside, 1, [check.rule]);
    item.fields.forEach((inner, i) => {
      visit(inner, `${path}.fields.${i}`, inside);
    });
  };
  const whole: Place = { around: [], rows: 1 };
  for (const page of form.pages) {
    add(page.title.zh, 'pages', whole, 1, [page.visible, ...page.sections.map(({ visible }) => visible)]);
  }
  for (const { item, path } of itemsOf(form)) visit(item, path, whole);
  for (const check of form.checks ?? []) add(check.message.zh, 'checks', whole, 1, [check.rule]);
  return costs;
}

function rulesOf(field: Field): readonly (Rule | undefined)[] {
  const required = typeof field.required === 'object' ? field.required : undefined;
  // A multiple choice asks for each of its options; a single one for the chosen one.
  return [field.visible, field.computed, required, ...(field.options ?? []).map(({ visible }) => visible)];
}

/** What is known of the groups and texts of a form to tell the cost of its rules. */
class Known {
  private readonly groups: ReadonlyMap<string, { readonly group: Group; readonly around: readonly Group[] }>;
  private readonly lengths = new Map<string, number>();

  constructor(form: FormDefinition) {
    this.groups = new Map(groupsOf(form).map((placed) => [placed.group.key, placed]));
    const note = (item: Item): void => {
      if (item.kind === 'group') item.fields.forEach(note);
      else this.lengths.set(item.key, Math.max(this.lengths.get(item.key) ?? 0, lengthOf(item)));
    };
    for (const { item } of itemsOf(form)) note(item);
  }

  steps(rule: Rule, around: readonly string[]): number {
    const inside = 'group' in rule ? this.chainOf(rule.group) : around;
    const parts = childrenOf(rule).reduce((sum, [, child]) => sum + this.steps(child, inside), 0);
    if ('group' in rule) return 1 + this.rowsSeen(rule.group, around) * (1 + parts);
    switch (rule.op) {
      case 'length':
      case 'trim':
      case 'upper':
      case 'contains':
      case 'startsWith':
      case 'concat':
        return 1 + parts + this.characters(rule) / CHARACTERS;
      case '/':
        return STEPS_OF_A_QUOTIENT + parts;
      case 'addWorkingDays':
      case 'workingDaysBetween':
        return STEPS_OF_A_CALENDAR + parts;
      default:
        return 1 + parts;
    }
  }

  /** The rows that a rule goes through: of the row it stands in where that has the group, else of all. */
  private rowsSeen(key: string, around: readonly string[]): number {
    const placed = this.groups.get(key);
    if (!placed) return 0;
    const parents = placed.around.map((group) => group.key);
    const own = parents.filter((parent, i) => around[i] === parent).length;
    return placed.around.slice(own).reduce((rows, group) => rows * mostRows(group), mostRows(placed.group));
  }

  private chainOf(key: string): readonly string[] {
    const placed = this.groups.get(key);
    return placed ? [...placed.around, placed.group].map((group) => group.key) : [];
  }

  /** Characters at most that a part of a rule can have. */
  private characters(rule: Rule): number {
    if (rule.op === 'text') return rule.value.length;
    if (rule.op === 'field' || rule.op === 'row') return this.lengths.get(rule.key) ?? SHORT_TEXT;
    const parts = childrenOf(rule).map(([, child]) => this.characters(child));
    return parts.length === 0 ? SHORT_TEXT : parts.reduce((sum, length) => sum + length, 0);
  }
}

/** Codes, dates, numbers. */
const SHORT_TEXT = 40;

function lengthOf({ kind }: Field): number {
  return Object.hasOwn(LONGEST_TEXT, kind) ? LONGEST_TEXT[kind as keyof typeof LONGEST_TEXT] : SHORT_TEXT;
}
