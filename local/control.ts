import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { contextFor, systemActor } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { eraseSubject } from '../commands/subject/erase.ts';
import type { Context } from '../graphql/context.ts';
import { statusOf } from '../graphql/data/status.ts';
import type { LocalCloud } from './cloud.ts';
import { controlPath } from './control-path.ts';
import { ToolError } from './file-error.ts';
import { setUp } from './first-run.ts';
import { packageTool } from './packages.ts';
import { exportLog, importLog } from './transfer.ts';

type Handler = (local: LocalCloud, body: Record<string, string>) => Promise<unknown>;

const HANDLERS: { readonly [command: string]: Handler } = {
  token: async (local, { person = '' }) => ({ token: await local.identity.mintToken(person) }),
  async status(local) {
    const command = contextFor(local.cloud, systemActor('operator'));
    return statusOf({ cloud: local.cloud, command } as unknown as Context);
  },
  async rebuild(local, { view }) {
    const names = await viewsOf(local, view);
    const reports = [];
    for (const name of names) reports.push(await local.platform.runner.rebuild(name));
    return reports;
  },
  async verify(local) {
    const { log } = local.platform;
    return Promise.all(Array.from({ length: log.lanes }, (_, lane) => log.verify(lane)));
  },
  async redrive(local, { view }) {
    await viewsOf(local, view);
    return { freed: await local.platform.runner.redrive(view) };
  },
  async erase(local, { subject = '', identifier }) {
    const found = identifier ? await local.platform.vault.findSubject(identifier) : subject;
    if (!found) throw new RangeError('没有这个人');
    const context = contextFor(local.cloud, systemActor('operator'));
    await eraseSubject(context, { subject: found, reasonCode: 'operator', commandId: newId() });
    return { erased: found };
  },
  setup: async (local, { account = '', name = '' }) => setUp(local.cloud, { account, name }),
  package: async (local, body) => packageTool(local.cloud, body),
  export: async (local, { file = '' }) => exportLog(local.platform, file),
  import: async (local, { file = '', keys }) => importLog(local.platform, file, { withoutKeys: keys === 'without' }),
};

/** The view of that name, all of them when none is named. Throws `ToolError` UNKNOWN_VIEW. */
async function viewsOf(local: LocalCloud, view: string | undefined): Promise<string[]> {
  const names = (await local.platform.runner.status()).map((one) => one.name);
  if (view === undefined) return names;
  if (!names.includes(view)) throw new ToolError('UNKNOWN_VIEW', `没有视图 ${view}；现有：${names.join('、')}`);
  return [view];
}

/** Its message; the name of its class goes where a code says it better. */
function lineOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^[A-Za-z]+Error: (?=[A-Z_]+: )/, '');
}

/** Names of texts. Throws a `RangeError` for anything else. */
function bodyOf(text: string): Record<string, string> {
  const body: unknown = text === '' ? {} : JSON.parse(text);
  const isTexts =
    typeof body === 'object' && body !== null && Object.values(body).every((each) => typeof each === 'string');
  if (!isTexts) throw new RangeError('参数应为文字');
  return body as Record<string, string>;
}

/** Listens on the data folder's socket. */
export async function openControl(dataDir: string, local: LocalCloud): Promise<{ close(): void }> {
  const path = controlPath(dataDir);
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server: Server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const name = (request.url ?? '').slice(1);
      const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
      if (!handler) throw new RangeError('没有这个命令');
      const body = bodyOf(Buffer.concat(chunks).toString('utf8'));
      response.end(JSON.stringify({ result: await handler(local, body) }));
    } catch (error) {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: lineOf(error) }));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  // The folder is its owner's already; a long name puts the socket into a folder that everybody can read.
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
