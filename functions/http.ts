import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * The request in an HTTP API event (payload format 2.0), as a standard one. Its address is the public origin, whatever host the gateway was
 * called by: a forwarded Host header is not to be believed.
 */
export function requestOf(event: APIGatewayProxyEventV2, origin: string): Request {
  const { method } = event.requestContext.http;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.append(name, value);
  if (event.cookies && event.cookies.length > 0) headers.set('cookie', event.cookies.join('; '));
  const url = new URL(origin);
  // Set apart, so that a path like `//host/` stays a path.
  url.pathname = event.rawPath;
  url.search = event.rawQueryString;
  const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
  const body = event.body && method !== 'GET' && method !== 'HEAD' ? Buffer.from(event.body, encoding) : undefined;
  return new Request(url, { method, headers, ...(body ? { body } : {}) });
}

const TEXT =
  /^(text\/|application\/(json|graphql-response\+json|problem\+json|schema\+json|vnd\.oai\.openapi\+json|javascript|xml)|image\/svg\+xml)/;

/** A standard response as the gateway wants it: text as it is, all else in base64; every cookie apart. */
export async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value;
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = TEXT.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}

/** A handler of HTTP API events around a handler of requests. */
export function http(
  fetch: (request: Request) => Promise<Response>,
  origin: string,
): (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2> {
  return async (event) => resultOf(await fetch(requestOf(event, origin)));
}
