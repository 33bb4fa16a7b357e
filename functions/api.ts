import type { Viewer } from '../commands/actor.ts';
import type { GraphQLAnswer, GraphQLRequest } from '../graphql/contract.ts';
import type { Engine } from '../graphql/execute.ts';
import type { GraphqlPosted } from '../web/server/contract.ts';
import { BadParams, paramsIn, paramsOf } from './params.ts';

export interface Api {
  /** GraphQL over HTTP as standard objects, queries in addresses too. */
  fetch(request: Request, viewer: Viewer | null): Promise<Response>;
  /** The JSON of a post. */
  post(json: string, accept: string, viewer: Viewer | null): Promise<GraphqlPosted>;
}

const ANSWER = 'application/graphql-response+json';

/** GraphQL over HTTP. `page`: what a browser is shown that comes without a query. */
export function createApi(engine: Engine, page: ((request: Request) => Promise<Response>) | null = null): Api {
  const answer = async (read: () => GraphQLRequest, accept: string, viewer: Viewer | null): Promise<GraphqlPosted> => {
    let status = 200;
    let result: GraphQLAnswer;
    try {
      result = await engine.execute(read(), viewer);
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
    post: (json, accept, viewer) => answer(() => paramsIn(json), accept, viewer),
    async fetch(request, viewer) {
      const accept = request.headers.get('accept') ?? '';
      const url = new URL(request.url);
      const posted = request.method === 'POST' ? await request.text() : null;
      if (page && posted === null && accept.includes('text/html') && !url.searchParams.has('query'))
        return page(request);
      const read = () => (posted === null ? paramsOf(url) : paramsIn(posted));
      const { status, type, text } = await answer(read, accept, viewer);
      return new Response(text, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } });
    },
  };
}
