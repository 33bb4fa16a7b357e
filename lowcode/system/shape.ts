import { boolean, integer, list, object, oneOf, type Shape, string, text, unitCode } from '../definition/shape.ts';
import { STAGE_ROLES } from '../flow/roles.ts';

const key = string(60);
const role = oneOf(STAGE_ROLES);
const pattern = string(60);

const begins = object({ role }, { units: list(unitCode, 300) });
const numbering = object(
  { key, title: text, pattern },
  { byUnit: list(object({ unit: unitCode, pattern }), 300), digits: integer(1, 8) },
);
const register = object(
  { key, title: text, columns: list(key, 30) },
  {
    filters: list(key, 12),
    sort: oneOf(['begun', 'due']),
    shows: oneOf(['open', 'closed']),
    roles: list(role, STAGE_ROLES.length),
  },
);
const summary = object({ stage: key, title: text, columns: list(key, 60) }, { totals: list(key, 60), compareBy: key });

/** A system definition as JSON. Whether it fits its form and flow is for `checkSystem`. */
export const system: Shape = object(
  {
    name: text,
    about: text,
    unit: unitCode,
    form: key,
    flow: key,
    begins: list(begins, 20),
    titleFrom: key,
    registers: list(register, 20),
  },
  {
    numberings: list(numbering, 10),
    summaries: list(summary, 10),
    sees: list(unitCode, 8),
    closes: object({ role }, { unit: unitCode }),
    onlyOne: key,
    personFrom: key,
    demonstration: boolean,
  },
);
