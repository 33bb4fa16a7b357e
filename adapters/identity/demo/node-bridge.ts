import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Runs a handler written for Node's HTTP server on a standard Request, without a socket: the same then works on a
 * machine, in a function and in a test.
 */
export async function runNodeHandler(handler: NodeHandler, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const message = new IncomingMessage(new Socket());
  message.method = request.method;
  message.url = url.pathname + url.search;
  message.httpVersion = '1.1';
  for (const [name, value] of request.headers) message.headers[name] = value;
  message.headers.host = url.host;
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : null;
  if (body) message.headers['content-length'] = String(body.length);
  message.push(body);
  if (body) message.push(null);

  const response = new ServerResponse(message);
  // Written at once by Node, these headers would never be seen here.
  response.writeHead = ((status: number, headers: Record<string, string> = {}): ServerResponse => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return response;
  }) as typeof response.writeHead;
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const done = new Promise<void>((resolve) => {
    response.write = ((chunk: unknown, encoding?: unknown): boolean => {
      keep(chunk, encoding);
      return true;
    }) as typeof response.write;
    response.end = ((chunk?: unknown, encoding?: unknown): ServerResponse => {
      keep(chunk, encoding);
      response.emit('finish');
      resolve();
      return response;
    }) as typeof response.end;
  });
  await Promise.all([handler(message, response), done]);
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.getHeaders()))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) headers.append(name, String(each));
  const empty = response.statusCode === 204 || response.statusCode === 304 || request.method === 'HEAD';
  return new Response(empty ? null : Buffer.concat(chunks), { status: response.statusCode, headers });
}
