import type { ReactNode } from 'react';
import type { Field } from '../../../lowcode/form/definition.ts';
import { isFen, moneyTyped, moneyWords } from '../../../lowcode/money.ts';
import type { Speech } from '../parts/reading.tsx';
import type { Lookups } from './lookups.tsx';

/** An answer as people read it; null when there is none. Never a code: what cannot be told in words reads 未知. */
export function shownAnswer(field: Field, answer: unknown, t: Speech, lookups: Lookups): ReactNode {
  if (answer === undefined || answer === null || answer === '') return null;
  if (typeof answer === 'boolean') {
    if (field.kind === 'declaration') return answer ? t('已勾选', 'Ticked') : null;
    return answer ? t('是', 'Yes') : t('否', 'No');
  }
  if (typeof answer === 'string') return shownText(field, answer, t, lookups);
  if (Array.isArray(answer)) {
    const parts = answer.map((one) =>
      typeof one === 'string'
        ? field.kind === 'units'
          ? unitWord(one, t, lookups)
          : optionWord(field, one, t)
        : String(one?.name ?? ''),
    );
    return parts.length === 0 ? null : parts.join(t('、', ', '));
  }
  const { from, to } = answer as { from?: unknown; to?: unknown };
  return typeof from === 'string' && typeof to === 'string'
    ? t(`${day(from, t)}至${day(to, t)}`, `${day(from, t)} to ${day(to, t)}`)
    : null;
}

function shownText(field: Field, answer: string, t: Speech, lookups: Lookups): string {
  switch (field.kind) {
    case 'choice':
      return optionWord(field, answer, t);
    case 'money':
      return isFen(answer) ? moneyWords(answer, t.language) : answer;
    case 'number':
    case 'integer':
      return field.unit ? `${answer}${t.language === 'en' ? ' ' : ''}${t.text(field.unit)}` : answer;
    case 'date':
      return day(answer, t);
    case 'division':
      return lookups.divisions.find(({ code }) => code === answer)?.name ?? t('其他地区', 'another place');
    case 'unit':
      return unitWord(answer, t, lookups);
    case 'place': {
      const [longitude, latitude] = answer.split(',');
      return latitude ? t(`东经${longitude}°，北纬${latitude}°`, `${longitude}° E, ${latitude}° N`) : answer;
    }
    default:
      return answer;
  }
}

function unitWord(code: string, t: Speech, { units }: Lookups): string {
  const unit = units.find((each) => each.code === code);
  return unit ? t.text(unit.name) : t('其他单位', 'another unit');
}

function optionWord(field: Field, value: string, t: Speech): string {
  const option = field.options?.find((each) => each.value === value);
  return option ? t.text(option.label) : t('未知选项', 'unknown');
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
  if (typeof answer === 'boolean') return answer ? 'true' : 'false';
  if (typeof answer !== 'string') return '';
  return field.kind === 'money' && isFen(answer) ? moneyTyped(answer) : answer;
}
