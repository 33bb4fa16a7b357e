import type { Answer, Answers, Field, FormDefinition, Item } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { readerOf } from './read.ts';
import { Refusal } from './reader.ts';
import { itemsOf } from './walk.ts';
import { rawFromText } from './web-values.ts';

/** What is known of the signed-in applicant, for fields that ask for it. */
export type Known = { readonly [K in NonNullable<Field['prefill']>]?: string };

/**
 * The answers an empty form begins with: what is known of the applicant, else the field's default. A value that the
 * field would refuse (a company's code in a field for identity numbers) is left out. Rows are not begun.
 */
export function startAnswers(form: FormDefinition, known: Known): Answers {
  const answers: { [key: string]: Answer } = {};
  for (const { item } of itemsOf(form)) {
    if (item.kind === 'group' || item.computed || saysOnly(item.kind)) continue;
    const answer = startOf(item, known);
    if (answer !== null) answers[item.key] = answer;
  }
  return answers;
}

/** Keys of the fields that what is known of the applicant answers: nobody needs to be asked for them again. */
export function knownKeys(form: FormDefinition, known: Known): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { item } of itemsOf(form))
    if (
      item.kind !== 'group' &&
      item.prefill &&
      (item.prefill === 'applicant' || known[item.prefill]) &&
      startOf({ ...item, default: undefined }, known)
    )
      keys.add(item.key);
  return keys;
}

/** The answers a new row begins with, beside its id; groups inside it have no rows yet. */
export function startRow(items: readonly Item[]): { readonly [key: string]: Answer } {
  const begun = items.filter((item): item is Field => item.kind !== 'group' && !item.computed && !saysOnly(item.kind));
  return Object.fromEntries(
    begun.flatMap((field) => {
      const answer = startOf(field, {});
      return answer === null ? [] : [[field.key, answer] as const];
    }),
  );
}

function startOf(field: Field, known: Known): Answer {
  if (field.prefill === 'applicant') return startOfApplicant(field, known);
  const value = (field.prefill && known[field.prefill]) || field.default;
  if (value === undefined) return null;
  const answer = readerOf(field)(rawFromText(field, value));
  return answer instanceof Refusal ? null : answer;
}

/** The applicant as a person (with an identity number) or a company; of the other kind there is nothing to begin with. */
function startOfApplicant(field: Field, { applicantName, applicantIdentifier }: Known): Answer {
  if (!applicantName || !applicantIdentifier) return null;
  const raw =
    field.kind === 'company'
      ? { name: applicantName, creditCode: applicantIdentifier }
      : { name: applicantName, certificateKind: '111', certificateNumber: applicantIdentifier };
  const answer = readerOf(field)(raw);
  return answer instanceof Refusal ? null : answer;
}
