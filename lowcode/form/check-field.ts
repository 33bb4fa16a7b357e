import { isDate } from '../calendar/date.ts';
import { type Problem, problem } from '../problem.ts';
import { isDecimal } from '../rule/check.ts';
import { Exact } from '../rule/value.ts';
import { checkSettings } from './check-settings.ts';
import { checkTaken } from './check-taken.ts';
import type { Field, FieldKind } from './definition.ts';
import { fileKindWord, PICTURES } from './file-kinds.ts';
import { isUnseen, saysOnly } from './kinds.ts';
import { readerOf } from './read.ts';
import { LONGEST_TEXT } from './read-text.ts';
import { Refusal } from './reader.ts';
import { rawFromText } from './web-values.ts';

const CHOICES: readonly FieldKind[] = ['choice', 'choices'];
const COMPUTABLE = new Set<FieldKind>([
  ...([
    'text',
    'hidden',
    'unit',
    'number',
    'integer',
    'money',
    'boolean',
    'date',
    'choice',
    'division',
    'identityNumber',
  ] as const),
  ...(['creditCode', 'licencePlate', 'address', 'personName', 'longText'] as const),
]);

const SETTINGS: { readonly [K in keyof Field]?: string } = {
  ...{ options: '选项', digits: '小数位数', unit: '计量单位', material: '对应材料', maxFiles: '最多文件数' },
  ...{ fileKinds: '文件种类', maxMegabytes: '文件大小', levels: '单位层级' },
};

/** In what a field contradicts itself: options, bounds, defaults, keys that its kind does not have. */
export function checkField(field: Field, path: string, inGroup: boolean): readonly Problem[] {
  const found: Problem[] = [];
  const say = (code: string, at: string, zh: string) => found.push(problem(code, `${path}.${at}`, zh));
  const name = field.label.zh;
  checkOptions(field, say);
  checkBounds(field, say);
  if (field.computed !== undefined) {
    if (!COMPUTABLE.has(field.kind)) say('NOT_COMPUTABLE', 'computed', `“${name}”这类字段不能自动计算`);
    if (field.required !== undefined) say('COMPUTED_REQUIRED', 'required', `“${name}”是自动计算的，不能设为必填`);
    if (field.default !== undefined) say('COMPUTED_DEFAULT', 'default', `“${name}”是自动计算的，不能有默认值`);
    if (field.prefill !== undefined) say('COMPUTED_PREFILL', 'prefill', `“${name}”是自动计算的，不能预填`);
  }
  const only = (key: keyof Field, kinds: readonly FieldKind[]) => {
    if (field[key] !== undefined && !kinds.includes(field.kind)) {
      say('NOT_FOR_KIND', key, `“${name}”这类填写项没有“${SETTINGS[key] ?? '这项'}”这项设置`);
    }
  };
  only('options', CHOICES);
  only('codeList', CHOICES);
  only('capitals', ['money']);
  only('openEnd', ['date', 'dateRange']);
  only('terms', ['consent']);
  only('slots', ['appointment']);
  only('certificates', ['certificate', 'person']);
  only('area', ['division', 'residence']);
  only('depth', ['division', 'residence']);
  only('draws', ['geometry']);
  only('digits', ['number']);
  only('unit', ['number', 'integer', 'money']);
  only('material', ['file', 'image']);
  only('maxFiles', ['file', 'image']);
  only('fileKinds', ['file', 'image']);
  only('maxMegabytes', ['file', 'image']);
  only('levels', ['unit', 'units']);
  checkFileKinds(field, say);
  if (saysOnly(field.kind) && field.required !== undefined) say('NOT_FOR_KIND', 'required', '说明文字不能设为必填');
  if (isUnseen(field.kind) && field.computed === undefined)
    say('HIDDEN_NOT_COMPUTED', 'computed', `“${name}”是隐藏项，只能自动计算，请写明怎样计算`);
  checkSettings(field, say);
  checkTaken(field, say, inGroup);
  if (field.prefill === 'applicantKind' && !asksKind(field)) {
    say(
      'NOT_FOR_KIND',
      'prefill',
      `“${name}”不是以“个人”（person）和“单位”（company）为选项的单选，不能带出申请人类型`,
    );
  }
  if (field.prefill === 'applicant' && field.kind !== 'person' && field.kind !== 'company')
    say('NOT_FOR_KIND', 'prefill', `“${name}”不是人员或者单位，不能带出整个申请人`);
  if (inGroup && field.kind === 'declaration') say('NOT_IN_GROUP', 'kind', '承诺声明不能放在重复组里');
  if (field.default !== undefined && readerOf(field)(rawFromText(field, field.default)) instanceof Refusal) {
    say('BAD_DEFAULT', 'default', `“${name}”的默认值不符合字段要求`);
  }
  return found;
}

function asksKind({ kind, options = [] }: Field): boolean {
  return kind === 'choice' && ['person', 'company'].every((value) => options.some((option) => option.value === value));
}

function checkFileKinds({ kind, fileKinds, label }: Field, say: Say): void {
  if (fileKinds === undefined) return;
  if (fileKinds.length === 0) say('NO_OPTIONS', 'fileKinds', `“${label.zh}”没有可以上传的文件类型`);
  if (kind === 'image' && !fileKinds.every((one) => PICTURES.includes(one)))
    say('NOT_FOR_KIND', 'fileKinds', `“${label.zh}”只能上传图片（${PICTURES.map(fileKindWord).join('、')}）`);
}

type Say = (code: string, at: string, zh: string) => void;

function checkOptions(field: Field, say: Say): void {
  if (field.kind !== 'choice' && field.kind !== 'choices') return;
  const options = field.options ?? [];
  if (field.options && field.codeList)
    say('TWO_LISTS', 'codeList', `“${field.label.zh}”有了自己的选项，就不能再用国家标准代码表`);
  if (field.codeList) return;
  if (options.length === 0) say('NO_OPTIONS', 'options', `“${field.label.zh}”没有选项`);
  const seen = new Set<string>();
  options.forEach(({ value, label }, i) => {
    if (!/^[\p{L}\p{N}_.-]{1,60}$/u.test(value)) {
      say('BAD_OPTION', `options.${i}.value`, '选项的值应为1到60个字母、数字、汉字或 _ . -');
    }
    if (seen.has(value)) say('DUPLICATE_OPTION', `options.${i}.value`, `选项的值“${value}”重复`);
    if (label.zh.trim() === '') say('NO_TEXT', `options.${i}.label`, '选项缺少名称');
    seen.add(value);
  });
}

function checkBounds(field: Field, say: Say): void {
  const { min, max, kind } = field;
  if (min === undefined && max === undefined) return;
  const valid = boundOf(kind);
  if (!valid) {
    say('NOT_FOR_KIND', min === undefined ? 'max' : 'min', `“${field.label.zh}”这类字段不能设上下限`);
    return;
  }
  for (const [at, bound] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (bound !== undefined && !valid(bound)) say('BAD_BOUNDS', at, `“${field.label.zh}”的上下限“${bound}”无效`);
  }
  if (min === undefined || max === undefined || !valid(min) || !valid(max)) return;
  const reversed = isDate(min) ? min > max : new Exact(min).gt(max);
  if (reversed) say('BAD_BOUNDS', 'min', `“${field.label.zh}”的下限大于上限`);
}

function boundOf(kind: FieldKind): ((bound: string) => boolean) | null {
  switch (kind) {
    case 'number':
    case 'money':
      return isDecimal;
    case 'integer':
      return (bound) => /^-?[0-9]{1,15}$/.test(bound);
    case 'date':
    case 'dateRange':
    case 'appointment':
      return isDate;
    case 'text':
    case 'longText':
    case 'address':
    case 'personName':
      return (bound) => /^[0-9]{1,5}$/.test(bound) && Number(bound) <= LONGEST_TEXT[kind];
    default:
      return null;
  }
}
