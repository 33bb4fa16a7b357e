import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What the load client is told. Everything goes over the loopback. */
export interface LoadPlan {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Whole requests as they go over the wire; sent one after another, turn by turn. */
  readonly requests: readonly string[];
  /** `same`: every answer to a request must be, byte for byte, its first one. `keep`: every body is returned. */
  readonly bodies: 'same' | 'keep';
}

export interface LoadResult {
  readonly done: number;
  readonly seconds: number;
  /** Milliseconds of every request, sorted. */
  readonly times: readonly number[];
  /** First body of every request, or all bodies. */
  readonly bodies: readonly string[];
  /** What was wrong: another status than 200, a changed answer, a lost connection. */
  readonly faults: readonly string[];
}

/** Asks from a process of its own, so that client and server share no event loop. Throws when any answer was wrong. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const child = fork(new URL('./load-client.ts', import.meta.url), { serialization: 'advanced' });
  const ended = once(child, 'exit');
  child.send(plan);
  const [result] = (await Promise.race([once(child, 'message'), ended])) as [LoadResult | number];
  await ended;
  if (typeof result !== 'object') throw new Error(`the load client ended with ${result}`);
  const [fault] = result.faults;
  if (fault) throw new Error(`${result.faults.length} wrong answers, the first: ${fault}`);
  return result;
}

/** A GraphQL operation as the bytes of a request. */
export function post(body: object, token?: string, path = '/graphql'): string {
  const json = JSON.stringify(body);
  const headers = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    'Accept: application/json',
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    `Content-Length: ${Buffer.byteLength(json)}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${json}`;
}
