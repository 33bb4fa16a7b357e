import { type DivisionLevel, divisionLevel } from '../identifier/division.ts';
import { cleanText } from './clean.ts';
import type { Field } from './definition.ts';
import { readCode } from './read-code.ts';
import { type Reader, Refusal, refuse } from './reader.ts';

const LEVELS: readonly DivisionLevel[] = ['province', 'city', 'county', 'town', 'village'];

/** A division code that reaches down as far as the field asks. */
export function readDivision({ depth }: Field): Reader {
  const read = readCode('division');
  if (depth === undefined) return read;
  return (raw) => {
    const code = read(raw);
    if (code === null || code instanceof Refusal) return code;
    const level = divisionLevel(cleanText('division', code as string));
    return level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(depth) ? code : refuse('INCOMPLETE');
  };
}
