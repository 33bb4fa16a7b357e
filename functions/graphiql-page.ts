import { readFile } from 'node:fs/promises';

/** How GraphiQL is shown, wherever it comes from. */
export const GRAPHIQL = {
  title: '衡云 GraphQL',
  defaultQuery:
    '{\n  region { name { zh } today serviceCount }\n  services(first: 5) { edges { node { key name { zh } } } }\n}\n',
};

/** GraphiQL is one inlined script; it may talk to this origin only. */
export const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob: 'self'; connect-src 'self'; frame-ancestors 'none'";

/** Its file beside the code of the functions that have pages. */
export const GRAPHIQL_FILE = 'graphiql.html.gz';

/**
 * GraphiQL out of a file, compressed: its nine megabytes would be more than a function may answer (six). Every browser that can run it
 * takes it so.
 */
export function graphiqlFrom(file: string): () => Promise<Response> {
  let page: Uint8Array<ArrayBuffer> | undefined;
  return async () => {
    page ??= new Uint8Array(await readFile(file));
    return new Response(page, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        'content-security-policy': GRAPHIQL_POLICY,
        'cache-control': 'no-cache',
      },
    });
  };
}
