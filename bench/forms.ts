import { readFileSync } from 'node:fs';
import { checkForm } from '../lowcode/form/check-form.ts';
import { compileForm } from '../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition, FormTest } from '../lowcode/form/definition.ts';
import { evaluate } from '../lowcode/form/evaluate.ts';
import { fieldsOf } from '../lowcode/form/walk.ts';
import { median, ms, printTable, rate, ratio, type Target } from './lib/report.ts';
import * as formio from './lib/subsidy/formio.ts';
import * as ours from './lib/subsidy/ours.ts';
import { sampleOf, samples } from './lib/subsidy/samples.ts';
import * as survey from './lib/subsidy/survey.ts';

const ROAD = new URL('../samples/hengshan/forms/zhan-yong-wa-jue-dao-lu.json', import.meta.url);
const USUAL: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };
const ROUNDS = 5;
const WANTED = { rate: 20_000, ratio: 10, largest: 100, road: 0.1 };

/**
 * What it costs to evaluate answers, in processor time of one core, so that it means something while others work: the
 * largest stored application for the road form; and a form of 30 fields, 20 rules and a group of ten rows, against the
 * validation of Form.io's server and of SurveyJS on the same form, which must accept and refuse the same samples.
 */
export async function run(): Promise<readonly Target[]> {
  agree();
  const [first] = samples;
  if (!first) throw new Error('there is nothing to time');
  const answers = ours.answersOf(first.sample);
  const largest = ours.answersOf(sampleOf(500));
  if (!ours.judge(largest).valid) throw new Error('an application with 500 rows is refused');
  const times = { ours: [] as number[], formio: [] as number[], survey: [] as number[], largest: [] as number[] };
  // In turns, so that what else the machine does falls on all.
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(processorMs(() => ours.judge(answers), 12_000));
    times.formio.push(processorMs(() => formio.judge(first.sample), 60));
    times.survey.push(processorMs(() => survey.judge(first.sample), 20));
    times.largest.push(processorMs(() => ours.judge(largest), 60));
  }
  const each = { ours: median(times.ours), formio: median(times.formio), survey: median(times.survey) };
  const largestMs = median(times.largest);
  const road = roadMs();
  printTable(`A form of ${fieldsOf(ours.form).length} fields and 20 rules, ${first.name} with ten rows`, [
    { '': 'Hengyun evaluate', 'per core': rate(1000 / each.ours), 'processor time': ms(each.ours), against: '' },
    row('Form.io server validation', each.formio, each.ours),
    row('SurveyJS validate', each.survey, each.ours),
    { '': 'Hengyun, 500 rows', 'per core': rate(1000 / largestMs), 'processor time': ms(largestMs), against: '' },
  ]);
  const target = (what: string, measured: string, wanted: string, met: boolean) => ({ what, measured, wanted, met });
  const perSecond = 1000 / each.ours;
  return [
    target('evaluate 30 fields', rate(perSecond), rate(WANTED.rate), perSecond >= WANTED.rate),
    ...(['formio', 'survey'] as const).map((peer) => {
      const times = each[peer] / each.ours;
      return target(`as fast as ${peer}`, ratio(times), ratio(WANTED.ratio), times >= WANTED.ratio);
    }),
    target('evaluate 500 rows', ms(largestMs), ms(WANTED.largest), largestMs < WANTED.largest),
    target('evaluate a road application', ms(road), ms(WANTED.road), road < WANTED.road),
  ];
}

/** A fast wrong answer counts for nothing: all must say the same of every sample. */
function agree(): void {
  const problems = checkForm(ours.form);
  if (problems.length > 0) throw new Error(`the form could not be published: ${problems[0]?.message.zh}`);
  const fields = fieldsOf(ours.form).length;
  if (formio.fields !== fields || survey.fields !== fields) throw new Error('the forms do not have the same fields');
  for (const { name, sample, valid } of samples) {
    const said = {
      ours: ours.judge(ours.answersOf(sample)),
      formio: formio.judge(sample),
      survey: survey.judge(sample),
    };
    for (const [peer, { valid: found, total }] of Object.entries(said)) {
      if (found !== valid) throw new Error(`${peer} ${found ? 'accepts' : 'refuses'} ${name}`);
      if (valid && total !== said.ours.total) throw new Error(`${peer} pays ${total} for ${name}`);
    }
  }
}

function row(name: string, time: number, against: number): Record<string, string> {
  return { '': name, 'per core': rate(1000 / time), 'processor time': ms(time), against: ratio(time / against) };
}

/** The largest stored application; it must say a computed value, so that a wrong answer is noticed. */
function roadMs(): number {
  const form = JSON.parse(readFileSync(ROAD, 'utf8')) as FormDefinition;
  const application = largestOf(form.tests ?? []);
  const compiled = compileForm(form);
  const context = { ...USUAL, ...application.context };
  const once = () => {
    const { errors, computed } = evaluate(compiled, application.answers, context);
    if (errors.length > 0) throw new Error(`unexpected error at ${errors[0]?.path}`);
    for (const [path, value] of Object.entries(application.computed ?? {})) {
      if (computed[path] !== value) throw new Error(`${path} is ${String(computed[path])}`);
    }
  };
  return median(Array.from({ length: ROUNDS }, () => processorMs(once, 2000)));
}

/** Milliseconds of processor time of one call, all threads of the process together. */
function processorMs(work: () => unknown, calls: number): number {
  for (let i = 0; i < calls / 3; i++) work();
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / calls;
}

function largestOf(tests: readonly FormTest[]): FormTest {
  const size = (answers: Answers) => JSON.stringify(answers).length;
  const valid = tests.filter(({ errors, computed }) => Object.keys(errors).length === 0 && computed !== undefined);
  const [first, ...rest] = valid;
  if (!first) throw new Error('the road form has no stored application with a computed value');
  return rest.reduce((a, b) => (size(b.answers) > size(a.answers) ? b : a), first);
}
