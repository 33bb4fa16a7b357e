import { type Problem, problem } from '../problem.ts';
import type { CompiledForm } from './compile.ts';
import type { Answer, FormContext, FormTest } from './definition.ts';
import { evaluate } from './evaluate.ts';

/** The context of a stored test where it says nothing. */
const USUAL: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };

/** Runs the tests stored with a form: one problem for each that does not come out as it says. */
export function runTests(form: CompiledForm): readonly Problem[] {
  return (form.definition.tests ?? []).flatMap((test, i) => {
    const difference = differenceOf(form, test);
    return difference === null ? [] : [problem('TEST_FAILED', `tests.${i}`, `用例“${test.name}”未通过：${difference}`)];
  });
}

function differenceOf(form: CompiledForm, test: FormTest): string | null {
  const { errors, computed } = evaluate(form, test.answers, { ...USUAL, ...test.context });
  const got = new Map(errors.map(({ path, code }) => [path, code]));
  for (const [path, code] of Object.entries(test.errors)) {
    if (got.get(path) !== code) return `${path}应报${code}，实际${got.get(path) ?? '没有错误'}`;
  }
  for (const [path, code] of got) {
    if (!Object.hasOwn(test.errors, path)) return `${path}报了${code}，用例没有预期`;
  }
  for (const [path, value] of Object.entries(test.computed ?? {})) {
    const actual = Object.hasOwn(computed, path) ? (computed[path] as Answer) : null;
    if (JSON.stringify(actual) !== JSON.stringify(value)) {
      return `${path}应为${JSON.stringify(value)}，实际${JSON.stringify(actual)}`;
    }
  }
  return null;
}
