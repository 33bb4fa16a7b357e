import { Exact } from '../rule/value.ts';

/** The exact sum of what was answered, as an answer of the field `key`; nothing when nobody answered. */
export function sumOf(answers: readonly unknown[], key: string): readonly (readonly [key: string, sum: string])[] {
  const given = answers.filter((answer): answer is string => typeof answer === 'string' && answer !== '');
  if (given.length === 0) return [];
  return [[key, given.reduce((sum, answer) => sum.plus(answer), new Exact(0)).toString()]];
}
