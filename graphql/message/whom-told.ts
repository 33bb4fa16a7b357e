import type { NoticeFact } from '../../events/notice.ts';
import { wordFor } from '../../lowcode/words.ts';

/** Whom a notice told, in words: 申请人, or the role in the first of the units. */
export function whomTold({ to, places }: NoticeFact, nameOf: (unit: string) => string): string {
  if (to === 'applicant') return '申请人';
  const [first] = places;
  if (!first) return '：没有可以告知的人';
  const name = `${nameOf(first.unit)}${wordFor('role', first.role)}`;
  return places.length > 1 ? `${name}等${places.length}处` : name;
}
