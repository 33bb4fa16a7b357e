import type { FormDefinition } from '../form/definition.ts';
import { isFieldKey } from '../form/names.ts';
import { sharedKeys, uploadedMaterials } from './application-form.ts';
import type { ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';
import type { GuideQuestion, Situation } from './questions.ts';

/** Guided questions: sound by themselves, each used, and every material that hangs on them reachable by some answers. */
export function lintQuestions(service: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const questions = service.questions ?? [];
  const before = new Map<string, GuideQuestion>();
  questions.forEach((question, i) => {
    lintQuestion(question, `questions.${i}`, before, say);
    before.set(question.key, question);
  });
  const used = new Set([
    ...questions.flatMap(({ when }) => when?.question ?? []),
    ...service.materials.flatMap(({ situations = [] }) => situations.map(({ question }) => question)),
  ]);
  questions.forEach(({ key, label }, i) => {
    if (!used.has(key))
      say('error', 'QUESTION_NOT_USED', `questions.${i}`, `问题“${label.zh}”的回答不影响任何材料，可以删去`);
  });
  lintSituations(service, before, say);
  const form = service.form === undefined ? undefined : known.forms.get?.(service.form);
  if (form) lintKeys(service, form, say);
}

function lintQuestion(
  { key, label, options, when }: GuideQuestion,
  path: string,
  before: ReadonlyMap<string, GuideQuestion>,
  say: Say,
): void {
  const name = label.zh;
  if (name.trim() === '') say('error', 'MISSING_ELEMENT', `${path}.label`, '缺少问题的内容');
  if (!isFieldKey(key)) say('error', 'BAD_KEY', `${path}.key`, `问题的标识“${key}”应以小写字母开头，只含字母和数字`);
  if (before.has(key)) say('error', 'DUPLICATE_KEY', `${path}.key`, `问题标识“${key}”重复`);
  if (options.length < 2) say('error', 'FEW_OPTIONS', `${path}.options`, `问题“${name}”至少要有两个选项`);
  options.forEach((option, i) => {
    if (option.label.zh.trim() === '')
      say('error', 'MISSING_ELEMENT', `${path}.options.${i}.label`, `问题“${name}”的第${i + 1}个选项缺少名称`);
    if (options.findIndex(({ value }) => value === option.value) < i)
      say('error', 'DUPLICATE_KEY', `${path}.options.${i}.value`, `问题“${name}”的选项值“${option.value}”重复`);
  });
  if (when) lintSituation(when, `${path}.when`, `问题“${name}”`, before, say);
}

function lintSituation(
  { question, values }: Situation,
  path: string,
  whose: string,
  questions: ReadonlyMap<string, GuideQuestion>,
  say: Say,
): void {
  const asked = questions.get(question);
  if (!asked) {
    say('error', 'UNKNOWN_QUESTION', path, `${whose}的情形用到的问题不存在，或者排在它后面`);
    return;
  }
  if (values.length === 0)
    say('error', 'SITUATION_WITHOUT_ANSWER', path, `${whose}没有选定“${asked.label.zh}”的哪些回答`);
  const known = new Set(asked.options.map(({ value }) => value));
  for (const value of values) {
    if (!known.has(value))
      say('error', 'UNKNOWN_ANSWER', path, `${whose}的情形用到“${asked.label.zh}”没有的选项“${value}”`);
  }
}

function lintSituations(service: ServiceDefinition, questions: ReadonlyMap<string, GuideQuestion>, say: Say): void {
  service.materials.forEach(({ name, situations = [], necessity }, i) => {
    if (situations.length === 0) return;
    const path = `materials.${i}.situations`;
    if (necessity !== 'conditional')
      say('error', 'CONDITION_NOT_USED', path, `材料“${name.zh}”设了适用情形，必要性应为“符合情形时提供”`);
    situations.forEach((situation, j) => {
      lintSituation(situation, `${path}.${j}`, `材料“${name.zh}”`, questions, say);
    });
    if (!isReachable(situations, questions))
      say('error', 'MATERIAL_UNREACHABLE', path, `材料“${name.zh}”在任何回答下都不会用到，请检查它的情形`);
  });
}

/** Whether some answers meet all situations, with those under which their questions are asked. */
function isReachable(situations: readonly Situation[], questions: ReadonlyMap<string, GuideQuestion>): boolean {
  const wanted = new Map<string, ReadonlySet<string>>();
  const todo = [...situations];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const question = questions.get(next.question);
    if (!question) return false;
    const options = new Set(question.options.map(({ value }) => value));
    const before = wanted.get(next.question) ?? options;
    const { values } = next;
    wanted.set(next.question, new Set([...before].filter((value) => options.has(value) && values.includes(value))));
    if (wanted.get(next.question)?.size === 0) return false;
    // Questions hang on earlier ones only, so this ends.
    if (question.when && before === options) todo.push(question.when);
  }
  return true;
}

function lintKeys(service: ServiceDefinition, form: FormDefinition, say: Say): void {
  const shared = sharedKeys(form, service);
  (service.questions ?? []).forEach(({ key, label }, i) => {
    if (shared.has(key))
      say('error', 'DUPLICATE_KEY', `questions.${i}.key`, `问题“${label.zh}”的标识“${key}”与申请表或材料的标识重复`);
  });
  const uploaded = new Set(uploadedMaterials(form, service));
  service.materials.forEach((material, i) => {
    if (!uploaded.has(material)) return;
    const { key, name } = material;
    if (!isFieldKey(key))
      say('error', 'BAD_KEY', `materials.${i}.key`, `材料“${name.zh}”的标识“${key}”应以小写字母开头，只含字母和数字`);
    if (shared.has(key))
      say('error', 'DUPLICATE_KEY', `materials.${i}.key`, `材料“${name.zh}”的标识“${key}”与申请表的填写项重复`);
  });
}
