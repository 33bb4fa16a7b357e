import { optionsOf } from '../code-lists/options.ts';
import { fenFrom } from '../money.ts';
import type { Answer, Answers, Field, FieldError, FieldKind, FormDefinition, TakenFrom } from './definition.ts';
import { readerOf } from './read.ts';
import { Refusal } from './reader.ts';
import { itemsOf } from './walk.ts';

/** A field outside rows whose first answer comes from a record. */
export type TakingField = Field & { readonly takenFrom: TakenFrom };

/** What a licence has beside its face; named apart from the keys of the face, which have no underscore. */
export const LICENCE_FACTS = {
  licence_identifier: '电子证照标识',
  licence_number: '证照编号',
  licence_validFrom: '有效期起',
  licence_validTo: '有效期止',
} as const;
export type LicenceFact = keyof typeof LICENCE_FACTS;

const FREE: readonly FieldKind[] = ['text', 'longText', 'personName', 'address'];
const CODES: readonly FieldKind[] = [
  ...([
    'identityNumber',
    'creditCode',
    'mobilePhone',
    'phone',
    'email',
    'postcode',
    'bankCard',
    'licencePlate',
  ] as const),
  ...(['landline', 'licenceReference', 'propertyUnit'] as const),
];
const LINES: ReadonlySet<FieldKind> = new Set([...FREE, ...CODES, 'hidden']);
const LISTED: ReadonlySet<FieldKind> = new Set(['choice', 'choices']);
/** Kinds that people state or hand in anew each time, or that nobody fills in. */
const NEVER: ReadonlySet<FieldKind> = new Set([
  ...(['file', 'image', 'signature', 'consent', 'declaration', 'appointment', 'hidden', 'heading', 'note'] as const),
]);
/** Kinds that can be read from what is printed on a licence. */
const PRINTED: ReadonlySet<FieldKind> = new Set([
  ...FREE,
  ...CODES,
  ...(['number', 'integer', 'money', 'date', 'choice'] as const),
]);

/** Whether answers of a kind may come from a record at all. */
export function mayBeTaken(kind: FieldKind): boolean {
  return !NEVER.has(kind);
}

/** Whether the face of a licence, which is printed text, can give answers of a kind. */
export function readFromFace(kind: FieldKind): boolean {
  return PRINTED.has(kind);
}

/** Whether a fact of a licence (its numbers, its days) can be the answer of a field. */
export function factFits(fact: LicenceFact, { kind }: Field): boolean {
  if (fact === 'licence_validFrom' || fact === 'licence_validTo') return kind === 'date';
  return kind === 'text' || kind === 'longText' || (fact === 'licence_identifier' && kind === 'licenceReference');
}

/** Whether answers of one field can be those of another: the same kind of thing, or a text that holds it whole. */
export function answerFits(source: Field, target: Field): boolean {
  const { kind } = target;
  if (NEVER.has(kind)) return false;
  if (LISTED.has(kind) && LISTED.has(source.kind)) {
    const values = new Set(optionsOf(source).map(({ value }) => value));
    const shared = optionsOf(target).some(({ value }) => values.has(value));
    return shared && (kind === 'choices' || source.kind === 'choice');
  }
  if (source.kind === kind) return true;
  if (FREE.includes(kind) && FREE.includes(source.kind)) return true;
  if (kind === 'text' || kind === 'longText') return LINES.has(source.kind);
  if (kind === 'phone') return source.kind === 'mobilePhone' || source.kind === 'landline';
  return kind === 'number' && source.kind === 'integer';
}

/** The fields of a form that take their first answer from a record. */
export function takingFields(form: FormDefinition): readonly TakingField[] {
  return itemsOf(form).flatMap(({ item }) =>
    item.kind !== 'group' && item.takenFrom && !item.computed && mayBeTaken(item.kind) ? [item as TakingField] : [],
  );
}

/** An answer of another field as one of this: null where this field would refuse it. */
export function answerTaken(target: Field, source: Field, answer: Answer): Answer {
  if (answer === null || !answerFits(source, target)) return null;
  const raw = target.kind === 'choices' && typeof answer === 'string' ? [answer] : answer;
  return kept(target, raw);
}

/** What is printed on a licence as an answer: amounts without 元, dates from 年月日, choices by their label. */
export function answerPrinted(target: Field, printed: string): Answer {
  return readFromFace(target.kind) ? kept(target, rawFromPrint(target, printed.trim())) : null;
}

function rawFromPrint(target: Field, printed: string): unknown {
  switch (target.kind) {
    case 'money':
      return fenFrom(
        printed
          .replace(/（大写.*$/, '')
          .replaceAll(',', '')
          .replace(/元$/, ''),
      );
    case 'number':
    case 'integer': {
      const unit = target.unit?.zh;
      return unit && printed.endsWith(unit) ? printed.slice(0, -unit.length) : printed;
    }
    case 'date': {
      const [, year, month = '', day = ''] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(printed) ?? [];
      return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : printed;
    }
    case 'choice':
      return optionsOf(target).find(({ label }) => label.zh === printed)?.value ?? printed;
    default:
      return printed;
  }
}

/** A date or text of a licence as an answer. */
export function factTaken(target: Field, fact: LicenceFact, value: string | null): Answer {
  return value !== null && factFits(fact, target) ? kept(target, value) : null;
}

function kept(target: Field, raw: unknown): Answer {
  const answer = readerOf(target)(raw);
  return answer instanceof Refusal ? null : answer;
}

/**
 * Fixed answers that are not as their record says, of fields that were asked. What the record says nothing of (null, or not
 * among `recorded`) is for the applicant to fill in.
 */
export function notAsRecorded(
  form: FormDefinition,
  answers: Answers,
  visible: ReadonlySet<string>,
  recorded: ReadonlyMap<string, { readonly answer: Answer; readonly words: string }>,
): readonly FieldError[] {
  return takingFields(form).flatMap(({ key, label, takenFrom }) => {
    const known = recorded.get(key);
    if (!takenFrom.fixed || !known || known.answer === null || !visible.has(key)) return [];
    // What has parts has them in one order.
    if (JSON.stringify(answers[key] ?? null) === JSON.stringify(known.answer)) return [];
    const zh = `“${label.zh}”${known.words}，不能改成别的；记录有误，请先更正记录`;
    return [{ path: key, code: 'NOT_AS_RECORDED', message: { zh } }];
  });
}
