import { DIVISION_LEVELS, divisionLevel } from '../identifier/division.ts';
import type { Field } from './definition.ts';
import { readCode } from './read-code.ts';
import { type Reader, Refusal, refuse } from './reader.ts';

/** Cities that have no counties: 东莞、中山、儋州. Nothing below them but towns can be told. */
const WITHOUT_COUNTIES: ReadonlySet<string> = new Set(['441900', '442000', '460400']);

/** A division code that reaches down as far as the field asks. */
export function readDivision(field: Field): Reader {
  const read = readCode('division');
  // Of the whole country a province alone says too little.
  const depth = field.depth ?? (field.area === 'country' ? 'county' : undefined);
  if (depth === undefined) return read;
  return (raw) => {
    const code = read(raw);
    if (code === null || code instanceof Refusal) return code;
    if (depth === 'county' && WITHOUT_COUNTIES.has(code as string)) return code;
    const level = divisionLevel(code as string);
    return level !== null && DIVISION_LEVELS.indexOf(level) >= DIVISION_LEVELS.indexOf(depth)
      ? code
      : refuse('INCOMPLETE');
  };
}
