import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import { fitsValidity, type ValidityPart } from '../../../lowcode/licence/check-validity.ts';
import type { LicenceTypeDefinition } from '../../../lowcode/licence/definition.ts';
import type { Property } from './properties.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What an application form offers for the face and the period of a licence. */
export interface LicenceTypeChoices extends Readonly<Record<ValidityPart, readonly Choice[]>> {
  readonly face: readonly Choice[];
}

/** The fields of a form that fit each place; what is named already and is not in the form stays to be seen, and to be changed. */
export function choicesIn(form: FormDefinition | null, type: LicenceTypeDefinition): LicenceTypeChoices {
  const items = form ? itemsOf(form).flatMap(({ item }) => (item.kind === 'note' ? [] : [item])) : [];
  const values = items.flatMap(({ key, kind, label: { zh } }): Choice[] =>
    kind === 'dateRange'
      ? [
          { value: `${key}.from`, label: `${zh}（起）` },
          { value: `${key}.to`, label: `${zh}（止）` },
        ]
      : [{ value: key, label: zh }],
  );
  const fitting = (part: ValidityPart, named: string | undefined) =>
    withNamed(form ? values.filter(({ value }) => fitsValidity(form, part, value)) : [], [named ?? '']);
  const { start, end, days } = type.validity ?? {};
  return {
    ...{ start: fitting('start', start), end: fitting('end', end), days: fitting('days', days) },
    face: withNamed(
      items.map(({ key, label }) => ({ value: key, label: label.zh })),
      type.fields.map(({ from }) => from),
    ),
  };
}

function withNamed(choices: readonly Choice[], named: readonly string[]): readonly Choice[] {
  const missing = [...new Set(named)].filter((name) => name !== '' && !choices.some(({ value }) => value === name));
  return [...choices, ...missing.map((value) => ({ value, label: `不在这张表里的一项（${value}）` }))];
}

/** The parts of a licence type as its editor shows them. */
export function licenceTypeParts(choices: LicenceTypeChoices): readonly {
  readonly key: string;
  readonly label: string;
  readonly properties: readonly Property[];
}[] {
  return [
    {
      key: 'main',
      label: '基本信息',
      properties: [
        { name: 'name', label: '证照名称', kind: 'zh', needed: true },
        { name: 'issuer', label: '颁发机关', kind: 'unit', needed: true },
        {
          ...{ name: 'holder', label: '持有人', kind: 'select', needed: true },
          options: [
            { value: 'person', label: '个人' },
            { value: 'company', label: '法人' },
            { value: 'both', label: '个人或法人' },
          ],
        },
        {
          ...{ name: 'typeCode', label: '证照类型代码', kind: 'string', needed: true },
          hint: '定义机构的统一社会信用代码加三位数字。',
        },
        { name: 'definer', label: '定义机构', kind: 'zh', needed: true },
        { name: 'area', label: '标题下的地区', kind: 'zh' },
      ],
    },
    {
      key: 'validity',
      label: '有效期',
      properties: [
        {
          ...{ name: 'validYears', label: '有效期（年）', kind: 'integer', min: 1, max: 100 },
          none: '长期，或由申请内容决定',
        },
        {
          ...{ name: 'validity.start', label: '从申请表的哪个日期起', kind: 'select', options: choices.start },
          none: '颁发之日',
          hint: '早于颁发之日的，从颁发之日起算。',
        },
        {
          ...{ name: 'validity.end', label: '到申请表的哪个日期止', kind: 'select', options: choices.end },
          none: '不由申请表决定',
        },
        {
          ...{ name: 'validity.days', label: '有效多少天，按申请表的哪个整数', kind: 'select', options: choices.days },
          none: '不由申请表决定',
          hint: '年数、截止日期、天数只能选一种；这里只列出每份申请都必填或者必能算出、又不是个人信息的填写项。',
        },
      ],
    },
    {
      key: 'fields',
      label: '票面内容',
      properties: [
        {
          ...{ name: 'fields', label: '票面项目', kind: 'list', item: '项目', needed: true },
          each: [
            { name: 'label', label: '票面上的名称', kind: 'zh', needed: true },
            { name: 'from', label: '取自申请表的哪一项', kind: 'select', needed: true, options: choices.face },
            { name: 'personal', label: '是个人信息', kind: 'boolean' },
            { name: 'key', label: '程序读取时的名称', kind: 'string', needed: true, hint: '已经编好，一般不用改。' },
          ],
          fresh: () => ({ key: `field${Date.now().toString(36).slice(-5)}`, label: { zh: '' }, from: '' }),
        },
      ],
    },
  ];
}

/** The part in which a problem's path stands. */
export function licenceTypePartOf(path: string): string {
  if (path.startsWith('fields')) return 'fields';
  return path.startsWith('valid') ? 'validity' : 'main';
}
