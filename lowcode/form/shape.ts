import { CODE_LISTS } from '../code-lists/options.ts';
import {
  anything,
  boolean,
  chosen,
  eitherObject,
  integer,
  list,
  named,
  object,
  oneOf,
  record,
  type Shape,
  string,
  text,
} from '../definition/shape.ts';
import { rule } from '../rule/shape.ts';
import { MOST_FILES, MOST_ROWS } from './bounds.ts';
import type { FieldKind } from './definition.ts';
import { FILE_KINDS } from './file-kinds.ts';

const KINDS: { readonly [K in FieldKind]: true } = {
  ...{ text: true, longText: true, number: true, integer: true, money: true, boolean: true, choice: true },
  ...{ choices: true, date: true, dateRange: true, time: true, personName: true, identityNumber: true },
  ...{ creditCode: true, mobilePhone: true, phone: true, email: true, postcode: true, address: true },
  ...{
    division: true,
    bankCard: true,
    licencePlate: true,
    place: true,
    file: true,
    image: true,
    unit: true,
    units: true,
    declaration: true,
    note: true,
  },
  ...{ staff: true, landline: true, licenceReference: true, propertyUnit: true, rating: true, certificate: true },
  ...{ person: true, company: true, residence: true, appointment: true, signature: true, consent: true },
  ...{ geometry: true, hidden: true, heading: true },
};
const FIELD_KINDS = Object.keys(KINDS) as readonly FieldKind[];

const key = string(60);
const bound = string(40);

const check = object({ key, rule, message: text, at: key });

const option = object({ value: string(200), label: text }, { visible: rule });

const source = { field: string(60) };
const takenFrom = chosen(
  'from',
  'licence',
  object({ from: oneOf(['licence']), licenceType: string(80), ...source }, { fixed: boolean }),
  chosen(
    'from',
    'register',
    object({ from: oneOf(['register']), register: string(80), ...source }, { fixed: boolean }),
    object({ from: oneOf(['earlierCase']), ...source }, { form: string(80), fixed: boolean }),
  ),
);

const field = object(
  { kind: oneOf(FIELD_KINDS), key, label: text },
  {
    hint: text,
    required: eitherObject(rule, boolean),
    visible: rule,
    computed: rule,
    default: string(2000),
    prefill: oneOf([
      'applicant',
      'applicantKind',
      'applicantName',
      'applicantIdentifier',
      'applicantPhone',
      'applicantAddress',
    ]),
    takenFrom,
    personal: boolean,
    options: list(option, 400),
    min: bound,
    max: bound,
    digits: integer(0, 6),
    unit: text,
    material: string(60),
    maxFiles: integer(1, MOST_FILES),
    list: object({}, { filter: boolean, sort: boolean }),
    fileKinds: list(oneOf(FILE_KINDS), FILE_KINDS.length),
    maxMegabytes: integer(1, 20),
    codeList: oneOf(CODE_LISTS),
    capitals: boolean,
    openEnd: boolean,
    terms: object({ version: string(40), text: object({ zh: string(10_000) }, { en: string(20_000) }) }),
    slots: object({ times: list(string(11), 48) }, { weekdays: list(integer(1, 7), 7) }),
    certificates: list(string(3), 20),
    area: oneOf(['region', 'country']),
    depth: oneOf(['province', 'city', 'county', 'town', 'village']),
    draws: oneOf(['line', 'polygon']),
    levels: list(oneOf(['city', 'county', 'town', 'village']), 4),
  },
);

/** Items hold groups, and groups items. */
const item: Shape = named('item', () => either);

const rows = integer(0, MOST_ROWS);
const group = object(
  { kind: oneOf(['group']), key, label: text, fields: list(item, 60) },
  { hint: text, rowLabel: text, minRows: rows, maxRows: integer(1, MOST_ROWS), visible: rule, checks: list(check, 30) },
);
const either = chosen('kind', 'group', group, field);

const section = object({ key, items: list(item, 100) }, { title: text, hint: text, visible: rule });
const page = object({ key, title: text, sections: list(section, 30) }, { visible: rule });

const context = object(
  {},
  {
    today: string(10),
    channel: oneOf(['web', 'window', 'agent', 'import']),
    applicantKind: oneOf(['person', 'company']),
    region: string(12),
  },
);
const test = object(
  { name: string(200), answers: record(anything, 300), errors: record(string(40), 300) },
  { context, computed: record(anything, 300), visible: record(boolean, 300) },
);

/** A form definition as JSON. Whether it makes sense is for `checkForm`. */
export const form: Shape = object(
  { title: text, pages: list(page, 20) },
  { intro: text, checks: list(check, 60), feeField: key, tests: list(test, 40) },
);
