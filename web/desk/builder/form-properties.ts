import { codeList } from '../../../lowcode/code-lists/options.ts';
import {
  type Field,
  type FieldKind,
  type FormDefinition,
  type Group,
  isPersonal,
} from '../../../lowcode/form/definition.ts';
import { FILE_KINDS, fileKindWord, PICTURES } from '../../../lowcode/form/file-kinds.ts';
import { isUnseen, saysOnly, takesFiles } from '../../../lowcode/form/kinds.ts';
import { columnType } from '../../../lowcode/form/listing.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { ValueType } from '../../../lowcode/rule/value.ts';
import { words } from '../../../lowcode/words.ts';
import type { Part } from './form-outline.ts';
import { prefillProperties } from './prefill-properties.ts';
import type { Property } from './properties.ts';

const visible: Property = { name: 'visible', label: '什么时候显示', kind: 'condition', none: '总是显示' };
const key = (locked: boolean): Property => ({
  name: 'key',
  label: '标识',
  kind: 'string',
  hint: '程序和开放数据用的英文名，由中文名自动得来。',
  needed: true,
  locked,
});
const label: Property = { name: 'label', label: '名称', kind: 'zh', needed: true };
const hint: Property = { name: 'hint', label: '填写提示', kind: 'zh' };

const check = (fields: readonly { value: string; label: string }[]): readonly Property[] => [
  { name: 'rule', label: '必须满足', kind: 'condition' },
  { name: 'message', label: '不满足时怎么说', kind: 'zh', needed: true },
  { name: 'at', label: '提示显示在', kind: 'select', options: fields, needed: true },
];
const freshCheck = (fields: readonly { value: string }[]) => () => ({
  key: `check${Date.now().toString(36).slice(-5)}`,
  rule: { op: 'boolean', value: true },
  message: { zh: '' },
  at: fields[0]?.value ?? '',
});

const TYPES: Readonly<Partial<Record<FieldKind, ValueType>>> = {
  number: 'number',
  integer: 'number',
  money: 'number',
  boolean: 'boolean',
  date: 'date',
  hidden: 'text',
};
const NUMERIC: ReadonlySet<FieldKind> = new Set(['number', 'integer', 'money']);
const SIZED: ReadonlySet<FieldKind> = new Set(['text', 'longText']);
const LISTED: ReadonlySet<FieldKind> = new Set(['choice', 'choices']);
const TYPED: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'choice', 'number', 'integer', 'boolean']);
const AGREED: ReadonlySet<FieldKind> = new Set(['declaration']);
const choicesOf = (name: 'codeList' | 'area' | 'divisionLevel' | 'draws') =>
  Object.entries(words[name]).map(([value, word]) => ({ value, label: word.zh }));
export const KINDS = Object.entries(words.fieldKind).map(([value, word]) => ({ value, label: word.zh }));

/** What can be set of a part of a form. */
export function formProperties(
  form: FormDefinition,
  part: Part,
  value: unknown,
  published: ReadonlySet<string>,
): readonly Property[] {
  const named = fieldsOf(form)
    .filter(({ field, group }) => !saysOnly(field.kind) && group === null)
    .map(({ field }) => ({ value: field.key, label: field.label.zh }));
  switch (part) {
    case 'form': {
      const money = fieldsOf(form).filter(({ field, group }) => field.kind === 'money' && field.computed && !group);
      return [
        { name: 'title', label: '名称', kind: 'zh', needed: true },
        { name: 'intro', label: '开头的说明', kind: 'longZh' },
        {
          name: 'feeField',
          label: '费用',
          kind: 'select',
          none: '不收费',
          hint: '自动算出的金额填写项，作为应缴费用。',
          options: money.map(({ field }) => ({ value: field.key, label: field.label.zh })),
        },
        { name: 'checks', label: '整表校验', kind: 'list', item: '校验', each: check(named), fresh: freshCheck(named) },
      ];
    }
    case 'page':
      return [{ name: 'title', label: '页标题', kind: 'zh', needed: true }, visible];
    case 'section':
      return [
        { name: 'title', label: '分组标题', kind: 'zh' },
        { name: 'hint', label: '分组说明', kind: 'longZh' },
        visible,
      ];
    case 'group': {
      const inside = (value as Group).fields.map((field) => ({ value: field.key, label: field.label.zh }));
      return [
        label,
        { name: 'rowLabel', label: '一行叫什么', kind: 'zh', hint: '如：路段。按钮会写成“添加路段”。' },
        hint,
        { name: 'minRows', label: '最少几行', kind: 'integer', min: 0, max: 50, none: '0' },
        { name: 'maxRows', label: '最多几行', kind: 'integer', min: 1, max: 50, none: '50' },
        visible,
        {
          name: 'checks',
          label: '每行的校验',
          kind: 'list',
          item: '校验',
          each: check(inside),
          fresh: freshCheck(inside),
        },
        key(published.has((value as Group).key)),
      ];
    }
    case 'field':
      return fieldProperties(form, value as Field, published);
  }
}

function fieldProperties(form: FormDefinition, field: Field, published: ReadonlySet<string>): readonly Property[] {
  const { kind } = field;
  const personalByKind = isPersonal({ kind, key: field.key, label: field.label });
  const properties: (Property | false)[] = [
    kind === 'note' ? { name: 'label', label: '说明文字', kind: 'longZh', needed: true } : label,
    kind !== 'note' && !isUnseen(kind) && hint,
    !saysOnly(kind) &&
      !AGREED.has(kind) &&
      !isUnseen(kind) &&
      !field.computed && { name: 'required', label: '是否必填', kind: 'required' },
    LISTED.has(kind) && {
      name: 'codeList',
      label: '国家标准代码表',
      kind: 'select',
      none: '不用，自己列选项',
      options: choicesOf('codeList'),
      hint: '选了代码表，就不用自己列选项。',
    },
    LISTED.has(kind) &&
      !field.codeList && {
        name: 'options',
        label: '选项',
        kind: 'list',
        item: '选项',
        needed: true,
        each: [
          { name: 'label', label: '显示', kind: 'zh', needed: true },
          { name: 'value', label: '标识', kind: 'string', needed: true },
        ],
        fresh: () => ({ value: `option${(field.options?.length ?? 0) + 1}`, label: { zh: '' } }),
      },
    visible,
    TYPED.has(kind) || TYPES[kind]
      ? {
          name: 'computed',
          label: '自动计算',
          kind: 'value',
          none: kind === 'hidden' ? '还没有写明怎样计算' : '由申请人填写',
          expected: [TYPES[kind] ?? 'text', ...(kind === 'choice' ? (['choice'] as const) : [])],
        }
      : false,
    (NUMERIC.has(kind) || SIZED.has(kind) || BOUNDS[kind] !== undefined) && {
      name: 'min',
      label: BOUNDS[kind]?.[0] ?? '最小值',
      kind: 'string',
    },
    (NUMERIC.has(kind) || SIZED.has(kind) || BOUNDS[kind] !== undefined) && {
      name: 'max',
      label: BOUNDS[kind]?.[1] ?? '最大值',
      kind: 'string',
    },
    kind === 'number' && { name: 'digits', label: '小数位数', kind: 'integer', min: 0, max: 6, none: '2' },
    (kind === 'number' || kind === 'integer') && { name: 'unit', label: '单位', kind: 'zh', hint: '如：米、天。' },
    takesFiles(kind) && {
      name: 'material',
      label: '对应材料的标识',
      kind: 'string',
      hint: '事项里的材料；申请人上传的文件归到这份材料。',
    },
    takesFiles(kind) && { name: 'maxFiles', label: '最多几个文件', kind: 'integer', min: 1, max: 20, none: '5' },
    takesFiles(kind) && {
      name: 'fileKinds',
      label: '可以上传的文件类型',
      kind: 'multi',
      options: (kind === 'image' ? PICTURES : FILE_KINDS).map((one) => ({ value: one, label: fileKindWord(one) })),
      hint: '按文件内容识别，不看文件名；不选就是都可以。',
    },
    takesFiles(kind) && {
      name: 'maxMegabytes',
      label: '每个文件最大（MB）',
      kind: 'integer',
      min: 1,
      max: 20,
      none: '20',
    },
    (kind === 'unit' || kind === 'units') && {
      name: 'levels',
      label: '可选哪一级的单位',
      kind: 'multi',
      options: Object.entries(words.unitLevel).map(([value, word]) => ({ value, label: word.zh })),
      hint: '不选就是本地区所有单位。',
    },
    kind === 'money' && { name: 'capitals', label: '同时显示大写金额', kind: 'boolean' },
    (kind === 'date' || kind === 'dateRange') && { name: 'openEnd', label: '可以填“长期”', kind: 'boolean' },
    kind === 'consent' && {
      name: 'terms.text',
      label: '要同意的内容',
      kind: 'longZh',
      needed: true,
      hint: '全文写在这里；申请人看到后勾选。',
    },
    kind === 'consent' && {
      name: 'terms.version',
      label: '内容的版本',
      kind: 'string',
      needed: true,
      hint: '如：2026-1。内容改了，版本也要改；记下的是申请人同意的那一版。',
    },
    kind === 'appointment' && {
      name: 'slots.times',
      label: '可以预约的时段',
      kind: 'strings',
      needed: true,
      hint: '如：09:00-10:00。',
    },
    kind === 'appointment' && {
      name: 'slots.weekdays',
      label: '可以预约的星期',
      kind: 'multi',
      options: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: day, label: `周${'一二三四五六日'.charAt(day - 1)}` })),
      hint: '不选就是每天。',
    },
    (kind === 'certificate' || kind === 'person') && {
      name: 'certificates',
      label: '可以使用的证件',
      kind: 'multi',
      options: codeList('certificate').map(({ value, label: word }) => ({ value, label: word.zh })),
      hint: '不选就是各种证件都可以。',
    },
    (kind === 'division' || kind === 'residence') && {
      name: 'area',
      label: '从哪里选',
      kind: 'select',
      none: kind === 'division' ? '本地区' : '全国',
      options: choicesOf('area'),
    },
    (kind === 'division' || kind === 'residence') && {
      name: 'depth',
      label: '至少选到哪一级',
      kind: 'select',
      none: kind === 'division' && field.area !== 'country' ? '不限' : '县（市、区）',
      options: choicesOf('divisionLevel'),
    },
    kind === 'geometry' && {
      name: 'draws',
      label: '画什么',
      kind: 'select',
      none: '面',
      options: choicesOf('draws'),
    },
    ...prefillProperties(form, field),
    !saysOnly(kind) && {
      name: 'personal',
      label: '个人信息：加密保存，不进开放数据',
      hint: personalByKind ? '这类填写项默认是个人信息。' : '这类填写项默认不是个人信息。',
      kind: 'boolean',
      otherwise: personalByKind,
    },
    columnType(field) !== null && {
      name: 'list.filter',
      label: '接口的办件列表可以按它筛选',
      kind: 'boolean',
      otherwise: false,
    },
    columnType(field) !== null && {
      name: 'list.sort',
      label: '接口的办件列表可以按它排序',
      kind: 'boolean',
      otherwise: false,
    },
    key(published.has(field.key)),
  ];
  return properties.filter((property): property is Property => property !== false);
}

const BOUNDS: Readonly<Partial<Record<FieldKind, readonly [string, string]>>> = {
  text: ['最少几个字', '最多几个字'],
  longText: ['最少几个字', '最多几个字'],
  money: ['最少（元）', '最多（元）'],
  date: ['最早日期', '最晚日期'],
  dateRange: ['最早日期', '最晚日期'],
  appointment: ['最早日期', '最晚日期'],
};
