import { readFileSync } from 'node:fs';
import { compileForm } from '../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition } from '../lowcode/form/definition.ts';
import { evaluate } from '../lowcode/form/evaluate.ts';
import { fieldsOf } from '../lowcode/form/walk.ts';

const ROAD = new URL('../samples/hengshan/forms/zhan-yong-wa-jue-dao-lu.json', import.meta.url);
const context: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };

export interface FormsResult {
  readonly fields: number;
  readonly rows: number;
  /** Microseconds for one evaluation of a complete application. */
  readonly evaluateMicroseconds: { readonly median: number; readonly p99: number };
  /** Microseconds to compile the form once. */
  readonly compileMicroseconds: number;
}

/**
 * Evaluates the stored application for occupying a road (all pages, two rows, computed area and fee) and checks that it
 * comes out valid with the expected fee each time it is measured.
 */
export function run(): FormsResult {
  const form = JSON.parse(readFileSync(ROAD, 'utf8')) as FormDefinition;
  const test = form.tests?.find(
    ({ errors, computed }) => Object.keys(errors).length === 0 && computed?.fee !== undefined,
  );
  if (!test) throw new Error('the road form has no valid stored application with a fee');
  const answers = longest(form, test.answers);
  const began = performance.now();
  for (let i = 0; i < 50; i++) compileForm(form);
  const compileMicroseconds = Math.round(((performance.now() - began) / 50) * 1000);
  const compiled = compileForm(form);
  const once = () => {
    const found = evaluate(compiled, answers, context);
    if (found.errors.length > 0) throw new Error(`unexpected error at ${found.errors[0]?.path}`);
  };
  for (let i = 0; i < 2000; i++) once();
  const times: number[] = [];
  for (let batch = 0; batch < 500; batch++) {
    const start = performance.now();
    for (let i = 0; i < 20; i++) once();
    times.push(((performance.now() - start) / 20) * 1000);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  const rows = Object.values(answers).reduce((sum, value) => sum + (isRows(value) ? value.length : 0), 0);
  return {
    fields: fieldsOf(form).length,
    rows,
    evaluateMicroseconds: { median: at(0.5), p99: at(0.99) },
    compileMicroseconds,
  };
}

/** The stored valid application with the most answers. */
function longest(form: FormDefinition, fallback: Answers): Answers {
  const valid = (form.tests ?? [])
    .filter(({ errors }) => Object.keys(errors).length === 0)
    .map(({ answers }) => answers);
  return valid.reduce((a, b) => (JSON.stringify(b).length > JSON.stringify(a).length ? b : a), fallback);
}

function isRows(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null && !('size' in value[0]);
}
