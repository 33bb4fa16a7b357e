import { moneyFigure, moneyWords } from '../money.ts';
import type { Answer, DateRange, Field, FileAnswer } from './definition.ts';

/**
 * An answer as people read it, in Chinese: labels of choices, 是/否, money as 1,234.50元, numbers with their
 * unit (unless `bare`), dates as 2026年3月16日, names of files. Empty for an empty answer. Without the field, the value
 * as it is kept.
 */
export function answerText(field: Field | undefined, answer: Answer, bare = false): string {
  if (answer === null) return '';
  if (typeof answer === 'boolean') return answer ? '是' : '否';
  if (typeof answer === 'string') return field ? textOf(field, answer, bare) : answer;
  if (!Array.isArray(answer)) {
    const { from, to } = answer as DateRange;
    return `${dateText(from)}至${dateText(to)}`;
  }
  return (answer as readonly (string | FileAnswer)[])
    .map((one) => (typeof one === 'string' ? optionLabel(field, one) : one.name))
    .join('、');
}

function textOf(field: Field, answer: string, bare: boolean): string {
  switch (field.kind) {
    case 'choice':
      return optionLabel(field, answer);
    case 'money':
      return bare ? moneyFigure(answer) : moneyWords(answer);
    case 'number':
    case 'integer':
      return bare ? answer : `${answer}${field.unit?.zh ?? ''}`;
    case 'date':
      return dateText(answer);
    default:
      return answer;
  }
}

function optionLabel(field: Field | undefined, value: string): string {
  return field?.options?.find((option) => option.value === value)?.label.zh ?? value;
}

function dateText(date: string): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
