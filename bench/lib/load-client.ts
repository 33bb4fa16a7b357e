import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LoadPlan, LoadResult } from './load.ts';

/** The load client's process: as little work for an answer as there can be, since it shares the machine with the server. */
const [plan] = (await once(process, 'message')) as [LoadPlan];
const requests = plan.requests.map((text) => Buffer.from(text));
const first: (Buffer | undefined)[] = [];
const kept: string[] = [];
const times: number[] = [];
const faults: string[] = [];
let next = 0;
const started = performance.now();
const end = started + plan.seconds * 1000;

await Promise.all(Array.from({ length: plan.connections }, ask));
const seconds = (performance.now() - started) / 1000;
times.sort((a, b) => a - b);
const bodies = plan.bodies === 'keep' ? kept : first.map((body) => String(body ?? ''));
const result: LoadResult = { done: times.length, seconds, times, bodies, faults };
process.send?.(result, () => process.disconnect?.());

/** One connection: asks, reads, asks again until the time is over. */
async function ask(): Promise<void> {
  const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  await new Promise<void>((resolve) => {
    let number = 0;
    let sent = 0;
    let input: Buffer = Buffer.alloc(0);
    const send = () => {
      number = next++ % requests.length;
      sent = performance.now();
      socket.write(requests[number] as Buffer);
    };
    const stop = (socket: Socket) => {
      socket.destroy();
      resolve();
    };
    socket.on('data', (chunk: Buffer) => {
      input = input.length === 0 ? chunk : Buffer.concat([input, chunk]);
      const answer = answerIn(input);
      if (!answer) return;
      times.push(performance.now() - sent);
      input = input.subarray(answer.end);
      check(number, answer);
      if (performance.now() < end) send();
      else stop(socket);
    });
    socket.on('error', (error) => faults.push(error.message));
    socket.on('close', () => {
      if (performance.now() < end) faults.push('the server closed a connection');
      resolve();
    });
    send();
  });
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly end: number;
}

/** The answer at the beginning of the bytes, when it is whole. */
function answerIn(bytes: Buffer): Answer | undefined {
  const at = bytes.indexOf('\r\n\r\n');
  if (at < 0) return undefined;
  const head = bytes.toString('latin1', 0, at);
  const status = Number(head.slice(9, 12));
  const from = at + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const to = from + Number(length);
    return bytes.length < to ? undefined : { status, body: bytes.subarray(from, to), end: to };
  }
  const parts: Buffer[] = [];
  for (let place = from; ; ) {
    const line = bytes.indexOf('\r\n', place);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', place, line), 16);
    const to = line + 2 + size;
    if (bytes.length < to + 2) return undefined;
    if (size === 0) return { status, body: Buffer.concat(parts), end: to + 2 };
    parts.push(bytes.subarray(line + 2, to));
    place = to + 2;
  }
}

function check(number: number, { status, body }: Answer): void {
  if (status !== 200) faults.push(`status ${status}: ${body.toString('utf8').slice(0, 200)}`);
  if (plan.bodies === 'keep') {
    kept.push(body.toString('utf8'));
    return;
  }
  const before = first[number];
  if (before === undefined) first[number] = Buffer.from(body);
  else if (!before.equals(body)) faults.push(`another answer to request ${number}`);
}
