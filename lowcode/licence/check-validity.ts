import { type Field, type FormDefinition, isPersonal } from '../form/definition.ts';
import { itemsOf, type PlacedItem, rowFields } from '../form/walk.ts';
import { type Problem, problem } from '../problem.ts';
import { referencesOf } from '../rule/walk.ts';
import type { LicenceTypeDefinition, LicenceValidity } from './definition.ts';

/**
 * Whether a licence type's period can be told from every application: one end only; and with the form, that the fields
 * are there, are dates or whole days from 1 on, are always answered (or always computed), and are not personal, since
 * the period stands openly on the licence.
 */
export function checkValidity(type: LicenceTypeDefinition, form?: FormDefinition): readonly Problem[] {
  const { start, end, days } = type.validity ?? {};
  const found: Problem[] = [];
  const ends = [end, days, type.validYears].filter((one) => one !== undefined);
  if (ends.length > 1) {
    found.push(problem('VALIDITY_TWICE', 'validity', '有效期的截止日期、天数和年数只能写一种'));
  }
  if (!form) return found;
  const named = { start: '开始日期', end: '截止日期', days: '天数' } as const;
  for (const [part, name] of [['start', start] as const, ['end', end] as const, ['days', days] as const]) {
    if (name === undefined) continue;
    const wrong = wrongWith(form, part, name);
    if (wrong) found.push(problem(wrong[0], `validity.${part}`, `证照有效期的${named[part]}：${wrong[1]}`));
  }
  return found;
}

/** Where the period of a licence may come from: `start` and `end` are dates, `days` a whole number. */
export type ValidityPart = keyof LicenceValidity;

/** Whether a field of the form, or one end of a range as `key.from`, can say this part of the period for every application. */
export function fitsValidity(form: FormDefinition, part: ValidityPart, name: string): boolean {
  return wrongWith(form, part, name) === null;
}

function wrongWith(form: FormDefinition, part: ValidityPart, name: string): [string, string] | null {
  const [key = '', side] = name.split('.');
  const placed = itemsOf(form).find(({ item }) => item.key === key);
  const item = placed?.item;
  if (!placed || !item || item.kind === 'group') return ['UNKNOWN_FIELD', `申请表没有字段“${name}”`];
  const label = `“${item.label.zh}”`;
  if (part === 'days') {
    if (item.kind !== 'integer' || side !== undefined) return ['VALIDITY_TYPE', `${label}应为整数`];
    if (!item.computed && Number(item.min ?? 0) < 1) return ['VALIDITY_TYPE', `${label}的最小值应至少为1`];
  } else if (
    item.kind === 'dateRange' ? side !== 'from' && side !== 'to' : item.kind !== 'date' || side !== undefined
  ) {
    return ['VALIDITY_TYPE', `${label}应为日期，或者日期期间的起、止（写作 ${key}.from、${key}.to）`];
  }
  if (!isSure(form, placed)) return ['VALIDITY_NOT_SURE', `${label}不是每份申请都必填或者必能算出`];
  return isPersonal(item) ? ['VALIDITY_PERSONAL', `${label}是个人信息，不能作为公开的有效期`] : null;
}

/**
 * Whether a field has a value in every valid application: always shown, and required or computed from what always has
 * one. Rather too strict than too loose: `required` by a rule, or a value shown only at times, is not sure.
 */
function isSure(form: FormDefinition, { item, page, section }: PlacedItem, path: readonly string[] = []): boolean {
  if (page.visible || section.visible || item.visible || path.includes(item.key)) return false;
  if (item.kind === 'group') return (item.minRows ?? 0) >= 1;
  if (!item.computed) return item.required === true;
  const items = itemsOf(form);
  return referencesOf(item.computed).every(({ group, key }) => {
    const root = key.split('.')[0] as string;
    const at = (name: string) => items.find((one) => one.item.key === name);
    const rows = group === null ? undefined : at(group);
    if (rows && key === '') return isSure(form, rows);
    const inner = rows?.item.kind === 'group' ? rowFields(rows.item).find((field) => field.key === root) : undefined;
    if (rows && inner) return isSure(form, rows) && isSureInRow(inner, rows);
    const outer = at(root);
    return outer !== undefined && isSure(form, outer, [...path, item.key]);
  });
}

/** Within a row: required, or computed from what the same row always has. */
function isSureInRow(field: Field, group: PlacedItem, path: readonly string[] = []): boolean {
  if (field.visible || path.includes(field.key) || group.item.kind !== 'group') return false;
  if (!field.computed) return field.required === true;
  const { key } = group.item;
  const fields = rowFields(group.item);
  return referencesOf(field.computed, key).every((reference) => {
    const inner = reference.group === key && fields.find((one) => one.key === reference.key.split('.')[0]);
    return inner ? isSureInRow(inner, group, [...path, field.key]) : false;
  });
}
