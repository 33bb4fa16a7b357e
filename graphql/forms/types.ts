import {
  GraphQLBoolean,
  type GraphQLEnumType,
  type GraphQLFieldConfigMap,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLNullableType,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
} from 'graphql';
import type { FieldKind, FormDefinition } from '../../lowcode/form/definition.ts';
import { saysOnly } from '../../lowcode/form/kinds.ts';
import { KINDS_OF_PARTS, partsOf } from '../../lowcode/form/parts.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import { wordFor } from '../../lowcode/words.ts';
import { type Kept, reasonOf, unionOf } from './union.ts';

/** The versions of a form, oldest first, with the name its types have for ever. */
export interface FormType {
  readonly key: string;
  readonly typeName: string;
  readonly title: string;
  readonly version: number;
  readonly versions: readonly FormDefinition[];
  /** What its lists compare, by id. */
  readonly columns: ReadonlyMap<string, Column>;
}

export interface GrownTypes {
  readonly output: GraphQLObjectType;
  readonly input: GraphQLInputObjectType;
}

/**
 * The types of one form: its fields are the union of its versions. A field that a later version dropped stays readable,
 * deprecated since that version, and is refused as an input. Nothing is required in the input: requiring depends on the
 * answers, so the form's rules say it.
 */
export function grow(form: FormType, fixed: GraphQLSchema): GrownTypes {
  const items = unionOf(form.versions);
  const scalars = { date: fixed.getType('Date') as Scalar, money: fixed.getType('Money') as Scalar };
  const output = new GraphQLObjectType({
    name: form.typeName,
    description: form.title,
    fields: () => ({
      number: { type: new GraphQLNonNull(GraphQLString), description: '办件编号' },
      state: { type: new GraphQLNonNull(fixed.getType('CaseState') as GraphQLEnumType) },
      formVersion: { type: new GraphQLNonNull(GraphQLInt), description: '表单版本' },
      case: { type: fixed.getType('Case') as GraphQLObjectType },
      ...outputFields(form.typeName, items, scalars),
    }),
  });
  const input = new GraphQLInputObjectType({
    name: `${form.typeName}Input`,
    description: form.title,
    fields: () => inputFields(form.typeName, items, scalars),
  });
  return { output, input };
}

type Scalar = GraphQLScalarType;

interface Scalars {
  readonly date: Scalar;
  readonly money: Scalar;
}

type Items = ReadonlyMap<string, Kept>;

function outputFields(name: string, items: Items, scalars: Scalars): GraphQLFieldConfigMap<unknown, unknown> {
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
  for (const [key, kept] of items) {
    const { item } = kept;
    if (saysOnly(item.kind as FieldKind)) continue;
    const words = { description: item.label.zh, deprecationReason: reasonOf(kept) };
    if (item.kind !== 'group') {
      fields[key] = { type: typeOf(item.kind, scalars, OUTPUT) as GraphQLOutputType, ...words };
      continue;
    }
    const row = new GraphQLObjectType({
      name: rowName(name, key),
      description: item.label.zh,
      fields: {
        id: { type: new GraphQLNonNull(GraphQLString) },
        ...outputFields(rowName(name, key), kept.fields, scalars),
      },
    });
    fields[key] = { type: new GraphQLList(new GraphQLNonNull(row)), ...words };
  }
  return fields;
}

/** Dropped fields stay as deprecated inputs, so that who still sends one is told since which version it is gone. */
function inputFields(name: string, items: Items, scalars: Scalars): GraphQLInputFieldConfigMap {
  const fields: GraphQLInputFieldConfigMap = {};
  for (const [key, kept] of items) {
    const { item } = kept;
    if (saysOnly(item.kind as FieldKind)) continue;
    const words = { description: item.label.zh, deprecationReason: reasonOf(kept) };
    if (item.kind !== 'group') {
      if (!item.computed) fields[key] = { type: typeOf(item.kind, scalars, INPUT) as GraphQLInputType, ...words };
      continue;
    }
    const row = new GraphQLInputObjectType({
      name: `${rowName(name, key)}Input`,
      description: item.label.zh,
      fields: {
        id: { type: GraphQLString, description: '行标识，可省略' },
        ...inputFields(rowName(name, key), kept.fields, scalars),
      },
    });
    fields[key] = { type: new GraphQLList(new GraphQLNonNull(row)), ...words };
  }
  return Object.keys(fields).length > 0
    ? fields
    : { empty: { type: GraphQLBoolean, description: '本表单没有需要填写的内容' } };
}

function rowName(name: string, key: string): string {
  return `${name}${key.charAt(0).toUpperCase()}${key.slice(1)}Row`;
}

const range = new GraphQLObjectType({
  name: 'AnswerDateRange',
  fields: { from: { type: GraphQLString }, to: { type: GraphQLString } },
});
const rangeInput = new GraphQLInputObjectType({
  name: 'AnswerDateRangeInput',
  fields: { from: { type: GraphQLString }, to: { type: GraphQLString } },
});
const file = new GraphQLObjectType({
  name: 'AnswerFile',
  fields: {
    id: { type: new GraphQLNonNull(GraphQLString) },
    name: { type: GraphQLString },
    type: { type: GraphQLString },
    size: { type: GraphQLInt },
  },
});
const fileInput = new GraphQLInputObjectType({
  name: 'AnswerFileInput',
  description: '已上传文件的标识',
  fields: {
    id: { type: new GraphQLNonNull(GraphQLString) },
    name: { type: GraphQLString, defaultValue: '' },
    type: { type: GraphQLString, defaultValue: 'application/octet-stream' },
    size: { type: GraphQLInt, defaultValue: 0 },
  },
});

/** Types of answers of several parts, by kind: `AnswerPerson { name certificateKind certificateNumber }`. */
const partsOutput = new Map(KINDS_OF_PARTS.map((kind) => [kind, partsType(kind)] as const));
const partsInput = new Map(KINDS_OF_PARTS.map((kind) => [kind, partsInputType(kind)] as const));

/** Types of answers that all forms share, by name. */
export const SHARED_TYPES: ReadonlyMap<string, GraphQLNamedType> = new Map(
  [range, rangeInput, file, fileInput, ...partsOutput.values(), ...partsInput.values()].map((type) => [
    type.name,
    type,
  ]),
);

function partsFields(
  kind: FieldKind,
): readonly (readonly [string, { type: GraphQLScalarType; description: string }])[] {
  const parts = partsOf({ kind, key: kind, label: { zh: '' } }) ?? [];
  return parts.map((part) => [
    part.key,
    { type: part.kind === 'declaration' ? GraphQLBoolean : GraphQLString, description: part.label.zh },
  ]);
}

function partsName(kind: FieldKind): string {
  return `Answer${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function partsType(kind: FieldKind): GraphQLObjectType {
  const description = wordFor('fieldKind', kind);
  return new GraphQLObjectType({ name: partsName(kind), description, fields: Object.fromEntries(partsFields(kind)) });
}

function partsInputType(kind: FieldKind): GraphQLInputObjectType {
  const description = wordFor('fieldKind', kind);
  const fields = Object.fromEntries(partsFields(kind));
  return new GraphQLInputObjectType({ name: `${partsName(kind)}Input`, description, fields });
}

interface Composite<Type> {
  readonly range: Type;
  readonly file: Type;
  readonly parts: ReadonlyMap<FieldKind, Type>;
}

const OUTPUT: Composite<GraphQLOutputType> = { range, file, parts: partsOutput };
const INPUT: Composite<GraphQLInputType> = { range: rangeInput, file: fileInput, parts: partsInput };

/** The type of an answer; only ranges, files and parts differ between reading and writing. */
function typeOf<Type extends GraphQLOutputType | GraphQLInputType>(
  kind: FieldKind,
  { date, money }: Scalars,
  { range, file, parts }: Composite<Type>,
): Type | typeof GraphQLString | GraphQLList<GraphQLNullableType> | Scalar {
  switch (kind) {
    case 'boolean':
    case 'declaration':
      return GraphQLBoolean;
    case 'choices':
    case 'units':
      return new GraphQLList(new GraphQLNonNull(GraphQLString));
    case 'date':
      return date;
    case 'dateRange':
      return range;
    case 'money':
      return money;
    case 'file':
    case 'image':
      return new GraphQLList(new GraphQLNonNull(file as GraphQLNullableType));
    default:
      return parts.get(kind) ?? GraphQLString;
  }
}
