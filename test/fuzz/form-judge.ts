import type { CompiledForm } from '../../lowcode/form/compile.ts';
import type { Evaluation } from '../../lowcode/form/definition.ts';
import { evaluate } from '../../lowcode/form/evaluate.ts';
import { isObject } from '../../lowcode/form/reader.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import type { Problem } from '../../lowcode/problem.ts';
import { usual } from '../corpus/cases.ts';

const HAN = /\p{Script=Han}/u;

/** Each problem says what is wrong in Chinese, by a code, and where as a text. */
export function judgeProblems(problems: readonly Problem[]): void {
  for (const { code, path, message } of problems) {
    if (!/^[A-Z][A-Z_]+$/.test(code)) throw new Error(`no code: ${code}`);
    if (typeof path !== 'string') throw new Error(`${code} has no place`);
    if (!HAN.test(message.zh)) throw new Error(`${code} has no Chinese reason: ${message.zh}`);
  }
}

/** What holds of any answers: told errors, nothing hidden or refused kept, the same again, in whatever order. */
export function judgeAnswers(form: CompiledForm, answers: unknown): void {
  const found = evaluate(form, answers, usual);
  judgeProblems(found.errors);
  for (const path of pathsIn(found.answers)) {
    if (!found.visible.has(path)) throw new Error(`kept though hidden: ${path}`);
  }
  const again = evaluate(form, found.answers, usual);
  // Where something was refused, what is computed without it may be known the second time: of fewer rows, of none.
  const same = (one: Evaluation) => text(found.errors.length === 0 ? one.answers : typed(form, one));
  if (same(again) !== same(found)) throw new Error('kept answers change when evaluated again');
  const turned = evaluate(form, reversed(answers), usual);
  if (text(turned.answers) !== text(found.answers) || text(turned.computed) !== text(found.computed))
    throw new Error('the order of answers matters');
}

/** What is kept of what people gave. */
function typed({ definition }: CompiledForm, { answers }: Evaluation): unknown {
  return [...answersOf(definition, answers)]
    .filter(({ field }) => !field.computed)
    .map(({ path, answer }) => [path, answer]);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

/** Paths of answers; files, ranges and other answers with parts are one. */
function pathsIn(values: object, prefix = ''): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (prefix !== '' && key === 'id') return [];
    const path = prefix + key;
    return areRows(value) ? [path, ...value.flatMap((row, i) => pathsIn(row, `${path}.${i}.`))] : [path];
  });
}

/** Files have an id too, but also a size. */
function areRows(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every((row) => isObject(row) && 'id' in row && !('size' in row));
}

/** The same answers with the keys of every object the other way round; rows keep their order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
