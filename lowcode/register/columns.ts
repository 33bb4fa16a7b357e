import { type Field, type FormDefinition, isPersonal } from '../form/definition.ts';
import { saysOnly, takesFiles } from '../form/kinds.ts';
import { type ColumnType, columnType } from '../form/listing.ts';
import { itemsOf } from '../form/walk.ts';
import type { VocabularyName } from '../words.ts';

/** Something that every case has beside its answers; named apart from fields, whose keys have no underscore. */
export const FACTS = {
  case_number: { zh: '办件编号', type: 'text' },
  case_state: { zh: '状态', type: 'choice', words: 'caseState' },
  case_unit: { zh: '承办单位', type: 'choice' },
  case_service: { zh: '事项', type: 'choice' },
  case_channel: { zh: '申请渠道', type: 'choice', words: 'channel' },
  case_submittedOn: { zh: '提交日期', type: 'date' },
  case_acceptedOn: { zh: '受理日期', type: 'date' },
  case_decidedOn: { zh: '办结日期', type: 'date' },
  case_due: { zh: '应办结日期', type: 'date' },
  case_onTime: { zh: '按期办结', type: 'boolean' },
} as const satisfies { readonly [id: string]: { zh: string; type: ColumnType; words?: VocabularyName } };

export type Fact = keyof typeof FACTS;

/** Of the applicant: sealed, and shown only to who may open the case. */
export const APPLICANT = 'case_applicant';

/** What a register can show, and what can be asked of it. */
export interface Column {
  readonly id: string;
  readonly label: string;
  /** How values are compared; null: only shown, never filtered, sorted or counted by. */
  readonly type: ColumnType | null;
  /** Sealed: opened row by row for who may open the case. */
  readonly personal: boolean;
  readonly field: Field | null;
}

export function isFact(id: string): id is Fact {
  return Object.hasOwn(FACTS, id);
}

/** Every column that a form's cases have: facts first, then answers in their order; no notes, no rows. */
export function columnsOf(form: FormDefinition): readonly Column[] {
  const facts = Object.entries(FACTS).map(([id, { zh, type }]) => ({
    id,
    label: zh,
    type,
    personal: false,
    field: null,
  }));
  const applicant = { id: APPLICANT, label: '申请人', type: null, personal: true, field: null };
  const fields = itemsOf(form).flatMap(({ item }): Column[] => {
    if (item.kind === 'group' || saysOnly(item.kind) || takesFiles(item.kind)) return [];
    const personal = isPersonal(item);
    return [{ id: item.key, label: item.label.zh, type: personal ? null : columnType(item), personal, field: item }];
  });
  return [...facts, applicant, ...fields];
}

/** Columns of all versions of a form, oldest first: what an older version asked stays a column. */
export function columnsOfAll(versions: readonly FormDefinition[]): readonly Column[] {
  const all = new Map<string, Column>();
  for (const version of versions) for (const column of columnsOf(version)) all.set(column.id, column);
  // What some version holds as personal is personal in all: its cases are among those that are asked.
  for (const version of versions)
    for (const { id, personal } of columnsOf(version)) {
      const known = all.get(id);
      if (personal && known && !known.personal) all.set(id, { ...known, personal: true, type: null });
    }
  return [...all.values()];
}
