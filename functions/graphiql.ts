import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga } from 'graphql-yoga';
import type { Engine } from '../graphql/execute.ts';

/**
 * GraphiQL, for the machine that one works at. The functions in the cloud do without: its nine megabytes would be over half of
 * them, and more than a function may answer.
 */
export function graphiqlOver(engine: Engine): (request: Request) => Promise<Response> {
  const yoga = createYoga({
    schema: () => engine.schema(),
    logging: false,
    landingPage: false,
    cors: false,
    batching: false,
    graphiql: { title: '衡云 GraphQL', defaultQuery: START },
    renderGraphiQL,
  });
  return async (request) => {
    const { pathname, origin } = new URL(request.url);
    const page = await yoga.fetch(new Request(origin + pathname, { headers: { accept: 'text/html' } }));
    page.headers.set('content-security-policy', POLICY);
    return page;
  };
}

const START =
  '{\n  region { name { zh } today serviceCount }\n  services(first: 5) { edges { node { key name { zh } } } }\n}\n';

/** GraphiQL is one inlined script; it may talk to this origin only. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob: 'self'; connect-src 'self'; frame-ancestors 'none'";
