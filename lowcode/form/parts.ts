import { codeList } from '../code-lists/options.ts';
import type { Text } from '../text.ts';
import type { Field, FieldKind } from './definition.ts';

/** One part of an answer of several: a field of its own, whose key is the part's. */
export interface PartField extends Field {
  /** What stands in its control at first: alone it is no answer. */
  readonly begin?: string;
}

const words = (zh: string, en: string): Text => ({ zh, en });
const NAME: PartField = { kind: 'personName', key: 'name', label: words('姓名', 'Name') };
const NUMBER: PartField = {
  ...{ kind: 'text', key: 'certificateNumber', max: '30' },
  label: words('证件号码', 'Number of the certificate'),
};
const DETAIL: PartField = {
  ...{ kind: 'address', key: 'detail' },
  label: words('详细地址', 'Street and number'),
  hint: words('乡镇（街道）、村（社区）、路名、门牌号', 'Town, village, street and number'),
};

const PARTS: { readonly [K in FieldKind]?: (field: Field) => readonly PartField[] } = {
  certificate: (field) => [certificateKind(field), NUMBER],
  person: (field) => [NAME, certificateKind(field), NUMBER],
  company: () => [
    { kind: 'text', key: 'name', max: '100', label: words('单位名称', 'Name of the organisation') },
    { kind: 'creditCode', key: 'creditCode', label: words('统一社会信用代码', 'Unified social credit code') },
  ],
  residence: ({ area = 'country', depth = 'county' }) => [
    { kind: 'division', key: 'division', label: words('所在地区', 'Division'), area, depth },
    DETAIL,
  ],
  appointment: ({ min, max, slots }) => [
    {
      ...{ kind: 'date', key: 'date', label: words('日期', 'Date') },
      ...(slots?.weekdays && { hint: words(`可以选${weekdayWords({ slots })}`, weekdaysInEnglish(slots.weekdays)) }),
      ...(min && { min }),
      ...(max && { max }),
    },
    {
      ...{ kind: 'choice', key: 'time', label: words('时段', 'Time') },
      options: (slots?.times ?? []).map((time) => ({ value: time, label: { zh: time.replace('-', '至'), en: time } })),
    },
  ],
  signature: () => [
    { ...NAME, label: words('签名（输入本人姓名）', 'Signature: type your own name') },
    {
      ...{ kind: 'declaration', key: 'own' },
      label: words('以上姓名由本人输入，视同本人签名', 'I typed this name myself; it stands for my signature'),
    },
  ],
};

export const KINDS_OF_PARTS = Object.keys(PARTS) as readonly FieldKind[];

/** The parts of an answer of several, in order; null for every other kind. */
export function partsOf(field: Field): readonly PartField[] | null {
  return PARTS[field.kind]?.(field) ?? null;
}

/** 周一、周三: days that an appointment may be on. */
export function weekdayWords({ slots }: Pick<Field, 'slots'>): string {
  return (slots?.weekdays ?? []).map((day) => `周${'一二三四五六日'.charAt(day - 1)}`).join('、');
}

function weekdaysInEnglish(days: readonly number[]): string {
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  return days.map((day) => names[day - 1]).join(', ');
}

function certificateKind({ certificates }: Field): PartField {
  const all = codeList('certificate');
  const options = certificates ? all.filter(({ value }) => certificates.includes(value)) : all;
  const [first] = options;
  return {
    ...{ kind: 'choice', key: 'certificateKind', options },
    label: words('证件类型', 'Kind of certificate'),
    ...(first && { begin: first.value }),
  };
}
