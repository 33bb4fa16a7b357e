import { readFileSync } from 'node:fs';
import { compileForm } from '../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition, FormTest } from '../lowcode/form/definition.ts';
import { evaluate } from '../lowcode/form/evaluate.ts';
import { fieldsOf } from '../lowcode/form/walk.ts';
import { median, printTable, quantile, type Target } from './lib/report.ts';

const ROAD = new URL('../samples/hengshan/forms/zhan-yong-wa-jue-dao-lu.json', import.meta.url);
const USUAL: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };
const BATCHES = 500;
const IN_BATCH = 20;

/** Microseconds to evaluate the largest stored application for the road form, and to compile the form. */
export async function run(): Promise<readonly Target[]> {
  const form = JSON.parse(readFileSync(ROAD, 'utf8')) as FormDefinition;
  const application = largest(form.tests ?? []);
  const compile = times(() => compileForm(form), 20, 10);
  const compiled = compileForm(form);
  const context = { ...USUAL, ...application.context };
  const once = () => {
    const { errors, computed } = evaluate(compiled, application.answers, context);
    if (errors.length > 0) throw new Error(`unexpected error at ${errors[0]?.path}`);
    for (const [path, value] of Object.entries(application.computed ?? {})) {
      if (computed[path] !== value) throw new Error(`${path} is ${String(computed[path])}`);
    }
  };
  times(once, 100, IN_BATCH);
  const found = times(once, BATCHES, IN_BATCH);
  printTable(`Form of ${fieldsOf(form).length} fields, ${application.name}`, [
    { '': 'evaluate', median: us(median(found)), p99: us(quantile(found, 0.99)) },
    { '': 'compile', median: us(median(compile)), p99: us(quantile(compile, 0.99)) },
  ]);
  const measured = median(found);
  return [{ what: 'evaluate a complete application', measured: us(measured), wanted: '100 µs', met: measured < 100 }];
}

/** Microseconds of one call, by batches, sorted. */
function times(work: () => unknown, batches: number, inBatch: number): readonly number[] {
  const found: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const start = performance.now();
    for (let i = 0; i < inBatch; i++) work();
    found.push(((performance.now() - start) * 1000) / inBatch);
  }
  return found.sort((a, b) => a - b);
}

/** The valid application with the most answers: it must say a computed value, so that a wrong answer is noticed. */
function largest(tests: readonly FormTest[]): FormTest {
  const size = (answers: Answers) => JSON.stringify(answers).length;
  const valid = tests.filter(({ errors, computed }) => Object.keys(errors).length === 0 && computed !== undefined);
  const [first, ...rest] = valid;
  if (!first) throw new Error('the road form has no stored application with a computed value');
  return rest.reduce((a, b) => (size(b.answers) > size(a.answers) ? b : a), first);
}

function us(microseconds: number): string {
  return `${microseconds.toFixed(1)} µs`;
}
