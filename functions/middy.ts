import middy from '@middy/core';
import type { Context, Handler } from 'aws-lambda';

/** Writes one line of the log; the default is standard output, which Lambda keeps. */
export type WriteLine = (line: string) => void;

/**
 * A handler as Lambda calls it. Failures are logged as one line of JSON and passed on, so that the caller (queue, stream, gateway)
 * retries. Events and messages of foreign errors are never logged: they may hold personal data. Lambda's own runtime logs whatever
 * a handler throws, so what is passed on says no more than our line.
 */
export function lambda<Event, Result>(
  name: string,
  work: (event: Event, context: Context) => Promise<Result>,
  write: WriteLine = (line) => process.stdout.write(`${line}\n`),
): Handler<Event, Result> {
  const handler = middy<Event, Result>(async (event: Event, context: Context) => {
    try {
      return await work(event, context);
    } catch (error) {
      const told = plain(error);
      write(JSON.stringify({ level: 'error', function: name, request: context.awsRequestId, ...told }));
      throw scrubbed(told);
    }
  });
  return handler as unknown as Handler<Event, Result>;
}

/** Logs a fault that people were shown a reference for. */
export function reportFault(name: string, reference: string, error: unknown): void {
  process.stdout.write(`${JSON.stringify({ level: 'error', function: name, reference, ...plain(error) })}\n`);
}

/** What may be logged of an error: our own errors carry a code and a message without values; of others the name and place. */
export function plain(error: unknown): { error: string; place?: string; code?: string; message?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as Error & { code?: unknown };
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  const own = typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code) && OWN.has(code);
  return { error: error.name, place: frame?.trim() ?? '', ...(own ? { code, message: error.message } : {}) };
}

/** Codes of errors whose messages are ours. */
const OWN = new Set(['CONFIG', 'CONFLICT', 'TOO_LARGE', 'UNAVAILABLE']);

function scrubbed({ error, place, message }: ReturnType<typeof plain>): Error {
  const failure = new Error(message ?? 'see the line before');
  failure.name = error;
  failure.stack = `${error}: ${failure.message}\n    ${place}`;
  return failure;
}
