import { boolean, integer, list, object, oneOf, type Shape, string, text, unitCode } from '../definition/shape.ts';

const key = string(60);
/** A key, or an end of a date range. */
const name = string(65);

/** A licence type as JSON. Whether identifiers can be made from it is for `checkLicenceType`. */
export const licenceType: Shape = object(
  {
    name: text,
    typeCode: string(21),
    issuer: unitCode,
    definer: text,
    holder: oneOf(['person', 'company', 'both']),
    fields: list(object({ key, label: text, from: key }, { personal: boolean }), 60),
  },
  { validYears: integer(1, 100), validity: object({}, { start: name, end: name, days: name }), area: text },
);
