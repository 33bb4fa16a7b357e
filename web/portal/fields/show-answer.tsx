import type { ReactNode } from 'react';
import { optionsOf } from '../../../lowcode/code-lists/options.ts';
import { answerText, type Names } from '../../../lowcode/form/answer-text.ts';
import { OPEN_END } from '../../../lowcode/form/bounds.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { textFromAnswer } from '../../../lowcode/form/web-values.ts';
import type { Speech } from '../parts/reading.tsx';

/** An answer as people read it; null when there is none. Never a code: what cannot be told in words reads 未知. */
export function shownAnswer(field: Field, answer: unknown, t: Speech, names: Names): ReactNode {
  if (answer === undefined || answer === null || answer === '') return null;
  if (field.kind === 'declaration') return answer === true ? t('已勾选', 'Ticked') : null;
  if (field.kind === 'date' && typeof answer === 'string' && !(field.openEnd && answer === OPEN_END))
    return day(answer, t);
  if (field.kind === 'place' && typeof answer === 'string') {
    const [longitude, latitude] = answer.split(',');
    return latitude ? t(`东经${longitude}°，北纬${latitude}°`, `${longitude}° E, ${latitude}° N`) : answer;
  }
  if (isUnknownOption(field, answer)) return t('未知选项', 'unknown');
  return answerText(field, answer as Answer, false, { language: t.language, names }) || null;
}

/** A draft of an older version may hold what is no option any more. */
function isUnknownOption(field: Field, answer: unknown): boolean {
  return field.kind === 'choice' && !optionsOf(field).some(({ value }) => value === answer);
}

/** A draft may hold what is no date yet. */
function day(text: string, t: Speech): string {
  try {
    return t.date(text);
  } catch {
    return text;
  }
}

/** An answer as the value of a text control. What was typed wrongly is shown as it was typed. */
export function typedValue(field: Field, answer: unknown): string {
  if (answer === undefined || answer === null) return '';
  return typeof answer === 'boolean' || typeof answer === 'string' ? textFromAnswer(field, answer) : '';
}
