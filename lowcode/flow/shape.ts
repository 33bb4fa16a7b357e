import {
  boolean,
  eitherObject,
  integer,
  list,
  object,
  oneOf,
  type Shape,
  string,
  tagged,
  text,
  unitCode,
} from '../definition/shape.ts';
import { rule } from '../rule/shape.ts';
import type { Procedure } from './definition.ts';
import { LONGEST_LIMIT } from './limit.ts';
import { STAGE_ROLES } from './roles.ts';

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
const unitOfTime = oneOf(['workingDays', 'days', 'hours']);
const byDivision = object({ field: key, units: list(object({ division: string(12), unit: unitCode }), 60) });
const limit = object({ count: eitherObject(rule, integer(0, LONGEST_LIMIT)), unit: unitOfTime });
const chase = object({
  kind: oneOf(['remind', 'supervise', 'report']),
  from: oneOf(['entered', 'due']),
  after: object({ count: integer(0, LONGEST_LIMIT), unit: unitOfTime }),
});
const whom = oneOf(['applicant', 'actors', 'unit']);
const notice = object(
  { on: oneOf(['entered', 'ended', 'sentBack', 'near', 'over']), to: whom, text },
  { stage: key, before: integer(1, 365) },
);
const supplement = object(
  {},
  {
    allowed: boolean,
    by: list(oneOf(['window', 'clerk', 'village']), 3),
    times: integer(1, 3),
    days: integer(1, 60),
    expiry: oneOf(['waits', 'withdrawn', 'notAccepted']),
    remedies: text,
  },
);
const outcomeNotice = object(
  { on: oneOf(['granted', 'refused', 'done', 'supplement', 'lapsed']), to: whom, text },
  { stage: key },
);
const stage = object(
  { key, title: text, role: oneOf(STAGE_ROLES), kind: oneOf(['review', 'decide', 'work']) },
  {
    unit: unitCode,
    byDivision,
    unitField: key,
    eachOf: key,
    limitDays: integer(0, 365),
    limit,
    procedures: list(oneOf(PROCEDURES), PROCEDURES.length),
    backTo: list(key, 30),
    signers: boolean,
    pages: list(key, 30),
    numbering: key,
    chases: list(chase, 10),
    notices: list(notice, 10),
  },
);
const branch = object({ stage }, { when: rule });
const goTo = list(object({ when: rule, to: key }), 10);
const step = tagged(
  'kind',
  new Map([
    ['stage', object({ kind: oneOf(['stage']), stage }, { when: rule, goTo })],
    ['parallel', object({ kind: oneOf(['parallel']), key, title: text, branches: list(branch, 30) }, { when: rule })],
  ]),
);

/** A flow definition as JSON. Whether it leads to an end is for `checkFlow`. */
export const flow: Shape = object(
  { title: text, steps: list(step, 50) },
  { purpose: oneOf(['service', 'office']), notices: list(outcomeNotice, 10), supplement },
);
