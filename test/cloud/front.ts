import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Assembly } from './assembly.ts';
import type { Lambda } from './lambda.ts';

/** The HTTP API of the template, on a loopback port. */
export interface Front {
  readonly origin: string;
  /** Begins to answer: until then everything is 503. */
  connect(assembly: Assembly, lambdas: Iterable<Lambda>): void;
  stop(): Promise<void>;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly lambda: Lambda;
}

/** Answers as API Gateway does: finds the route, makes an event of payload format 2.0, turns the result back. */
export async function openFront(): Promise<Front> {
  let routes: Route[] = [];
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: Error) => response.writeHead(500).end(`front: ${error.message}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    connect(assembly, lambdas) {
      const all = [...lambdas];
      routes = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => {
        const integration = assembly
          .ofType('AWS::ApiGatewayV2::Integration')
          .find((each) => String(properties.Target).endsWith(`/${each.name}`));
        if (integration?.properties.PayloadFormatVersion !== '2.0')
          throw new Error('an integration that is not understood');
        const lambda = all.find((each) => each.resource.arn === integration.properties.IntegrationUri);
        if (!lambda) throw new Error(`${properties.RouteKey} leads to no function`);
        mayInvoke(assembly, lambda);
        const [method = '', path = ''] = String(properties.RouteKey).split(' ');
        return { method, path, lambda };
      });
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The gateway needs the function's permission. */
function mayInvoke(assembly: Assembly, lambda: Lambda): void {
  const permitted = assembly
    .ofType('AWS::Lambda::Permission')
    .some(
      ({ properties }) =>
        properties.FunctionName === lambda.resource.arn && properties.Principal === 'apigateway.amazonaws.com',
    );
  if (!permitted) throw new Error(`the gateway may not invoke ${lambda.resource.id}`);
}

async function answer(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://front');
  const method = request.method ?? 'GET';
  const fits = (route: Route) => route.path === url.pathname && (route.method === 'ANY' || route.method === method);
  const route = routes.find(fits) ?? routes.find((each) => each.method === '$default');
  if (!route) {
    response.writeHead(routes.length === 0 ? 503 : 404).end();
    return;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'cookie') headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  const { cookie } = request.headers;
  const outcome = await route.lambda.invoke({
    version: '2.0',
    routeKey: route.method === '$default' ? '$default' : `${route.method} ${route.path}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    requestContext: {
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      stage: '$default',
    },
    // The gateway does not know what is text: with a body it decides by the content type.
    ...(body.length > 0 ? bodyOf(headers['content-type'] ?? '', body) : { isBase64Encoded: false }),
  });
  if (!outcome.ok) {
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"Internal Server Error"}');
    return;
  }
  const result = outcome.value as APIGatewayProxyStructuredResultV2;
  // Lambda passes on six megabytes of a function's answer at most.
  if (JSON.stringify(result).length > 6 * 1024 * 1024) throw new Error('the answer is larger than Lambda allows');
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  if (result.cookies && result.cookies.length > 0) response.setHeader('set-cookie', result.cookies);
  response
    .writeHead(result.statusCode ?? 200)
    .end(Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8'));
}

function bodyOf(type: string, body: Buffer): { body: string; isBase64Encoded: boolean } {
  const text = /^(text\/|application\/(json|x-www-form-urlencoded|javascript|xml))/.test(type);
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text };
}
