import type { CompiledRule, RuleEnv } from '../rule/scope.ts';
import { RuleFault } from '../rule/value.ts';
import type { Text } from '../text.ts';
import type { CompiledCheck, CompiledField, CompiledForm, CompiledGroup } from './compile.ts';
import { attempt, type Cell, decide, type GroupState, type RowState } from './decide.ts';
import type { Answer, Answers, Evaluation, FieldError, FieldErrorCode, FormContext, Row } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { groupMessage, messageFor, unknownMessage } from './messages.ts';
import { withoutPending } from './pending.ts';
import { isObject } from './reader.ts';

/** At most this many unknown keys are named; the rest is the same mistake. */
const MOST_UNKNOWN = 20;

interface Findings {
  readonly env: RuleEnv;
  readonly visible: Set<string>;
  readonly required: Set<string>;
  readonly computed: { [path: string]: Answer };
  readonly errors: FieldError[];
}

/**
 * Evaluates answers from anywhere against a form: what is visible and required, the computed values, the answers to
 * keep, and every error with its path, in reading order. The same in browser and server. Answers are in their stored
 * form (`Answers`); they are cleaned (spaces, width, case), hidden and computed ones in them are not looked at, and
 * those that are refused are not kept. Never throws for any input.
 */
export function evaluate(form: CompiledForm, answers: unknown, context: FormContext): Evaluation {
  const input = isObject(answers) ? answers : {};
  const decided = decide(form, input, context);
  const findings: Findings = {
    ...{ env: decided.env, visible: new Set<string>(), required: new Set<string>() },
    ...{ computed: {}, errors: [] },
  };
  if (!isObject(answers)) {
    findings.errors.push({ path: '', code: 'WRONG_TYPE', message: { zh: '答案的数据格式不正确' } });
  }
  unknownKeys(input, form.answerable, '', findings);
  const kept: { [key: string]: Answer | readonly Row[] } = {};
  for (const item of form.items) {
    if (item.kind === 'field') {
      const answer = fieldAnswer(item, decided.cells[item.ordinal] as Cell, item.field.key, '', findings);
      if (answer !== null) kept[item.field.key] = answer;
    } else {
      const rows = groupAnswer(item, decided.groups[item.ordinal] as GroupState, '', '', findings);
      if (rows.length > 0) kept[item.group.key] = rows;
    }
  }
  for (const check of form.checks) runCheck(check, check.check.at, findings);
  const { visible, required, computed, errors } = findings;
  return { visible, required, ...withoutPending(form, { computed, answers: kept as Answers, errors }) };
}

function unknownKeys(input: object, known: ReadonlySet<string>, prefix: string, { errors }: Findings): void {
  let count = 0;
  for (const key of Object.keys(input)) {
    if (known.has(key)) continue;
    if (++count > MOST_UNKNOWN) return;
    errors.push({ path: `${prefix}${key.slice(0, 60)}`, code: 'UNKNOWN_FIELD', message: unknownMessage() });
  }
}

function fieldAnswer(compiled: CompiledField, cell: Cell, path: string, where: string, findings: Findings): Answer {
  if (!cell.visible) return null;
  const { field } = compiled;
  findings.visible.add(path);
  const say = (code: FieldErrorCode, fault?: string) => {
    findings.errors.push({ path, code, message: placed(messageFor(field, code, fault), where) });
  };
  if (cell.code !== null) say(cell.code, cell.fault);
  if (compiled.computed !== null) {
    findings.computed[path] = cell.answer;
    return cell.answer;
  }
  const required = field.kind === 'declaration' || isRequired(compiled.required, findings.env);
  if (required instanceof RuleFault) say('CANNOT_COMPUTE', required.code);
  if (required === true && !saysOnly(field.kind)) {
    findings.required.add(path);
    const given = cell.answer !== null && (field.kind !== 'declaration' || cell.answer === true);
    if (!given && cell.code === null) say('REQUIRED');
  }
  return cell.answer;
}

function isRequired(required: boolean | CompiledRule, env: RuleEnv): boolean | RuleFault {
  if (typeof required === 'boolean') return required;
  const value = attempt(() => required(env));
  return value instanceof RuleFault ? value : value === true;
}

function groupAnswer(
  compiled: CompiledGroup,
  state: GroupState,
  prefix: string,
  where: string,
  findings: Findings,
): readonly Row[] {
  if (!state.visible) return [];
  const { group } = compiled;
  const path = prefix + group.key;
  findings.visible.add(path);
  const say = (below: string, code: FieldErrorCode) => {
    findings.errors.push({ path: path + below, code, message: placed(groupMessage(group, code), where) });
  };
  for (const [below, code] of state.problems) say(below, code);
  if (compiled.minRows > 0) {
    findings.required.add(path);
    if (state.rows.length < compiled.minRows && state.problems.length === 0) say('', 'TOO_FEW_ROWS');
  }
  const around = where === '' ? '' : `${where}的“${group.label.zh}”`;
  return state.rows.map((row, i) => rowAnswer(compiled, row, i, `${path}.${i}.`, `${around}第${i + 1}行`, findings));
}

function rowAnswer(
  compiled: CompiledGroup,
  row: RowState,
  index: number,
  prefix: string,
  where: string,
  findings: Findings,
): Row {
  unknownKeys(row.input, compiled.answerable, prefix, findings);
  const isOuter = compiled.parent === null;
  const kept: { id: string; [key: string]: Answer | readonly Row[] } = { id: row.id };
  for (const item of compiled.items) {
    findings.env.row = row.env;
    if (item.kind === 'group') {
      const rows = groupAnswer(item, row.groups[item.ordinal] as GroupState, prefix, where, findings);
      if (rows.length > 0) kept[item.group.key] = rows;
    } else {
      const { key } = item.field;
      const path = isOuter ? pathInRow(item, index, prefix) : prefix + key;
      const answer = fieldAnswer(item, row.cells[item.ordinal] as Cell, path, where, findings);
      if (answer !== null) kept[key] = answer;
    }
  }
  findings.env.row = row.env;
  for (const check of compiled.checks) runCheck(check, prefix + check.check.at, findings);
  findings.env.row = null;
  return kept;
}

/** The same text each time: one that was looked at before is found in a set without being read again. */
function pathInRow(item: CompiledField, index: number, prefix: string): string {
  let path = item.paths[index];
  if (path === undefined) {
    path = prefix + item.field.key;
    item.paths[index] = path;
  }
  return path;
}

function placed(message: Text, where: string): Text {
  return where === '' ? message : { zh: `${where}：${message.zh}` };
}

/** A check fails only when it is surely false: what is empty or refused has its own error. */
function runCheck({ check, rule }: CompiledCheck, path: string, { env, errors }: Findings): void {
  const value = attempt(() => rule(env));
  if (value === false) errors.push({ path, code: 'CHECK_FAILED', message: check.message });
  else if (value instanceof RuleFault) errors.push({ path, code: 'CANNOT_COMPUTE', message: check.message });
}
