import { integer, list, object, oneOf, type Shape, string, tagged, text, unitCode } from '../definition/shape.ts';
import { rule } from '../rule/shape.ts';
import type { Procedure } from './definition.ts';

/** The special procedures of 行政许可法 45. */
const PROCEDURES: readonly Procedure[] = [
  'hearing',
  'tender',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expertReview',
];

const key = string(60);
const byDivision = object({ field: key, units: list(object({ division: string(12), unit: unitCode }), 60) });
const stage = object(
  { key, title: text, role: oneOf(['clerk', 'approver', 'head', 'village']), kind: oneOf(['review', 'decide']) },
  { unit: unitCode, byDivision, limitDays: integer(0, 365), procedures: list(oneOf(PROCEDURES), PROCEDURES.length) },
);
const branch = object({ stage }, { when: rule });
const step = tagged(
  'kind',
  new Map([
    ['stage', object({ kind: oneOf(['stage']), stage }, { when: rule })],
    ['parallel', object({ kind: oneOf(['parallel']), key, title: text, branches: list(branch, 30) }, { when: rule })],
  ]),
);

/** A flow definition as JSON. Whether it leads to a decision is for `checkFlow`. */
export const flow: Shape = object({ title: text, steps: list(step, 50) });
