import { boolean, list, object, oneOf, type Shape, string, text } from '../definition/shape.ts';
import { AGGREGATES, PARTS } from './question.ts';

const column = string(60);
const value = string(200);
const condition = object(
  { column },
  { is: list(value, 100), not: list(value, 100), from: value, to: value, empty: boolean },
);
const order = object({ column }, { descending: boolean });
const grouping = object({ column }, { part: oneOf(PARTS) });
const measure = object({ of: oneOf(AGGREGATES) }, { column });

/** A register definition as JSON. Whether it fits its form is for `checkRegister`. */
export const register: Shape = object(
  { name: text, form: string(63), kind: oneOf(['list', 'cross']) },
  {
    note: text,
    filters: list(condition, 12),
    columns: list(column, 40),
    sort: list(order, 3),
    group: grouping,
    totals: list(measure, 12),
    rows: grouping,
    across: grouping,
    measure,
  },
);
