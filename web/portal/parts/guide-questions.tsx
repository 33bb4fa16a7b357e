import type { ReactNode } from 'react';
import { appliesIn, askedQuestions, type SituationAnswers, situationFrom } from '../../../lowcode/service/questions.ts';
import type { Material, Question } from '../data/services.ts';
import { Radios } from './radios.tsx';
import { useSpeech } from './reading.tsx';

/** The answers to guided questions that an address holds: it can be sent on, and shows the same list. */
export function situationOf(url: URL, questions: readonly Question[]): SituationAnswers {
  return situationFrom(questions, Object.fromEntries(url.searchParams));
}

/** The part of an address that holds the answers, with its question mark; empty without any. */
export function searchOf(answers: SituationAnswers): string {
  const search = new URLSearchParams(answers).toString();
  return search && `?${search}`;
}

/** Which materials these answers leave: those that may still be needed keep their condition. */
export function tailored<Some extends Pick<Material, 'situations' | 'necessity'>>(
  materials: readonly Some[],
  questions: readonly Question[],
  answers: SituationAnswers,
): readonly Some[] {
  return materials.flatMap((material) => {
    const applies = appliesIn(material.situations, questions, answers);
    if (applies === false) return [];
    const decided = applies === true && material.situations.length > 0;
    return [decided ? { ...material, necessity: 'required', whenText: null } : material];
  });
}

/** The questions that decide what to bring, without scripts: the answers become part of the address. */
export function GuideQuestions({
  action,
  questions,
  answers,
}: {
  action: string;
  questions: readonly Question[];
  answers: SituationAnswers;
}): ReactNode {
  const t = useSpeech();
  const asked = askedQuestions(questions, answers);
  const open = asked.filter(({ key }) => answers[key] === undefined).length;
  const begun = Object.keys(answers).length > 0;
  return (
    <form method="get" action={action} className="guide-questions">
      <h3>{t('先回答几个问题，只看您要交的材料', 'Answer these to see only what you need')}</h3>
      {asked.map(({ key, label, hint, options }) => (
        <Radios
          key={key}
          name={key}
          legend={t.text(label)}
          value={answers[key] ?? ''}
          options={options.map((option) => [option.value, t.text(option.label)])}
          {...(hint ? { hint: t.text(hint) } : {})}
        />
      ))}
      <p className="actions">
        <button type="submit" className="button secondary">
          {begun && open > 0 ? t('继续', 'Continue') : t('看我要带什么', 'Show what I need')}
        </button>
        {begun && <a href={action}>{t('重新回答', 'Start over')}</a>}
      </p>
    </form>
  );
}

/** What was answered, in words, one line each. */
export function SituationWords({
  questions,
  answers,
}: {
  questions: readonly Question[];
  answers: SituationAnswers;
}): ReactNode {
  const t = useSpeech();
  return (
    <ul className="plain">
      {questions.flatMap(({ key, label, options }) => {
        const option = options.find(({ value }) => value === answers[key]);
        return option ? [<li key={key}>{`${t.text(label)}${t('：', ': ')}${t.text(option.label)}`}</li>] : [];
      })}
    </ul>
  );
}
