import { checkForm } from '../../../lowcode/form/check-form.ts';
import { runTests } from '../../../lowcode/form/check-tests.ts';
import { type CompiledForm, compileForm } from '../../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';

/** One example kept with a form, and what is wrong with what comes out; null when it is as expected. */
export interface TestResult {
  readonly name: string;
  readonly fault: string | null;
}

/** Runs the form's own examples. Null for a form that cannot run, which its problems say. */
export function testResultsOf(form: FormDefinition): readonly TestResult[] | null {
  if (checkForm(form).some(({ code }) => code !== 'TEST_FAILED')) return null;
  const compiled: CompiledForm = compileForm(form);
  const faults = new Map(runTests(compiled).map(({ path, message }) => [path, message.zh]));
  return (form.tests ?? []).map(({ name }, at) => ({ name, fault: faults.get(`tests.${at}`) ?? null }));
}
