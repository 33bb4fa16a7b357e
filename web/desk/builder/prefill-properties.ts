import { saysWhoApplies } from '../../../lowcode/form/applicant.ts';
import type { Field, FieldKind, FormDefinition } from '../../../lowcode/form/definition.ts';
import { answerFits, mayBeTaken } from '../../../lowcode/form/taken-from.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { Property } from './properties.ts';

/** Kinds that can hold one thing that is known of an applicant. */
const TEXTS: ReadonlySet<FieldKind> = new Set([
  ...(['text', 'longText', 'personName', 'identityNumber', 'creditCode', 'mobilePhone', 'phone', 'address'] as const),
]);
const KIND_KNOWN = [{ value: 'applicantKind', label: '申请人类型（个人、单位）' }];
const KNOWN = [
  { value: 'applicantName', label: '申请人名称' },
  { value: 'applicantIdentifier', label: '申请人证件号码' },
  { value: 'applicantPhone', label: '申请人电话' },
  { value: 'applicantAddress', label: '申请人地址' },
];

/** Where the first answer of a field comes from: sign-in, a record, or both, the record first. */
export function prefillProperties(form: FormDefinition, field: Field): readonly Property[] {
  const { kind } = field;
  if (field.computed) return [];
  const known = prefillsOf(kind);
  const outsideRows = itemsOf(form).some(({ item }) => item === field);
  const signIn: Property = {
    ...{ name: 'prefill', label: '从登录信息预填', kind: 'select', none: '不带出', options: known },
    ...(kind === 'choice' && { hint: '选项的值须是 person 和 company。' }),
  };
  const record: Property = {
    ...{ name: 'takenFrom', label: '从记录预填', kind: 'takenFrom' },
    hint: '申请人开始填时就带出，并写明取自哪里。',
    taken: { field, own: fittingIn(form, field) },
  };
  return [
    ...(known.length > 0 ? [signIn] : []),
    ...(outsideRows && mayBeTaken(kind) && !saysWhoApplies(field) ? [record] : []),
  ];
}

/** The fields of a form, outside rows, whose answers fit another field. */
export function fittingIn(form: FormDefinition, field: Field) {
  return itemsOf(form).flatMap(({ item }) =>
    item.kind !== 'group' && answerFits(item, field) ? [{ value: item.key, label: item.label.zh }] : [],
  );
}

/** What of the applicant can stand in fields of a kind by itself. */
export function prefillsOf(kind: FieldKind): readonly { readonly value: string; readonly label: string }[] {
  if (kind === 'choice') return KIND_KNOWN;
  if (kind === 'person' || kind === 'company') return [{ value: 'applicant', label: '申请人（名称和证件）' }];
  return TEXTS.has(kind) ? KNOWN : [];
}
