import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { vi } from 'vitest';
import { type LocalCloud, openLocal } from '../../local/cloud.ts';
import { handleUpload } from '../../platform/embedded/blobs.ts';
import { Folders, seedFolder } from '../machine/folder.ts';
import { freePort } from '../machine/process.ts';
import { apply, type PostFile, type Receipt } from '../scenario/road.ts';
import { StoryClock, type World } from '../scenario/world.ts';

/** An answer to an attack: what came over the wire. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Code of the first error; null when there is none. */
  readonly code: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers by name
  readonly data: any;
}

/** The whole single machine with the sample county, attacked over HTTP. */
export class Target {
  readonly local: LocalCloud;
  readonly origin: string;
  readonly world: World;
  /** Faults that the cloud reported: an attack must cause none. */
  readonly faults: string[] = [];
  readonly #server: Server;
  readonly #folders: Folders;
  readonly #tokens = new Map<string, string>();

  private constructor(local: LocalCloud, origin: string, clock: StoryClock, server: Server, folders: Folders) {
    this.local = local;
    this.origin = origin;
    this.world = { platform: local.platform, cloud: local.cloud, engine: local.site.engine, clock };
    this.#server = server;
    this.#folders = folders;
  }

  static async open(): Promise<Target> {
    const folders = new Folders();
    const dataDir = folders.fresh();
    await seedFolder(dataDir);
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const clock = new StoryClock('2026-03-02T01:00:00.000Z');
    const local = await openLocal({ port, dataDir, empty: true, origin }, clock);
    local.platform.runner.start();
    const server = createAdaptorServer({ fetch: (request) => local.site.web.fetch(request) }) as Server;
    server.listen(port);
    await once(server, 'listening');
    const target = new Target(local, origin, clock, server, folders);
    vi.spyOn(console, 'error').mockImplementation((...words) => void target.faults.push(words.map(String).join(' ')));
    return target;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.local.close();
    this.#folders.drop();
  }

  async token(person: string, seconds?: number): Promise<string> {
    if (seconds !== undefined) return this.local.identity.mintToken(person, seconds);
    const known = this.#tokens.get(person) ?? (await this.local.identity.mintToken(person));
    this.#tokens.set(person, known);
    return known;
  }

  async send(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(`${this.origin}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const { headers, status } = response;
    return { status, text, headers, ...readJson(headers.get('content-type'), text) };
  }

  /** GraphQL as a sample person, or as nobody. */
  async ask(person: string | null, query: string, variables: object = {}): Promise<Reply> {
    return this.post(JSON.stringify({ query, variables }), person);
  }

  async post(
    body: string | Uint8Array<ArrayBuffer>,
    person: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const authorization: Record<string, string> = person ? { authorization: `Bearer ${await this.token(person)}` } : {};
    const all = { 'content-type': 'application/json', ...authorization, ...headers };
    return this.send('/graphql', { method: 'POST', headers: all, body });
  }

  readonly postFile: PostFile = async (upload, bytes, name) => {
    const form = new FormData();
    for (const field of upload.fields) form.append(field.name, field.value);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const request = new Request(new URL(upload.url, this.origin), { method: 'POST', body: form });
    const answer = await handleUpload(this.local.platform.blobs, request);
    return new URL(answer.headers.get('location') ?? '', this.origin).searchParams.get('key') ?? '';
  };

  /** A submitted application of 李样例 (or who is named). */
  apply(person = 'citizen', answers: object = {}): Promise<Receipt> {
    return apply(this.world, person, this.postFile, answers);
  }

  /** Positions of the log: what an attack must leave as it was. */
  heads(): Promise<number[]> {
    return this.local.platform.log.heads();
  }
}

function readJson(type: string | null, text: string): Pick<Reply, 'code' | 'data'> {
  if (!type?.includes('json')) return { code: null, data: null };
  const answer = JSON.parse(text) as { data?: unknown; errors?: { extensions?: { code?: string } }[] };
  const first = answer.errors?.[0];
  return { code: first ? (first.extensions?.code ?? '(none)') : null, data: answer.data };
}
