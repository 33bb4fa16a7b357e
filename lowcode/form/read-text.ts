import { isPersonName } from '../identifier/patterns.ts';
import { cleanText, isPlainText, isSafeText } from './clean.ts';
import type { Field } from './definition.ts';
import { type Reader, refuse } from './reader.ts';

/** Longest answers in characters, also where the form says nothing; a form cannot ask for more. */
export const LONGEST_TEXT = { text: 500, hidden: 500, address: 200, personName: 60, longText: 10_000 } as const;
const USUAL_TEXT = { text: 200, hidden: 500, address: 200, personName: 60, longText: 2000 } as const;

/** The most characters a field of text takes. */
export function mostCharacters(field: Field): number {
  const kind = field.kind as keyof typeof LONGEST_TEXT;
  return Math.min(field.max === undefined ? USUAL_TEXT[kind] : Number(field.max), LONGEST_TEXT[kind]);
}

/** Text, address, name: cleaned, within the field's lengths, counted in characters. */
export function readText(field: Field): Reader {
  const kind = field.kind as keyof typeof LONGEST_TEXT;
  const most = mostCharacters(field);
  const least = field.min === undefined ? 0 : Number(field.min);
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > LONGEST_TEXT.longText * 2) return refuse('TOO_LONG');
    const plain = isPlainText(raw);
    const text = plain ? raw : cleanText(kind, raw);
    if (text === '') return null;
    if (!plain && !isSafeText(text)) return refuse('INVALID_FORMAT');
    if (text.length > most && lengthOf(text) > most) return refuse('TOO_LONG');
    if (text.length < least * 2 && lengthOf(text) < least) return refuse('TOO_SHORT');
    return kind !== 'personName' || isPersonName(text) ? text : refuse('INVALID_FORMAT');
  };
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
