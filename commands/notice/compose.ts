import type { NoticeFact } from '../../events/notice.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import type { NoticeFacts } from '../../lowcode/flow/notice-facts.ts';
import { answersNamed, fieldsByKey, noticeText } from '../../lowcode/flow/notice-text.ts';
import { asksUnits, type Happening, noticesOn, placesTold } from '../../lowcode/flow/notices-due.ts';
import { stageKeyOf } from '../../lowcode/flow/walk.ts';
import type { Answer, Answers, FormDefinition } from '../../lowcode/form/definition.ts';
import type { Facts } from '../../lowcode/rule/facts.ts';
import type { Text } from '../../lowcode/text.ts';
import type { Language } from '../../lowcode/words.ts';
import { namesOf } from '../application/names-of-answers.ts';
import type { CommandContext } from '../context.ts';

/** What notices of one case or matter are written from. */
export interface Noticed {
  readonly flow: FlowDefinition;
  readonly form: FormDefinition;
  /** Answers that are not personal. */
  readonly answers: Answers;
  /** The unit of the case, which acts where a stage names none. */
  readonly unit: string;
  /** Whom a notice to the applicant reaches. */
  readonly people: readonly string[];
  /** For whom the words are sealed. */
  readonly subject: string;
  readonly facts: (happening: Happening, language: Language) => NoticeFacts;
  /** What conditions of the flow may know; asked only when a notice goes to another stage's units. */
  readonly rules: () => Promise<Facts>;
}

/** The notices that a flow gives of what happened, written out; those of several units that say the same are one. */
export async function composeNotices(
  context: CommandContext,
  happenings: readonly Happening[],
  noticed: Noticed,
): Promise<readonly NoticeFact[]> {
  const due = happenings.flatMap((happening) =>
    noticesOn(noticed.flow, happening).map((each) => ({ ...each, happening })),
  );
  const { flow, form, answers, subject } = noticed;
  // Of somebody erased nothing is told: the words could not be sealed for them.
  if (due.length === 0 || (await context.platform.vault.isErased(subject))) return [];
  const rules = due.some(({ notice }) => asksUnits(notice)) ? await noticed.rules() : null;
  const known = () => {
    if (!rules) throw new Error('a notice asks for units that were not looked up');
    return rules;
  };
  const names = await namesIn(
    context,
    form,
    answers,
    due.map(({ notice }) => notice.text),
  );
  const found = new Map<string, NoticeFact>();
  for (const { notice, index, happening } of due) {
    const { on, stage } = happening;
    const facts = (language: Language) => noticed.facts(happening, language);
    const text = noticeText(notice.text, { facts, form, answers, names });
    const places = placesTold(flow, notice, stage, noticed.unit, known);
    const people = notice.to === 'applicant' ? noticed.people : [];
    // What a clock was to tell is over also when there is nobody to tell: it would be tried for ever.
    if (places.length + people.length === 0 && happening.notice === undefined) continue;
    // A clock tells of one unit's stage; of what happens to many at a time one notice is enough.
    const one = on === 'near' || on === 'over' ? stage?.key : stageKeyOf(stage?.key ?? '');
    const key = JSON.stringify([on, one, index, text]);
    const before = found.get(key);
    found.set(key, {
      ...{ on, stage: before?.stage ?? stage?.key ?? null, stageTitle: stage?.title ?? null },
      ...{ notice: index, to: notice.to, people },
      places: distinct([...(before?.places ?? []), ...places]),
      ...{ subject, personal: { text } },
    });
  }
  return [...found.values()];
}

function distinct(places: NoticeFact['places']): NoticeFact['places'] {
  return [...new Map(places.map((place) => [`${place.unit}/${place.role}`, place])).values()];
}

async function namesIn(context: CommandContext, form: FormDefinition, answers: Answers, texts: readonly Text[]) {
  const fields = fieldsByKey(form);
  const named = [...new Set(texts.flatMap(answersNamed))].flatMap((key) => {
    const field = fields.get(key);
    return field ? [{ field, answer: (answers[key] ?? null) as Answer }] : [];
  });
  return namesOf(context, named);
}
