import { answerText, type Names } from '../form/answer-text.ts';
import type { Answer, Answers, FormDefinition, Group, Item, Row } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import type { Text } from '../text.ts';
import type { LicenceField, LicenceTypeDefinition } from './definition.ts';

/** One value on the face of a licence, as it is printed. */
interface FaceValue {
  readonly key: string;
  readonly label: Text;
  readonly value: string;
}
export interface LicenceFace {
  readonly open: readonly FaceValue[];
  /** To be sealed for the holder. */
  readonly personal: readonly FaceValue[];
}

/**
 * What is printed on a licence: each field of the type from the answer it names, in the type's order; empty ones are
 * left out. With the form, choices are printed as their labels, money in yuan, numbers with their
 * unit unless the label on the face names it, units and divisions by `names`; rows of a
 * group (`from` the group's key) line by line. Without it values are printed as they are kept.
 */
export function licenceFace(
  type: LicenceTypeDefinition,
  answers: Answers,
  form?: FormDefinition,
  names: Names = {},
): LicenceFace {
  const values = type.fields.map((field) => ({ field, value: printed(field, answers, form, names) }));
  const part = (personal: boolean) =>
    values
      .filter(({ field, value }) => value !== '' && (field.personal ?? false) === personal)
      .map(({ field, value }) => ({ key: field.key, label: field.label, value }));
  return { open: part(false), personal: part(true) };
}

function printed(field: LicenceField, answers: Answers, form: FormDefinition | undefined, names: Names): string {
  if (!Object.hasOwn(answers, field.from)) return '';
  const answer = answers[field.from] ?? null;
  const item = form && itemsOf(form).find(({ item: { key } }) => key === field.from)?.item;
  if (item?.kind !== 'group') {
    const unit = item?.kind === 'money' ? '元' : item?.unit?.zh;
    return answerText(item, answer as Answer, unit !== undefined && field.label.zh.includes(unit), { names });
  }
  return rowsText(item, answer as readonly Row[], '；', names);
}

/** Rows one after the other; the rows inside of one in brackets. */
function rowsText(group: Group, rows: readonly Row[], between: string, names: Names): string {
  const cell = (item: Item, row: Row): string => {
    const value = Object.hasOwn(row, item.key) ? row[item.key] : undefined;
    if (value === undefined || value === null) return '';
    if (item.kind !== 'group') return answerText(item, value as Answer, false, { names });
    return `（${rowsText(item, value as readonly Row[], '，', names)}）`;
  };
  const texts = rows.map((row) =>
    group.fields
      .map((item) => cell(item, row))
      .filter(Boolean)
      .join(' '),
  );
  return texts.join(between);
}
