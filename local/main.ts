import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { BrokenForm } from '../graphql/forms/graft.ts';
import type { ViewRunner } from '../platform/contract/views.ts';
import type { Web } from '../web/server/contract.ts';
import { startClock } from './clock.ts';
import { openLocal } from './cloud.ts';
import { openControl } from './control.ts';
import { isEmpty } from './first-run.ts';
import { seedIfEmpty } from './seed/seed.ts';
import { createServer } from './server.ts';
import { readSettings } from './settings.ts';

/** Starts the cloud of one machine; `npm start` comes here. One clear line and exit code 1 when it cannot. */
async function main(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2));
  let ready = false;
  let sound = (): boolean => true;
  let broken: () => Promise<readonly BrokenForm[]> = async () => [];
  let handle: (request: Request) => Response | Promise<Response> = starting;
  let program: Web['program'] | null = null;
  const server = createServer(
    (request) => healthOr(request, ready, { sound, broken }, handle),
    () => program,
  );
  /** What to end, last begun first. */
  const ends: (() => unknown)[] = [];
  const end = async (): Promise<void> => {
    ready = false;
    for (let last = ends.pop(); last; last = ends.pop()) await last();
  };
  let stopping = false;
  let empty = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      end().then(() => process.exit(0), fail);
    });
  }
  try {
    // The port first: a port in use must leave the data folder untouched.
    await patiently(() => listen(server, settings.port));
    const local = await patiently(() => openLocal(settings));
    ends.push(() => local.close());
    sound = () => local.platform.soundness().state !== 'damaged';
    broken = () => local.site.engine.forms.broken();
    let seeding: Awaited<ReturnType<typeof seedIfEmpty>> = null;
    ends.push(() => {
      seeding?.stop();
      return seeding?.done;
    });
    ends.push(() => closeServer(server));
    local.platform.runner.start();
    await viewsCaughtUp(local.platform.runner);
    const control = await openControl(settings.dataDir, local);
    ends.push(() => control.close());
    const clock = startClock(local.cloud);
    ends.push(() => clock.stop());
    handle = (request) => local.site.web.fetch(request);
    program = local.site.web.program;
    if (!settings.empty) seeding = await seedIfEmpty(local);
    empty = await isEmpty(local.cloud);
  } catch (error) {
    // What a stop cut short is not a fault: the next start goes on with it.
    if (stopping) return;
    await end();
    throw error;
  }
  if (stopping) return;
  ready = true;
  welcome(settings.origin, settings.dataDir, empty);
}

/** Views of an older version, or far behind, would answer wrongly: nobody is served before they are made anew. */
async function viewsCaughtUp(runner: ViewRunner): Promise<void> {
  const done = runner.catchUp();
  if (await Promise.race([done, setTimeout(1000, 'long')])) console.log('正在根据日志重建视图，请稍候……');
  await done;
}

/** The cloud that ran before may just be closing: what it still holds is asked for again, for two seconds. */
async function patiently<T>(take: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 2000; ; await setTimeout(100)) {
    try {
      return await take();
    } catch (error) {
      if (!isCode(error, 'EADDRINUSE', 'DATA_DIR_IN_USE') || performance.now() > until) throw error;
    }
  }
}

/** Answers what is under way, for two seconds at most. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.once('close', done));
  server.close();
  server.closeIdleConnections();
  const done = new AbortController();
  setTimeout(2000, undefined, { signal: done.signal }).then(
    () => server.closeAllConnections(),
    () => {},
  );
  await closed;
  done.abort();
}

async function healthOr(
  request: Request,
  ready: boolean,
  { sound, broken }: { sound: () => boolean; broken: () => Promise<readonly BrokenForm[]> },
  handle: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/healthz') return handle(request);
  // Pages are still served: whoever watches the machine must hear of it all the same.
  if (ready && !sound()) return new Response('DATA_DAMAGED\n', { status: 503 });
  if (ready && searchParams.has('detail')) {
    const lines = (await broken()).map(({ key, version }) => `FORM_BROKEN ${key} ${version}\n`);
    return new Response(`ok\n${lines.join('')}`);
  }
  return new Response(ready ? 'ok\n' : 'starting\n', { status: ready ? 200 : 503 });
}

function starting(): Response {
  return new Response('正在启动，请稍候。', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' },
  });
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port);
    await once(server, 'listening');
  } catch (error) {
    if (isCode(error, 'EADDRINUSE')) error.message = `端口 ${port} 已被占用，请用 PORT=其他端口 启动`;
    throw error;
  }
}

function isCode(error: unknown, ...codes: readonly string[]): error is Error {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

const SAMPLE = `  示例人员  citizen citizen2 company agent window clerk approver approver2 head village designer
            operator handler editor officer supervisor evaluator admin clerk2（登录页直接选择）
  取得令牌  npm run -s token -- clerk`;

const EMPTY = `  还是空的  npm run -s cloud -- setup admin   登记本级政府，让账号 admin 成为系统管理员
            npm run -s cloud -- import 文件   或者导入别处的导出`;

function welcome(origin: string, dataDir: string, empty: boolean): void {
  console.log(`
衡云已启动（数据目录 ${dataDir}）
  门户      ${origin}/
  工作台    ${origin}/desk
  GraphQL   ${origin}/graphql
${empty ? EMPTY : SAMPLE}
  运行状况  npm run -s cloud -- status
`);
}

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message.replaceAll(/\s*\n\s*/g, ' '));
  process.exit(1);
}

main().catch(fail);
