import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Viewer } from '../commands/actor.ts';
import type { Engine } from '../graphql/execute.ts';

export type Api = (request: Request, viewer: Viewer | null) => Promise<Response>;

/** GraphQL over HTTP: the protocol and GraphiQL are Yoga's, the answer is the engine's. */
export function createApi(engine: Engine): Api {
  const answer: Plugin<{ viewer: Viewer | null }> = {
    async onParams({ params, context, setResult }) {
      if (!params.query) return;
      const { query, variables, operationName } = params;
      const request = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      setResult((await engine.execute(request, (context as { viewer: Viewer | null }).viewer)) as never);
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

const START =
  '{\n  region { name { zh } today serviceCount }\n  services(first: 5) { edges { node { key name { zh } } } }\n}\n';

/** GraphiQL is one inlined script; it may talk to this origin only. */
const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob: 'self'; connect-src 'self'; frame-ancestors 'none'";
