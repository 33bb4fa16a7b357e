import type { Text } from '../text.ts';

/** A question of the guide (情形引导): what is answered chooses which materials apply. */
export interface GuideQuestion {
  /** As field keys are: it becomes a field of the application. */
  readonly key: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly options: readonly { readonly value: string; readonly label: Text }[];
  /** Asked only when an earlier question was answered so. */
  readonly when?: Situation;
}

/** One of these answers to a question. */
export interface Situation {
  readonly question: string;
  readonly values: readonly string[];
}

/** Answers to the questions, by their key. */
export type SituationAnswers = { readonly [question: string]: string };

/** What a question must be known by here; programs say null where a definition says nothing. */
interface Asked {
  readonly key: string;
  readonly options: readonly { readonly value: string }[];
  readonly when?: Situation | null;
}

/** Answers as they count: to questions that are asked, with one of their options. Anything else is left out. */
export function situationFrom(
  questions: readonly Asked[],
  given: { readonly [question: string]: string | null | undefined },
): SituationAnswers {
  const kept: { [question: string]: string } = {};
  for (const { key, options, when } of questions) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value == null || !options.some((option) => option.value === value)) continue;
    if (!when || isMet(when, kept)) kept[key] = value;
  }
  return kept;
}

/** The questions that are asked after these answers, in their order. */
export function askedQuestions<Question extends Asked>(
  questions: readonly Question[],
  answers: SituationAnswers,
): readonly Question[] {
  return questions.filter(({ when }) => !when || isMet(when, answers));
}

/**
 * Whether what hangs on situations applies: `ask` while a question that decides it may still be answered so. The answers
 * are those of `situationFrom`.
 */
export function appliesIn(
  situations: readonly Situation[],
  questions: readonly Asked[],
  answers: SituationAnswers,
): boolean | 'ask' {
  const found = situations.map((situation) => meets(situation, questions, answers));
  if (found.includes(false)) return false;
  return found.includes('ask') ? 'ask' : true;
}

function meets(situation: Situation, questions: readonly Asked[], answers: SituationAnswers): boolean | 'ask' {
  const { question, values } = situation;
  const answer = answers[question];
  if (answer !== undefined) return values.includes(answer);
  const when = questions.find(({ key }) => key === question)?.when;
  return when && meets(when, questions, answers) === false ? false : 'ask';
}

function isMet({ question, values }: Situation, answers: SituationAnswers): boolean {
  const answer = answers[question];
  return answer !== undefined && values.includes(answer);
}
