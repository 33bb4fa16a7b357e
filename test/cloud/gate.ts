import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { needsOf } from './needs.ts';
import { allows, type Need, type statementsOf } from './rights.ts';

/** Who calls, by the access key that the function was given. */
export interface Caller {
  readonly name: string;
  readonly statements: ReturnType<typeof statementsOf>;
}

export interface Gate {
  readonly endpoint: string;
  /** Lets calls with this access key through, as far as its statements allow. */
  admit(accessKey: string, caller: Caller): void;
  /** Where calls to a service go. */
  route(service: string, endpoint: string): void;
  /** Kinds of calls that no statement granted; a test expects none. */
  readonly denied: readonly (Need & { readonly caller: string })[];
  /** Granted calls, as `caller action resource`, with their number. */
  readonly granted: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/**
 * Stands between the functions and the emulators: every call is held against the policy of the function that makes it, then passed
 * on as it is. Emulators check no rights, so this is where a missing grant shows.
 */
export async function openGate(): Promise<Gate> {
  const callers = new Map<string, Caller>();
  const routes = new Map<string, string>();
  const denied: (Need & { caller: string })[] = [];
  const granted = new Map<string, number>();

  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      await handle(incoming, outgoing, Buffer.concat(chunks));
    } catch (error) {
      outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(`gate: ${error instanceof Error ? error.message : error}`);
    }
  });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://gate');
    const credential =
      /Credential=([^,\s]+)/.exec(incoming.headers.authorization ?? '')?.[1] ??
      url.searchParams.get('X-Amz-Credential') ??
      /name="X-Amz-Credential"\r\n\r\n([^\r]+)/i.exec(body.subarray(0, 16_384).toString('latin1'))?.[1] ??
      '';
    const [accessKey = '', , , service = ''] = credential.split('/');
    const caller = callers.get(accessKey);
    const target = String(incoming.headers['x-amz-target'] ?? '');
    if (!caller)
      throw new Error(`a call without a known caller: ${service} ${target} ${incoming.method} ${url.pathname}`);
    const needs = needsOf({ service, method: incoming.method ?? 'GET', url, target, body });
    const refused = needs.filter((need) => !allows(caller.statements, need));
    if (refused.length > 0) {
      for (const need of refused) {
        const same = denied.some(
          (each) => each.caller === caller.name && each.action === need.action && each.resource === need.resource,
        );
        if (!same) denied.push({ ...need, caller: caller.name });
      }
      return refuse(outgoing, service, caller, refused);
    }
    for (const { action, resource } of needs) {
      // The objects of a bucket count together.
      const line = `${caller.name} ${action} ${service === 's3' ? resource.replace(/\/.*/, '/*') : resource}`;
      granted.set(line, (granted.get(line) ?? 0) + 1);
    }
    const endpoint = routes.get(service);
    if (!endpoint) throw new Error(`no emulator for ${service}`);
    await pass(endpoint, incoming, body, outgoing);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    admit: (accessKey, caller) => void callers.set(accessKey, caller),
    route: (service, endpoint) => void routes.set(service, endpoint),
    denied,
    granted,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pass(
  endpoint: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): Promise<void> {
  const { hostname, port, host } = new URL(endpoint);
  const headers = { ...incoming.headers, host };
  const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers });
  onward.end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
}

function refuse(outgoing: ServerResponse, service: string, caller: Caller, refused: readonly Need[]): void {
  const message = `${caller.name} is not authorized to perform: ${refused.map((each) => `${each.action} on ${each.resource}`).join(', ')}`;
  if (service === 's3') {
    outgoing.writeHead(403, { 'content-type': 'application/xml' });
    outgoing.end(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`);
    return;
  }
  outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  outgoing.end(JSON.stringify({ __type: 'AccessDeniedException', message }));
}
