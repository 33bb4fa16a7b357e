import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { GraphQLError } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Viewer } from '../commands/actor.ts';
import type { Engine } from '../graphql/execute.ts';

export type Api = (request: Request, viewer: Viewer | null) => Promise<Response>;

/** GraphQL over HTTP: the protocol and GraphiQL are Yoga's, the answer is the engine's. */
export function createApi(engine: Engine): Api {
  const answer: Plugin<{ viewer: Viewer | null }> = {
    onRequestParse({ request, setRequestParser }) {
      setRequestParser(request.method === 'POST' ? posted : asked);
    },
    async onParams({ request, params, context, setResult }) {
      if (!params.query) return;
      const { query, variables, operationName } = params;
      const wish = {
        query,
        ...(variables ? { variables } : {}),
        ...(operationName ? { operationName } : {}),
        // A link on a foreign page is followed with the visitor's session: it must never change anything.
        ...(request.method === 'POST' ? {} : { readOnly: true }),
      };
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
  return async (request, viewer) => {
    const response = await yoga.fetch(request, { viewer });
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      response.headers.set('content-security-policy', GRAPHIQL_POLICY);
    }
    return response;
  };
}

/** The parameters of a post, each of the right kind. Throws BAD_REQUEST. */
async function posted(request: Request): Promise<GraphQLParams> {
  return checked(parseJson(await request.text()));
}

/** The same in an address. */
function asked(request: Request): GraphQLParams {
  const { searchParams } = new URL(request.url);
  const variables = searchParams.get('variables');
  return checked({
    query: searchParams.get('query') ?? undefined,
    operationName: searchParams.get('operationName') ?? undefined,
    variables: variables === null ? undefined : parseJson(variables),
  });
}

function checked(params: unknown): GraphQLParams {
  if (Array.isArray(params)) throw badRequest('一次只能提交一个请求。');
  if (!isObject(params)) throw badRequest('请以 JSON 对象提交 query、variables 和 operationName。');
  const { query, variables = null, operationName = null } = params;
  if (typeof query !== 'string' || query.trim() === '') throw badRequest('缺少 query。');
  if (variables !== null && !isObject(variables)) throw badRequest('variables 应为对象。');
  if (operationName !== null && typeof operationName !== 'string') throw badRequest('operationName 应为文字。');
  return { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('提交的内容不是完整的 JSON。');
  }
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

const START =
  '{\n  region { name { zh } today serviceCount }\n  services(first: 5) { edges { node { key name { zh } } } }\n}\n';

/** GraphiQL is one inlined script; it may talk to this origin only. */
const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob: 'self'; connect-src 'self'; frame-ancestors 'none'";
