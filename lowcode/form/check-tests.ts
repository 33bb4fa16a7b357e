import { type Problem, problem } from '../problem.ts';
import { answerText } from './answer-text.ts';
import type { CompiledForm } from './compile.ts';
import type { Answer, Evaluation, FieldErrorCode, FormContext, FormDefinition, FormTest } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { itemAt, itemsOf } from './walk.ts';

/** The context of a stored test where it says nothing. */
const USUAL: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };

/** What an error says, in a few words. */
const ERRORS: Readonly<Record<FieldErrorCode, string>> = {
  INCOMPLETE: '没有填全',
  UNKNOWN_STAFF: '没有这个工作人员',
  FILE_KIND: '文件类型不对',
  FILE_TOO_LARGE: '文件太大',
  TOO_MANY_UNITS: '单位太多',
  UNKNOWN_UNIT: '没有这个单位',
  REQUIRED: '没有填写',
  UNKNOWN_FIELD: '表单中没有这一项',
  WRONG_TYPE: '类型不对',
  NOT_AN_OPTION: '不是可选项',
  TOO_SMALL: '太小',
  TOO_LARGE: '太大',
  TOO_SHORT: '太短',
  TOO_LONG: '太长',
  TOO_MANY_DIGITS: '小数位太多',
  INVALID_FORMAT: '格式不对',
  CHECK_DIGIT: '校验位不对',
  TOO_FEW_ROWS: '行数太少',
  TOO_MANY_ROWS: '行数太多',
  DUPLICATE_ROW: '有重复的行',
  TOO_MANY_FILES: '文件太多',
  CHECK_FAILED: '没有通过校验',
  NOT_THE_APPLICANT: '不是申请人本人的',
  NOT_AS_RECORDED: '与记录不一致',
  CANNOT_COMPUTE: '算不出',
};

/** Runs the tests stored with a form: one problem for each that does not come out as it says. */
export function runTests(form: CompiledForm): readonly Problem[] {
  return (form.definition.tests ?? []).flatMap((test, i) => {
    const [first, ...more] = differencesOf(form, test);
    if (first === undefined) return [];
    const rest = more.length > 0 ? `（另有${more.length}处）` : '';
    return [problem('TEST_FAILED', `tests.${i}`, `用例“${test.name}”未通过：${first}${rest}`)];
  });
}

/** In what a test does not come out as it says, as sentences; empty when it passes. */
export function differencesOf(form: CompiledForm, test: FormTest): readonly string[] {
  const result = evaluate(form, test.answers, { ...USUAL, ...test.context });
  const name = (path: string) => `“${nameOf(form.definition, path)}”`;
  const got = new Map(result.errors.map(({ path, code }) => [path, code]));
  const word = (code: string) => ERRORS[code as FieldErrorCode] ?? '不符合要求';
  return [
    ...Object.entries(test.errors).flatMap(([path, code]) => {
      const is = got.get(path);
      return is === code ? [] : [`${name(path)}应提示${word(code)}，实际${is ? `提示${word(is)}` : '没有提示'}`];
    }),
    ...[...got].flatMap(([path, code]) =>
      Object.hasOwn(test.errors, path) ? [] : [`${name(path)}提示${word(code)}，用例没有预期`],
    ),
    ...Object.entries(test.computed ?? {}).flatMap(([path, value]) => {
      const actual = Object.hasOwn(result.computed, path) ? (result.computed[path] as Answer) : null;
      if (JSON.stringify(actual) === JSON.stringify(value)) return [];
      return [`${name(path)}应为${said(form, path, value)}，实际${said(form, path, actual)}`];
    }),
    ...Object.entries(test.visible ?? {}).flatMap(([path, shown]) =>
      result.visible.has(path) === shown
        ? []
        : [`${name(path)}应${shown ? '' : '不'}显示，实际${shown ? '没有' : ''}显示`],
    ),
  ];
}

/**
 * A test of what a form says of some answers now, and must say from now on: errors, computed values of the form itself,
 * and of all that has a condition whether it is shown.
 */
export function testOf(form: CompiledForm, name: string, answers: FormTest['answers'], context: FormContext): FormTest {
  const result = evaluate(form, answers, context);
  const visible = visibleOf(form.definition, result);
  return {
    name,
    answers,
    context: { today: context.today, applicantKind: context.applicantKind },
    errors: Object.fromEntries(result.errors.map((error) => [error.path, error.code])),
    computed: Object.fromEntries(Object.entries(result.computed).filter(([path]) => !path.includes('.'))),
    ...(Object.keys(visible).length > 0 && { visible }),
  };
}

/** Whether what stands under a condition is shown; what is always there need not be said. */
function visibleOf(form: FormDefinition, { visible }: Evaluation): { readonly [path: string]: boolean } {
  const conditional = itemsOf(form).filter(
    ({ item, page, section }) => item.visible ?? section.visible ?? page.visible,
  );
  return Object.fromEntries(conditional.map(({ item }) => [item.key, visible.has(item.key)]));
}

/** What a path is called by people: 路段 1 的长度. */
function nameOf(form: FormDefinition, path: string): string {
  const found = itemAt(form, path);
  if (!found) return path;
  const rows = path.split('.').filter((part) => /^\d+$/.test(part));
  const around = found.groups.map(({ label }, at) => `${label.zh}${Number(rows[at]) + 1}的`).join('');
  return `${around}${found.item.label.zh}`;
}

function said(form: CompiledForm, path: string, answer: Answer): string {
  const found = itemAt(form.definition, path)?.item;
  if (answer === null || !found || found.kind === 'group') return answer === null ? '算不出' : JSON.stringify(answer);
  return answerText(found, answer) || '空';
}
