import { boolean, integer, list, object, oneOf, type Shape, string, text, unitCode } from '../definition/shape.ts';
import { documentTemplate } from '../document/shape.ts';
import { rule } from '../rule/shape.ts';
import { MOST_OPEN_COLUMNS } from './open-columns.ts';

const code = string(60);
const days = integer(0, 3650);
const phone = string(60);

const basis = object({ law: string(200), article: string(200) }, { text: string(4000) });

const situation = object({ question: string(40), values: list(string(60), 40) });
const question = object(
  { key: string(40), label: text, options: list(object({ value: string(60), label: text }), 40) },
  { hint: text, when: situation },
);

const material = object(
  {
    key: code,
    name: text,
    necessity: oneOf(['required', 'optional', 'conditional']),
    form: list(oneOf(['original', 'copy', 'electronic']), 3),
    copies: integer(0, 100),
    source: oneOf(['applicant', 'government', 'other']),
  },
  {
    when: rule,
    whenText: text,
    situations: list(situation, 10),
    issuer: text,
    specification: text,
    basis: string(500),
    acceptance: text,
  },
);

const fee = object({ name: text, standard: text, basis: string(500) }, { reduction: text });
const step = object({ name: text, who: text, days }, { result: text });
const faq = object({ question: text, answer: text });
const result = object(
  { name: text },
  { licenceType: code, validYears: integer(1, 100), validText: text, sample: text },
);

/** A service item as JSON. Whether its guide is complete is for `lintService`. */
export const service: Shape = object(
  {
    name: text,
    kind: oneOf([
      ...['permit', 'penalty', 'coercion', 'levy', 'benefit', 'inspection', 'confirmation', 'reward'],
      ...['adjudication', 'other', 'publicService'],
    ]),
    unit: unitCode,
    audience: list(oneOf(['person', 'company']), 2),
    themes: list(string(60), 20),
    mode: oneOf(['immediate', 'promised', 'joint', 'reported']),
    legalDays: days,
    promisedDays: days,
    basis: list(basis, 40),
    conditions: list(text, 60),
    materials: list(material, 60),
    fees: list(fee, 30),
    process: list(step, 30),
    place: text,
    hours: text,
    consultPhone: phone,
    complaintPhone: phone,
    visits: integer(0, 20),
    onlineDepth: oneOf([1, 2, 3, 4]),
    faq: list(faq, 60),
  },
  {
    basicCode: string(12),
    implementationCode: string(33),
    intakeUnit: unitCode,
    jointUnits: list(unitCode, 20),
    keywords: list(string(60), 40),
    onCommitment: boolean,
    legalLimitText: text,
    visitReason: text,
    result,
    form: code,
    flow: code,
    documents: list(documentTemplate, 20),
    questions: list(question, 12),
    uploadMaterials: boolean,
    openData: object({}, { published: boolean, columns: list(string(60), MOST_OPEN_COLUMNS) }),
    onePerPerson: boolean,
    demonstration: boolean,
  },
);
