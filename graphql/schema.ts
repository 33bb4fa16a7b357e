import {
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
  Kind,
} from 'graphql';
import { isDate } from '../lowcode/calendar/date.ts';
import type { Context } from './context.ts';
import type { RootField } from './later.ts';
import { mutations, queries } from './resolvers.ts';
import { schemaDocument } from './schema-document.ts';

/**
 * The fixed schema with its resolvers. Throws when a root field has none, or a resolver has no field. The text itself is believed
 * here: looking for mistakes in it is a test's business, and takes longer than all else at the start of a function.
 */
export function fixedSchema(document: DocumentNode = schemaDocument()): GraphQLSchema {
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  attach(schema.getQueryType(), queries);
  attach(schema.getMutationType(), mutations);
  scalar(schema, 'Date', (value) => {
    if (typeof value !== 'string' || !isDate(value)) throw new GraphQLError('日期应为 YYYY-MM-DD');
    return value;
  });
  scalar(schema, 'DateTime', (value) => {
    const instant = typeof value === 'string' && ISO.test(value) ? new Date(value) : null;
    if (!instant || Number.isNaN(instant.getTime()))
      throw new GraphQLError('时刻应为 ISO 8601，如 2026-03-16T06:05:00Z');
    return instant.toISOString();
  });
  scalar(schema, 'Money', (value) => {
    if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) throw new GraphQLError('金额应为以分为单位的整数');
    return value;
  });
  return schema;
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

export function rootResolver(field: RootField): GraphQLFieldResolver<unknown, Context> {
  return (_source, args, context) => field(context, args);
}

function attach(type: GraphQLObjectType | undefined | null, resolvers: { readonly [field: string]: RootField }): void {
  const fields = type?.getFields() ?? {};
  for (const [name, field] of Object.entries(fields)) {
    const resolver = resolvers[name];
    if (!resolver) throw new Error(`no resolver for ${type?.name}.${name}`);
    field.resolve = rootResolver(resolver) as GraphQLFieldResolver<unknown, unknown>;
  }
  for (const name of Object.keys(resolvers)) if (!fields[name]) throw new Error(`no field ${type?.name}.${name}`);
}

function scalar(schema: GraphQLSchema, name: string, parse: (value: unknown) => string): void {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLScalarType)) throw new Error(`no scalar ${name}`);
  type.parseValue = parse;
  type.parseLiteral = (node) => parse(node.kind === Kind.STRING ? node.value : null);
}
