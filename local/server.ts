import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Web } from '../web/server/contract.ts';
import { GRAPHQL_BYTES } from '../web/server/program.ts';

/**
 * The HTTP server of one machine, not yet listening. `program` answers GraphQL posts with a bearer token, null as long as
 * there is none; `fetch` everything else.
 */
export function createServer(
  fetch: (request: Request) => Response | Promise<Response>,
  program: () => Web['program'] | null,
): Server {
  const listener = getRequestListener(fetch);
  return createHttpServer((message, response) => {
    const answer = isProgram(message) ? program() : null;
    if (answer) run(answer, message, response);
    else void listener(message, response);
  });
}

function isProgram({ method, url, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length']);
  return method === 'POST' && url === '/graphql' && headers.authorization !== undefined && length <= GRAPHQL_BYTES;
}

/** Node believes a length header as far as it goes, so the body is bounded by what `isProgram` saw. */
function run(answer: Web['program'], message: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Whoever goes away in the middle is owed no answer.
  message.on('error', () => response.destroy());
  message.on('end', async () => {
    const { authorization = '', accept = '', 'content-type': contentType = null } = message.headers;
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    const { status, headers, body: text } = await answer({ authorization, accept, contentType, body });
    // Chinese text is written a good deal sooner as bytes.
    const bytes = Buffer.from(text);
    response.writeHead(status, { ...headers, 'content-length': bytes.length });
    response.end(bytes);
  });
}
