import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in a process of its own. */
export interface Served<News = object> {
  readonly port: number;
  /** What the server told when it began to listen. */
  readonly news: News;
  /** Processor time that its process has used, milliseconds; all its threads together. */
  cpu(): Promise<number>;
  /** Asks the process to do something it knows. Throws when that failed there. */
  ask<T>(what: string, data?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Starts `bench/lib/<module>` with its data and waits until it listens. */
export async function start<News = object>(module: string, data: object): Promise<Served<News>> {
  const child = fork(new URL(module, import.meta.url), {
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
  const ended = once(child, 'exit');
  // One question at a time: answers come in the order of the questions.
  let turn: Promise<unknown> = Promise.resolve();
  const say = async (message: object): Promise<unknown> => {
    child.send(message);
    const [reply] = (await Promise.race([once(child, 'message'), ended])) as [Reply | number | null];
    if (typeof reply !== 'object' || reply === null) throw new Error(`${module} ended with ${reply}`);
    if (reply.error !== undefined) throw new Error(`${module}: ${reply.error}`);
    return reply.value;
  };
  const answer = <T>(message: object): Promise<T> => {
    const mine = turn.then(() => say(message));
    turn = mine.catch(() => undefined);
    return mine as Promise<T>;
  };
  const { port, news } = await answer<{ port: number; news: News }>(data);
  return {
    port,
    news,
    cpu: () => answer<number>({ what: 'cpu' }),
    ask: (what, asked = {}) => answer({ what, ...asked }),
    async stop() {
      child.send({ what: 'stop' });
      await ended;
    },
  };
}

interface Reply {
  readonly value: unknown;
  readonly error?: string;
}

type Handlers = { readonly [what: string]: (message: never) => unknown };

/** The server's side: makes the server from the data it is sent (or says the port of one that listens already), listens on the loopback, then answers what it is asked. */
export async function serve<Data>(
  open: (
    data: Data,
  ) => Promise<{ server: Server | number; news?: object; handlers?: Handlers; close(): Promise<void> }>,
): Promise<void> {
  const [data] = (await once(process, 'message')) as [Data];
  const { server, news = {}, handlers = {}, close } = await open(data);
  const port = typeof server === 'number' ? server : await portOf(server);
  process.send?.({ value: { port, news } });
  // Whoever measured is gone.
  process.on('disconnect', () => process.exit(1));
  process.on('message', async (message: { what: string }) => {
    try {
      if (message.what === 'stop') {
        if (typeof server !== 'number') server.closeAllConnections();
        await close();
        process.exit(0);
      }
      const { user, system } = process.cpuUsage();
      const handler = handlers[message.what] as ((message: unknown) => unknown) | undefined;
      const value = message.what === 'cpu' ? (user + system) / 1000 : await handler?.(message);
      process.send?.({ value });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}
