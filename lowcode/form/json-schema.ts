import { optionsOf } from '../code-lists/options.ts';
import { LONGEST_GEOMETRY } from '../geometry.ts';
import { MOST_UNITS, mostRows, USUAL_DIGITS, USUAL_FILES } from './bounds.ts';
import type { Field, FieldKind, FormDefinition, Group, Item } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { partsOf } from './parts.ts';
import { mostCharacters } from './read-text.ts';
import { itemsOf } from './walk.ts';

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

export type JsonSchema = { readonly [keyword: string]: unknown };

const UNIT = '^[0-9]{6}(-[a-z0-9]{1,30}){0,3}$';
const PATTERNS: { readonly [K in FieldKind]?: string } = {
  unit: UNIT,
  staff: '^[0-9]{6}(-[a-z0-9]{1,30}){0,3}/[A-Za-z0-9._@-]{1,64}$',
  landline: '^0[0-9]{2,3}-[2-8][0-9]{6,7}(-[0-9]{1,6})?$',
  licenceReference: '^1\\.2\\.156\\.3005\\.2\\.[0-9A-Z]{21}\\.[0-9A-Z]{18}\\.[0-9A-Z]{1,32}\\.[0-9]{3}\\.[0-9A-Z]$',
  propertyUnit: '^[0-9]{12}[GJZ][ABCDEFGHLNSWXY][0-9]{5}[FLQW][0-9]{8}$',
  rating: '^[1-5]$',
  integer: '^-?[0-9]{1,15}$',
  money: '^-?[0-9]{1,15}$',
  identityNumber: '^[1-9][0-9]{16}[0-9X]$',
  creditCode: '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$',
  mobilePhone: '^1[3-9][0-9]{9}$',
  postcode: '^[0-9]{6}$',
  division: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$',
  bankCard: '^[1-9][0-9]{11,18}$',
  time: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  place: '^-?[0-9]{1,3}(\\.[0-9]{1,7})?,-?[0-9]{1,2}(\\.[0-9]{1,7})?$',
};
const FILE: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string', maxLength: 255 },
    size: { type: 'integer', minimum: 0 },
    type: { type: 'string' },
  },
  required: ['id', 'name', 'size', 'type'],
  additionalProperties: false,
};

/**
 * The shape of a form's answers as JSON Schema 2020-12, for programs. It says what a schema can: keys, types, options,
 * lengths. Conditions, computed values and check digits are for `evaluate`; a field under a condition is therefore
 * never required here, and a computed one is read-only.
 */
export function toJsonSchema(form: FormDefinition, id?: string): JsonSchema {
  const items = itemsOf(form);
  const always = items.filter(({ item, page, section }) => !page.visible && !section.visible && isAlways(item));
  return {
    $schema: DIALECT,
    ...(id === undefined ? {} : { $id: id }),
    title: form.title.zh,
    ...(form.intro ? { description: form.intro.zh } : {}),
    ...objectOf(
      items.map(({ item }) => item),
      always.map(({ item }) => item.key),
    ),
  };
}

function objectOf(items: readonly Item[], required: readonly string[]): JsonSchema {
  const answered = items.filter(({ kind }) => !saysOnly(kind));
  return {
    type: 'object',
    properties: Object.fromEntries(answered.map((item) => [item.key, schemaOf(item)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function isAlways(item: Item): boolean {
  if (item.visible) return false;
  if (item.kind === 'group') return (item.minRows ?? 0) > 0;
  return item.kind === 'declaration' || (item.required === true && !item.computed);
}

function schemaOf(item: Item): JsonSchema {
  const words = { title: item.label.zh, ...(item.hint ? { description: item.hint.zh } : {}) };
  if (item.kind === 'group') return { ...words, ...rowsOf(item) };
  return { ...words, ...answerSchema(item), ...(item.computed ? { readOnly: true } : {}) };
}

function rowsOf(group: Group): JsonSchema {
  const required = ['id', ...group.fields.filter(isAlways).map(({ key }) => key)];
  const row = objectOf(group.fields, required);
  const id = { type: 'string', pattern: '^[A-Za-z0-9-]{1,36}$' };
  return {
    type: 'array',
    minItems: group.minRows ?? 0,
    maxItems: mostRows(group),
    items: { ...row, properties: { id, ...(row.properties as object) } },
  };
}

/** An answer of several parts: all of them, as the fields they are. */
function objectOfParts(parts: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parts.map((part) => [part.key, { title: part.label.zh, ...answerSchema(part) }])),
    required: parts.map(({ key }) => key),
    additionalProperties: false,
  };
}

function answerSchema(field: Field): JsonSchema {
  const parts = partsOf(field);
  if (parts) return objectOfParts(parts);
  const options = optionsOf(field);
  const values = options.map(({ value }) => value);
  const named = options.map(({ value, label }) => ({ const: value, title: label.zh }));
  switch (field.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'declaration':
      return { const: true };
    case 'choice':
      return { type: 'string', oneOf: named };
    case 'choices':
      return { type: 'array', uniqueItems: true, maxItems: values.length, items: { type: 'string', oneOf: named } };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'dateRange': {
      const date = { type: 'string', format: 'date' };
      return {
        type: 'object',
        properties: { from: date, to: date },
        required: ['from', 'to'],
        additionalProperties: false,
      };
    }
    case 'file':
    case 'image':
      return { type: 'array', maxItems: field.maxFiles ?? USUAL_FILES, items: FILE };
    case 'units':
      return { type: 'array', uniqueItems: true, maxItems: MOST_UNITS, items: { type: 'string', pattern: UNIT } };
    case 'consent':
      return { const: field.terms?.version ?? '' };
    case 'geometry':
      return { type: 'string', contentMediaType: 'application/geo+json', maxLength: LONGEST_GEOMETRY };
    case 'number': {
      const digits = field.digits ?? USUAL_DIGITS;
      return { type: 'string', pattern: digits === 0 ? '^-?[0-9]{1,15}$' : `^-?[0-9]{1,15}(\\.[0-9]{1,${digits}})?$` };
    }
    case 'text':
    case 'hidden':
    case 'longText':
    case 'address':
    case 'personName':
      return {
        type: 'string',
        ...(field.min === undefined ? {} : { minLength: Number(field.min) }),
        maxLength: mostCharacters(field),
      };
    case 'email':
      return { type: 'string', format: 'email' };
    default: {
      const pattern = PATTERNS[field.kind];
      return pattern ? { type: 'string', pattern } : { type: 'string' };
    }
  }
}
