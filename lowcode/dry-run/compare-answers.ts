import type { CompiledForm } from '../form/compile.ts';
import type { Answers, Evaluation, FormContext, FormDefinition } from '../form/definition.ts';
import { evaluate } from '../form/evaluate.ts';
import { itemsOf } from '../form/walk.ts';
import { canonical } from './canonical.ts';

/** Kinds of change that a new version makes to a case that is there. */
export type OutcomeChange =
  | 'invalid' // 原来能提交，现在不能
  | 'valid' // 原来不能提交，现在能
  | 'shown' // 多问的问题
  | 'hidden' // 不再问的问题
  | 'computed' // 算出的值变了
  | 'fee' // 费用变了
  | 'path' // 办理环节变了
  | 'unit' // 承办单位变了
  | 'limit' // 时限变了
  | 'late' // 按新的期限会逾期
  | 'audience'; // 不再受理这类申请人

/** One change of one case; `detail` names the question, stage or limit and never an answer. */
export interface Finding {
  readonly change: OutcomeChange;
  readonly detail: string;
}

/**
 * What a case's answers come to by another version of its form: the same answers, the same day. Nothing of the answers is
 * in the findings. Each finding once, however many rows it concerns.
 */
export function compareAnswers(
  before: CompiledForm,
  after: CompiledForm,
  answers: Answers,
  context: FormContext,
): readonly Finding[] {
  const [old, now] = [evaluate(before, answers, context), evaluate(after, known(after, answers), context)];
  const labels = labelsOf(before.definition, after.definition);
  const found = new Map<string, Finding>();
  const say = (change: OutcomeChange, detail: string) => found.set(`${change} ${detail}`, { change, detail });
  const errors = ({ errors: all }: Evaluation) => new Map(all.map((one) => [`${shortOf(one.path)} ${one.code}`, one]));
  const [was, is] = [errors(old), errors(now)];
  for (const [key, { path, message }] of is) if (!was.has(key)) say('invalid', `${labels(path)}：${plain(message.zh)}`);
  for (const [key, { path, message }] of was) if (!is.has(key)) say('valid', `${labels(path)}：${plain(message.zh)}`);
  for (const key of now.visible) if (!old.visible.has(key)) say('shown', labels(key));
  for (const key of old.visible) if (!now.visible.has(key)) say('hidden', labels(key));
  const fee = after.definition.feeField ?? before.definition.feeField;
  for (const path of new Set([...Object.keys(old.computed), ...Object.keys(now.computed)])) {
    const [a, b] = [old.computed[path] ?? null, now.computed[path] ?? null];
    if (canonical(a) === canonical(b)) continue;
    if (path !== fee) say('computed', labels(path));
    else
      say(
        'fee',
        typeof a === 'string' && typeof b === 'string'
          ? Number(b) > Number(a)
            ? '费用增加'
            : '费用减少'
          : '费用有无变化',
      );
  }
  return [...found.values()];
}

/** Answers to questions that are still there: those that are gone are no mistake of the applicant's. */
function known({ definition }: CompiledForm, answers: Answers): Answers {
  const keys = new Set(itemsOf(definition).map(({ item }) => item.key));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.has(key)));
}

function labelsOf(before: FormDefinition, after: FormDefinition): (path: string) => string {
  const labels = new Map<string, string>();
  for (const { item } of [...itemsOf(before), ...itemsOf(after)]) note(labels, item, '');
  return (path) => `“${labels.get(shortOf(path)) ?? '表单'}”`;
}

function note(labels: Map<string, string>, item: ReturnType<typeof itemsOf>[number]['item'], prefix: string): void {
  labels.set(prefix + item.key, item.label.zh);
  if (item.kind === 'group') for (const field of item.fields) note(labels, field, `${prefix}${item.key}.`);
}

/** A path without the numbers of rows. */
function shortOf(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, '');
}

/** A message without the row that it stands in. */
function plain(message: string): string {
  return message.replace(/^(?:第\d+行：?)+/, '');
}
