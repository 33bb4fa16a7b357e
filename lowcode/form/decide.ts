import type { RowEnv, RuleEnv } from '../rule/scope.ts';
import { RuleFault, type RuleValue } from '../rule/value.ts';
import type { CompiledField, CompiledForm, CompiledGroup } from './compile.ts';
import type { Answer, FieldErrorCode, FormContext } from './definition.ts';
import { put } from './facts.ts';
import { isObject, Refusal } from './reader.ts';
import { toAnswer } from './value.ts';

/** A decided field: whether it is there, what is kept of its answer, and what is wrong with it. */
export interface Cell {
  readonly visible: boolean;
  readonly answer: Answer;
  readonly code: FieldErrorCode | null;
  /** Why it cannot be computed, or the part of the answer that is wrong. */
  readonly fault?: string | undefined;
}
export interface RowState {
  readonly id: string;
  readonly input: { readonly [key: string]: unknown };
  readonly env: RowEnv;
  /** Of its fields, and of the groups inside it, by ordinal. */
  readonly cells: Cell[];
  readonly groups: GroupState[];
}
export interface GroupState {
  readonly visible: boolean;
  readonly rows: readonly RowState[];
  /** What is wrong with the rows as such, by path below the group. */
  readonly problems: readonly (readonly [path: string, code: FieldErrorCode])[];
}
/** All decisions about one set of answers, by ordinal. */
export interface Decided {
  readonly env: RuleEnv;
  readonly cells: Cell[];
  readonly groups: GroupState[];
}

type Input = { readonly [key: string]: unknown };
const HIDDEN: Cell = { visible: false, answer: null, code: null };
const EMPTY: Cell = { visible: true, answer: null, code: null };
const NO_ROWS: GroupState = { visible: false, rows: [], problems: [] };
const ROW_ID = /^[A-Za-z0-9-]{1,36}$/;

/** Decides visibility and values in order of dependency. Nothing of a hidden field, page or row is looked at. */
export function decide(form: CompiledForm, input: Input, context: FormContext): Decided {
  const env: RuleEnv = { values: [], rows: [], row: null, context };
  const shown: boolean[] = [];
  const cells: Cell[] = [];
  const groups: GroupState[] = [];
  for (const decision of form.order) {
    switch (decision.what) {
      case 'container': {
        const { visible, parent } = decision.container;
        shown[decision.ordinal] = (parent === null || shown[parent] === true) && seen(visible, env);
        break;
      }
      case 'field': {
        const { field } = decision;
        const cell = shown[field.container] ? decideField(field, input, env) : HIDDEN;
        cells[field.ordinal] = cell;
        if (field.isRead) put(env.values, form.scope.fields, field.field, cell.answer);
        break;
      }
      case 'group': {
        const { group } = decision;
        if (group.parent !== null) {
          eachRow(group.parent, groups, (row) => decideInner(group, row, env));
          break;
        }
        const state = shown[group.container] ? decideGroup(group, input, env, null) : NO_ROWS;
        groups[group.ordinal] = state;
        env.rows[group.slot.index] = state.rows.map((row) => row.env);
        break;
      }
      case 'column': {
        const { field, group } = decision;
        eachRow(group, groups, (row) => decideCell(field, group, row, env));
        break;
      }
    }
    env.row = null;
  }
  return { env, cells, groups };
}

/** The rows of a group, where it stands in rows those of all of them. */
function eachRow(group: CompiledGroup, groups: readonly GroupState[], visit: (row: RowState) => void): void {
  if (group.parent === null) groups[group.ordinal]?.rows.forEach(visit);
  else eachRow(group.parent, groups, (row) => row.groups[group.ordinal]?.rows.forEach(visit));
}

function decideInner(group: CompiledGroup, row: RowState, env: RuleEnv): void {
  env.row = row.env;
  const state = decideGroup(group, row.input, env, row.env);
  row.groups[group.ordinal] = state;
  row.env.inner[group.slot.index] = state.rows.map((inner) => inner.env);
}

function decideCell(field: CompiledField, group: CompiledGroup, row: RowState, env: RuleEnv): void {
  env.row = row.env;
  const cell = decideField(field, row.input, env);
  row.cells[field.ordinal] = cell;
  if (field.isRead) put(row.env.values, group.slot.fields, field.field, cell.answer);
}

/** A page or section whose condition cannot be computed stays shown: its fields say what is wrong. */
function seen(visible: CompiledField['visible'], env: RuleEnv): boolean {
  if (visible === null) return true;
  const value = attempt(() => visible(env));
  return value instanceof RuleFault || value === true;
}

function decideField(compiled: CompiledField, input: Input, env: RuleEnv): Cell {
  const { key } = compiled.field;
  let raw: unknown;
  try {
    if (compiled.visible !== null && compiled.visible(env) !== true) return HIDDEN;
    if (compiled.computed !== null) raw = toAnswer(compiled.field, compiled.computed(env));
    else if (Object.hasOwn(input, key)) raw = input[key];
  } catch (error) {
    if (error instanceof RuleFault) return failed(error);
    throw error;
  }
  if (raw === undefined) return EMPTY;
  const answer = compiled.read(raw);
  if (answer instanceof Refusal) return { visible: true, answer: null, code: answer.code };
  const code = compiled.options === null ? null : offered(compiled.options, answer, env);
  return { visible: true, answer: code === null ? answer : null, code };
}

function decideGroup(compiled: CompiledGroup, input: Input, env: RuleEnv, outer: RowEnv | null): GroupState {
  if (compiled.visible !== null) {
    const visible = attempt(() => compiled.visible?.(env) ?? null);
    if (visible instanceof RuleFault) return { visible: true, rows: [], problems: [['', 'CANNOT_COMPUTE']] };
    if (visible !== true) return NO_ROWS;
  }
  const { key } = compiled.group;
  const raw = Object.hasOwn(input, key) ? input[key] : null;
  if (raw === null || raw === undefined) return { visible: true, rows: [], problems: [] };
  if (!Array.isArray(raw)) return { visible: true, rows: [], problems: [['', 'WRONG_TYPE']] };
  if (raw.length > compiled.maxRows) return { visible: true, rows: [], problems: [['', 'TOO_MANY_ROWS']] };
  const rows: RowState[] = [];
  const problems: [string, FieldErrorCode][] = [];
  const ids = new Set<string>();
  raw.forEach((row: unknown, i) => {
    const id = isObject(row) && Object.hasOwn(row, 'id') ? row.id : null;
    if (!isObject(row) || typeof id !== 'string' || !ROW_ID.test(id)) problems.push([`.${i}`, 'WRONG_TYPE']);
    else if (ids.has(id)) problems.push([`.${i}`, 'DUPLICATE_ROW']);
    else {
      ids.add(id);
      rows.push({ id, input: row, env: { values: [], outer, inner: [] }, cells: [], groups: [] });
    }
  });
  return { visible: true, rows: problems.length === 0 ? rows : [], problems };
}

function offered(options: ReadonlyMap<string, (env: RuleEnv) => RuleValue>, answer: Answer, env: RuleEnv) {
  for (const value of Array.isArray(answer) ? answer : [answer]) {
    const rule = options.get(value as string);
    const visible = rule && attempt(() => rule(env));
    if (visible instanceof RuleFault) return 'CANNOT_COMPUTE';
    if (visible !== undefined && visible !== true) return 'NOT_AN_OPTION';
  }
  return null;
}

function failed(fault: RuleFault): Cell {
  return { visible: true, answer: null, code: 'CANNOT_COMPUTE', fault: fault.code };
}

/** The value, or the fault that stands in its way; other errors are bugs and go on. */
export function attempt<T>(compute: () => T): T | RuleFault {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RuleFault) return error;
    throw error;
  }
}
