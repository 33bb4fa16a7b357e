import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createGraphQLError, createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Viewer } from '../commands/actor.ts';
import type { GraphQLAnswer, GraphQLRequest } from '../graphql/contract.ts';
import type { Engine } from '../graphql/execute.ts';
import type { GraphqlPosted } from '../web/server/contract.ts';

export interface Api {
  /** GraphQL over HTTP as standard objects: GraphiQL and queries in addresses too. */
  fetch(request: Request, viewer: Viewer | null): Promise<Response>;
  /** The JSON of a post. */
  post(json: string, accept: string, viewer: Viewer | null): Promise<GraphqlPosted>;
}

const ANSWER = 'application/graphql-response+json';

/** GraphQL over HTTP. Posts are answered here; GraphiQL and queries in addresses are Yoga's, with the engine's answer. */
export function createApi(engine: Engine): Api {
  const answer: Plugin<{ viewer: Viewer | null }> = {
    onRequestParse({ setRequestParser }) {
      setRequestParser(asked);
    },
    async onParams({ params, context, setResult }) {
      if (!params.query) return;
      // A link on a foreign page is followed with the visitor's session: it must never change anything.
      const wish = { ...(params as GraphQLRequest), readOnly: true };
      setResult((await engine.execute(wish, (context as { viewer: Viewer | null }).viewer)) as never);
    },
  };
  const yoga = createYoga<{ viewer: Viewer | null }>({
    schema: () => engine.schema(),
    plugins: [answer],
    logging: false,
    landingPage: false,
    cors: false,
    batching: false,
    graphiql: { title: '衡云 GraphQL', defaultQuery: START },
    renderGraphiQL,
  });

  const post: Api['post'] = async (json, accept, viewer) => {
    let status = 200;
    let result: GraphQLAnswer;
    try {
      result = await engine.execute(checked(parseJson(json)), viewer);
      // GraphQL over HTTP, 6.4.2: with its own media type, a request that was not carried out is a 400.
      if (accept.includes(ANSWER) && !('data' in result)) status = 400;
    } catch (error) {
      if (!(error instanceof BadParams)) throw error;
      status = 400;
      result = { errors: [{ message: error.message, extensions: { code: 'BAD_REQUEST' } }] };
    }
    const type = accept.includes(ANSWER) ? ANSWER : 'application/json';
    return { status, type: `${type}; charset=utf-8`, text: JSON.stringify(result) };
  };

  return {
    post,
    async fetch(request, viewer) {
      if (request.method === 'POST') {
        const { status, type, text } = await post(await request.text(), request.headers.get('accept') ?? '', viewer);
        return new Response(text, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } });
      }
      const response = await yoga.fetch(request, { viewer });
      if (response.headers.get('content-type')?.startsWith('text/html')) {
        response.headers.set('content-security-policy', GRAPHIQL_POLICY);
      }
      return response;
    },
  };
}

/** A post, or an address, that holds no operation. */
class BadParams extends Error {
  override readonly name = 'BadParams';
}

/** The parameters in an address. Throws what Yoga answers with. */
function asked(request: Request): GraphQLParams {
  const { searchParams } = new URL(request.url);
  const variables = searchParams.get('variables');
  try {
    return checked({
      query: searchParams.get('query') ?? undefined,
      operationName: searchParams.get('operationName') ?? undefined,
      variables: variables === null ? undefined : parseJson(variables),
    });
  } catch (error) {
    if (!(error instanceof BadParams)) throw error;
    throw createGraphQLError(error.message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
  }
}

/** Parameters, each of the right kind. Throws `BadParams`. */
function checked(params: unknown): GraphQLRequest {
  if (Array.isArray(params)) throw new BadParams('一次只能提交一个请求。');
  if (!isObject(params)) throw new BadParams('请以 JSON 对象提交 query、variables 和 operationName。');
  const { query, variables = null, operationName = null } = params;
  if (typeof query !== 'string' || query.trim() === '') throw new BadParams('缺少 query。');
  if (variables !== null && !isObject(variables)) throw new BadParams('variables 应为对象。');
  if (operationName !== null && typeof operationName !== 'string') throw new BadParams('operationName 应为文字。');
  return { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadParams('提交的内容不是完整的 JSON。');
  }
}

const START =
  '{\n  region { name { zh } today serviceCount }\n  services(first: 5) { edges { node { key name { zh } } } }\n}\n';

/** GraphiQL is one inlined script; it may talk to this origin only. */
const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob: 'self'; connect-src 'self'; frame-ancestors 'none'";
