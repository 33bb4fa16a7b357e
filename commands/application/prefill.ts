import { Refusal } from '../../events/stream.ts';
import type { Answer, Answers, TakenFrom } from '../../lowcode/form/definition.ts';
import { type Known, knownKeys, startAnswers } from '../../lowcode/form/start.ts';
import { notAsRecorded, takingFields } from '../../lowcode/form/taken-from.ts';
import { type RecordTold, recordWords } from '../../lowcode/form/taken-words.ts';
import type { Text } from '../../lowcode/text.ts';
import type { CommandContext } from '../context.ts';
import type { FilledForm } from '../definition/published.ts';
import type { Filing } from './applicant.ts';
import { type Found, findRecord, type Holdings, recordName } from './records.ts';

/** The answer that a field begins with, and where it comes from in words. */
export interface Prefilled {
  readonly field: string;
  readonly answer: Answer;
  readonly from: RecordTold['from'];
  readonly source: Text;
  readonly fixed: boolean;
}

/** Whom answers are known of. */
type About = Pick<Filing, 'applicant' | 'kind' | 'subject'>;

/**
 * What is known of the applicant for the fields of a form that ask for it: by sign-in, and from records that whoever fills in
 * may see with this person's numbers whole. To somebody who only typed another's number nothing is told.
 */
export async function prefilledFor(
  context: CommandContext,
  holdings: Holdings,
  form: Pick<FilledForm, 'key' | 'definition'>,
  about: About,
  except?: string,
): Promise<readonly Prefilled[]> {
  const own = context.actor.subject === about.subject;
  const recorded = await recordedFor(context, holdings, form, about, except);
  const known = knownOf(about);
  const begun = startAnswers(form.definition, known);
  const signIn = [...knownKeys(form.definition, known)].flatMap((field): Prefilled[] => {
    const answer = begun[field] as Answer | undefined;
    if (recorded.has(field) || answer === undefined || answer === null) return [];
    return [{ field, answer, from: 'signIn', source: recordWords({ from: 'signIn' }, own), fixed: false }];
  });
  return [...signIn, ...recorded.values()];
}

/**
 * Refuses fixed answers that are not as the record says. `before` is what was answered when it was last checked: a record
 * that has changed since does not undo it. Throws INVALID_ANSWERS with NOT_AS_RECORDED.
 */
export async function requireAsRecorded(
  context: CommandContext,
  holdings: Holdings,
  form: Pick<FilledForm, 'key' | 'definition'>,
  about: Pick<About, 'subject'>,
  { answers, visible }: { readonly answers: Answers; readonly visible: ReadonlySet<string> },
  before: { readonly case: string; readonly answers: Answers } | null = null,
): Promise<void> {
  // What the cloud takes in by itself comes from the records of others.
  if (context.actor.kind === 'system') return;
  if (!takingFields(form.definition).some(({ takenFrom }) => takenFrom.fixed)) return;
  const recorded = await recordedFor(context, holdings, form, about, before?.case);
  const told = new Map([...recorded].map(([key, { answer, source }]) => [key, { answer, words: source.zh }]));
  const wrong = notAsRecorded(form.definition, answers, visible, told).filter(
    ({ path }) => !before || JSON.stringify(before.answers[path] ?? null) !== JSON.stringify(answers[path] ?? null),
  );
  if (wrong.length > 0)
    throw new Refusal(
      'INVALID_ANSWERS',
      `有${wrong.length}处需要修改`,
      wrong.map(({ path, code, message }) => ({ path, code, message: message.zh })),
    );
}

function knownOf({ applicant, kind }: About): Known {
  const { name, identifier, phone, address } = applicant;
  return {
    ...{ applicantKind: kind, applicantName: name, applicantIdentifier: identifier, applicantPhone: phone },
    ...(address && { applicantAddress: address }),
  };
}

async function recordedFor(
  context: CommandContext,
  holdings: Holdings,
  form: Pick<FilledForm, 'key' | 'definition'>,
  { subject }: Pick<About, 'subject'>,
  except: string | undefined,
): Promise<ReadonlyMap<string, Prefilled>> {
  const own = context.actor.subject === subject;
  const records = new Map<string, Promise<Found | null>>();
  const recordOf = (taken: TakenFrom): Promise<Found | null> => {
    const name = recordName(taken, form.key);
    const known = records.get(name) ?? findRecord(context, holdings, subject, taken, form.key, except);
    records.set(name, known);
    return known;
  };
  const found = await Promise.all(
    takingFields(form.definition).map(async (target): Promise<readonly [string, Prefilled][]> => {
      const record = await recordOf(target.takenFrom);
      const answer = record?.answer(target) ?? null;
      if (!record || answer === null) return [];
      const { takenFrom, key: field } = target;
      const source = recordWords(record.told, own);
      return [[field, { field, answer, from: record.told.from, source, fixed: takenFrom.fixed === true }]];
    }),
  );
  return new Map(found.flat());
}
