import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga } from 'graphql-yoga';
import type { Engine } from '../graphql/execute.ts';
import { GRAPHIQL, GRAPHIQL_POLICY } from './graphiql-page.ts';

/** GraphiQL, for the machine that one works at. Functions have a file of it instead (`graphiqlFrom`). */
export function graphiqlOver(engine: Engine): (request: Request) => Promise<Response> {
  const yoga = createYoga({
    schema: () => engine.schema(),
    logging: false,
    landingPage: false,
    cors: false,
    batching: false,
    graphiql: GRAPHIQL,
    renderGraphiQL,
  });
  return async (request) => {
    const { pathname, origin } = new URL(request.url);
    const page = await yoga.fetch(new Request(origin + pathname, { headers: { accept: 'text/html' } }));
    page.headers.set('content-security-policy', GRAPHIQL_POLICY);
    return page;
  };
}
