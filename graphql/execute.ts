import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Viewer } from '../commands/actor.ts';
import { type Context, contextOf, type Services } from './context.ts';
import type { Execute, GraphQLRequest } from './contract.ts';
import { type Report, toGraphQLError } from './errors.ts';
import { Grafted } from './forms/graft.ts';
import { limitsRule, MOST_TOKENS, variablesProblem } from './limits.ts';
import { runOperation } from './run/run.ts';
import { fixedSchema } from './schema.ts';

/** The one way in for pages, functions and programs. */
export interface Engine {
  readonly execute: Execute;
  /** The whole schema as it is now, with every published form. */
  schema(): Promise<GraphQLSchema>;
  readonly forms: Pick<Grafted, 'forms' | 'only' | 'broken'>;
  /** Does for a program what a root field would, with the same errors: for addresses that are no GraphQL. */
  call<Data>(viewer: Viewer | null, work: (context: Context) => Promise<Data>): Promise<Called<Data>>;
}

export type Called<Data> = { readonly data: Data } | { readonly error: GraphQLError };

interface Ready {
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly errors: readonly GraphQLError[];
}

const MOST_DOCUMENTS = 1000;
const MOST_QUERY_LENGTH = 50_000;

/** Parses and checks a document once per schema; executes with depth and cost limits; answers errors by code. */
export function createEngine(services: Services, report: Report): Engine {
  const { platform, definitions, region } = services.cloud;
  const grafted = new Grafted(fixedSchema(), platform, definitions, region);
  const brokenForms = () => grafted.broken();
  const documents = new Map<string, DocumentNode>();
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly GraphQLError[]>>();

  const documentOf = (query: string): DocumentNode => {
    const known = documents.get(query);
    if (known) return known;
    const document = parse(query, { maxTokens: MOST_TOKENS });
    if (documents.size >= MOST_DOCUMENTS) documents.clear();
    documents.set(query, document);
    return document;
  };

  const prepare = (query: string): Ready | Promise<Ready> => {
    const document = documentOf(query);
    const schema = grafted.schemaFor(document);
    return schema instanceof GraphQLSchema ? ready(schema, document) : schema.then((found) => ready(found, document));
  };

  const ready = (schema: GraphQLSchema, document: DocumentNode): Ready => {
    const known = checked.get(schema) ?? new WeakMap<DocumentNode, readonly GraphQLError[]>();
    checked.set(schema, known);
    const before = known.get(document);
    if (before) return { document, schema, errors: before };
    const errors = validate(schema, document, [...specifiedRules, limitsRule], { maxErrors: 10 });
    known.set(document, errors);
    return { document, schema, errors };
  };

  const execute = async (request: GraphQLRequest, viewer: Viewer | null): Promise<ExecutionResult> => {
    if (typeof request.query !== 'string' || request.query.length > MOST_QUERY_LENGTH)
      return { errors: [badRequest('缺少查询，或查询过长')] };
    const problem = variablesProblem(request.variables);
    if (problem) return { errors: [problem] };
    let prepared: Ready;
    try {
      const made = prepare(request.query);
      prepared = made instanceof Promise ? await made : made;
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [coded(error)] };
      throw error;
    }
    if (prepared.errors.length > 0) return { errors: prepared.errors.map(coded) };
    if (
      request.readOnly &&
      (getOperationAST(prepared.document, request.operationName)?.operation ?? 'query') !== 'query'
    )
      return { errors: [badRequest('地址里只能查询，办理请用 POST 提交')] };
    const result = await runOperation({
      schema: prepared.schema,
      document: prepared.document,
      operationName: request.operationName || undefined,
      variables: request.variables ?? {},
      context: contextOf({ ...services, brokenForms }, viewer),
    });
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map((error) => toGraphQLError(error, report)) };
  };

  const call: Engine['call'] = async (viewer, work) => {
    try {
      return { data: await work(contextOf({ ...services, brokenForms }, viewer)) };
    } catch (error) {
      const given = error instanceof GraphQLError ? error : undefined;
      const originalError = error instanceof Error ? error : new Error('not an error');
      return { error: toGraphQLError(given ?? new GraphQLError(originalError.message, { originalError }), report) };
    }
  };

  return { call, execute: execute as Execute, schema: () => grafted.full(), forms: grafted };
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

/** A fault in the document itself. */
function coded(error: GraphQLError): GraphQLError {
  if (error.extensions.code) return error;
  const { nodes = null, source = null, positions = null } = error;
  return new GraphQLError(error.message, { nodes, source, positions, extensions: { code: 'BAD_REQUEST' } });
}
