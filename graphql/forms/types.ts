import {
  GraphQLBoolean,
  type GraphQLEnumType,
  type GraphQLFieldConfigMap,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
} from 'graphql';
import type { Field, FieldKind, FormDefinition, Group } from '../../lowcode/form/definition.ts';

/** The versions of a form, oldest first, with the name its types have for ever. */
export interface FormType {
  readonly key: string;
  readonly typeName: string;
  readonly title: string;
  readonly versions: readonly FormDefinition[];
}

export interface GrownTypes {
  readonly output: GraphQLObjectType;
  readonly input: GraphQLInputObjectType;
}

/**
 * The types of one form: its fields are the union of its versions. A field that a later version dropped stays readable and
 * is no longer an input. Nothing is required in the input: requiring depends on the answers, so the form's rules say it.
 */
export function grow(form: FormType, fixed: GraphQLSchema): GrownTypes {
  const current = form.versions.at(-1);
  const inputs = itemsOf(current ? [current] : []);
  const outputs = itemsOf(form.versions);
  const shared = fixed.getType('Date') as GraphQLOutputType & GraphQLInputType;
  const money = fixed.getType('Money') as GraphQLOutputType & GraphQLInputType;
  const scalars = { shared, money };
  const output = new GraphQLObjectType({
    name: form.typeName,
    description: form.title,
    fields: () => ({
      number: { type: new GraphQLNonNull(GraphQLString), description: '办件编号' },
      state: { type: new GraphQLNonNull(fixed.getType('CaseState') as GraphQLEnumType) },
      formVersion: { type: new GraphQLNonNull(GraphQLInt), description: '表单版本' },
      case: { type: fixed.getType('Case') as GraphQLObjectType },
      ...outputFields(form.typeName, outputs, scalars, fixed),
    }),
  });
  const input = new GraphQLInputObjectType({
    name: `${form.typeName}Input`,
    description: form.title,
    fields: () => inputFields(form.typeName, inputs, scalars, fixed),
  });
  return { output, input };
}

interface Scalars {
  readonly shared: GraphQLOutputType & GraphQLInputType;
  readonly money: GraphQLOutputType & GraphQLInputType;
}

type Items = ReadonlyMap<string, Field | Group>;

function itemsOf(versions: readonly FormDefinition[]): Items {
  const items = new Map<string, Field | Group>();
  for (const version of versions) {
    for (const item of version.pages.flatMap((page) => page.sections.flatMap((section) => section.items))) {
      const before = items.get(item.key);
      if (before?.kind === 'group' && item.kind === 'group') items.set(item.key, merged(before, item));
      else items.set(item.key, item);
    }
  }
  return items;
}

function merged(before: Group, after: Group): Group {
  const fields = new Map([...before.fields, ...after.fields].map((field) => [field.key, field]));
  return { ...after, fields: [...fields.values()] };
}

function outputFields(
  name: string,
  items: Items,
  scalars: Scalars,
  fixed: GraphQLSchema,
): GraphQLFieldConfigMap<unknown, unknown> {
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
  for (const [key, item] of items) {
    if (item.kind === 'note' || RESERVED.has(key)) continue;
    if (item.kind !== 'group') {
      fields[key] = { type: outputOf(item.kind, scalars, fixed), description: item.label.zh };
      continue;
    }
    const row = new GraphQLObjectType({
      name: rowName(name, key),
      description: item.label.zh,
      fields: {
        id: { type: new GraphQLNonNull(GraphQLString) },
        ...outputFields(rowName(name, key), new Map(item.fields.map((field) => [field.key, field])), scalars, fixed),
      },
    });
    fields[key] = { type: new GraphQLList(new GraphQLNonNull(row)), description: item.label.zh };
  }
  return fields;
}

function inputFields(name: string, items: Items, scalars: Scalars, fixed: GraphQLSchema): GraphQLInputFieldConfigMap {
  const fields: GraphQLInputFieldConfigMap = {};
  for (const [key, item] of items) {
    if (item.kind === 'note') continue;
    if (item.kind !== 'group') {
      if (!item.computed) fields[key] = { type: inputOf(item.kind, scalars), description: item.label.zh };
      continue;
    }
    const row = new GraphQLInputObjectType({
      name: `${rowName(name, key)}Input`,
      description: item.label.zh,
      fields: {
        id: { type: GraphQLString, description: '行标识，可省略' },
        ...inputFields(rowName(name, key), new Map(item.fields.map((field) => [field.key, field])), scalars, fixed),
      },
    });
    fields[key] = { type: new GraphQLList(new GraphQLNonNull(row)), description: item.label.zh };
  }
  return Object.keys(fields).length > 0
    ? fields
    : { empty: { type: GraphQLBoolean, description: '本表单没有需要填写的内容' } };
}

/** Names that the type has of its own. */
const RESERVED: ReadonlySet<string> = new Set(['number', 'state', 'formVersion', 'case']);

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

function outputOf(kind: FieldKind, { shared, money }: Scalars, _fixed: GraphQLSchema): GraphQLOutputType {
  switch (kind) {
    case 'boolean':
    case 'declaration':
      return GraphQLBoolean;
    case 'choices':
      return new GraphQLList(new GraphQLNonNull(GraphQLString));
    case 'date':
      return shared;
    case 'dateRange':
      return range;
    case 'money':
      return money;
    case 'file':
      return new GraphQLList(new GraphQLNonNull(file));
    default:
      return GraphQLString;
  }
}

function inputOf(kind: FieldKind, { shared, money }: Scalars): GraphQLInputType {
  switch (kind) {
    case 'boolean':
    case 'declaration':
      return GraphQLBoolean;
    case 'choices':
      return new GraphQLList(new GraphQLNonNull(GraphQLString));
    case 'date':
      return shared;
    case 'dateRange':
      return rangeInput;
    case 'money':
      return money;
    case 'file':
      return new GraphQLList(new GraphQLNonNull(fileInput));
    default:
      return GraphQLString;
  }
}
