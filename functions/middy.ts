import middy from '@middy/core';
import type { Context, Handler } from 'aws-lambda';

/** Writes one line of the log; the default is standard output, which Lambda keeps. */
export type WriteLine = (line: string) => void;

/**
 * A handler as Lambda calls it. Failures are logged as one line of JSON and passed on, so that the caller (queue, stream,
 * gateway) retries. Events and messages of foreign errors are never logged: they may hold personal data.
 */
export function lambda<Event, Result>(
  name: string,
  work: (event: Event, context: Context) => Promise<Result>,
  write: WriteLine = (line) => process.stdout.write(`${line}\n`),
): Handler<Event, Result> {
  const handler = middy<Event, Result>((event: Event, context: Context) => work(event, context)).onError((request) => {
    write(
      JSON.stringify({
        level: 'error',
        function: name,
        request: request.context.awsRequestId,
        ...plain(request.error),
      }),
    );
  });
  return handler as unknown as Handler<Event, Result>;
}

/** What may be logged of an error: our own errors carry a code and a message without values; of others the name and place. */
export function plain(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as Error & { code?: unknown };
  const place =
    error.stack
      ?.split('\n')
      .find((line) => /^\s+at /.test(line))
      ?.trim() ?? '';
  const own = typeof code === 'string' && /^[A-Z_]+$/.test(code);
  return { error: error.name, place, ...(own ? { code, message: error.message } : {}) };
}
