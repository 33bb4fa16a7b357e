import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What came of an invocation. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: FunctionError };
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export interface InstanceProps {
  readonly name: string;
  readonly arn: string;
  /** Folder of the unpacked code. */
  readonly code: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memory: number;
  /** What the function writes, line by line. */
  readonly log: (line: string) => void;
}

interface Pending {
  readonly id: string;
  readonly event: unknown;
  readonly settle: (outcome: Outcome) => void;
}

/**
 * One running copy of a function: AWS's own runtime interface client on Node 24, talking to a Lambda Runtime API served here. Takes one
 * invocation at a time; one that takes too long is ended with its process, as Lambda does.
 */
export class Instance {
  readonly #props: InstanceProps;
  #child: ChildProcess | undefined;
  #pending: Pending | undefined;
  #waiting: ServerResponse | undefined;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;
  #stopping = false;

  constructor(props: InstanceProps) {
    this.#props = props;
  }

  async invoke(event: unknown): Promise<Outcome> {
    if (this.#pending) throw new Error(`${this.#props.name} is busy`);
    if (!this.#child) await this.#start();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => {
      const errorMessage = `Task timed out after ${(this.#props.timeoutMs / 1000).toFixed(2)} seconds`;
      this.#end({ ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
      this.#child?.kill('SIGKILL');
    }, this.#props.timeoutMs);
    this.#pending = { id: randomUUID(), event, settle: resolve };
    this.#hand();
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await gone;
    }
    if (this.#server.listening) {
      this.#server.closeAllConnections();
      this.#server.close();
      await once(this.#server, 'close');
    }
  }

  async #start(): Promise<void> {
    if (Number(process.versions.node.split('.')[0]) < 24)
      throw new Error(`functions run on Node 24, not ${process.version}: use npm test`);
    if (!this.#server.listening) {
      this.#server.listen(0, '127.0.0.1');
      await once(this.#server, 'listening');
      this.#port = (this.#server.address() as { port: number }).port;
    }
    const { code, environment, handler, name, memory } = this.#props;
    const client = join(dirname(createRequire(import.meta.url).resolve('aws-lambda-ric/package.json')), 'index.mjs');
    const hook = new URL('./runtime-hook.mjs', import.meta.url).href;
    // Nothing of this machine's environment reaches the function.
    const child = spawn(process.execPath, ['--import', hook, client], {
      cwd: code,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${this.#port}`,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_LOG_FORMAT: 'JSON',
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        LAMBDA_TASK_ROOT: fileURLToPath(new URL(`file://${code}`)),
        _HANDLER: handler,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().split('\n')) if (line) this.#props.log(`${name}: ${line}`);
      });
    child.once('exit', (code) => {
      this.#child = undefined;
      this.#waiting = undefined;
      const errorMessage = `Runtime exited with code ${code}`;
      if (!this.#stopping) this.#end({ ok: false, error: { errorType: 'Runtime.ExitError', errorMessage } });
    });
  }

  /** Gives the pending invocation to the runtime, when both are there. */
  #hand(): void {
    const [response, pending] = [this.#waiting, this.#pending];
    if (!response || !pending) return;
    this.#waiting = undefined;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': pending.id,
      'lambda-runtime-deadline-ms': String(Date.now() + this.#props.timeoutMs),
      'lambda-runtime-invoked-function-arn': this.#props.arn,
      'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
    });
    response.end(JSON.stringify(pending.event));
  }

  #end(outcome: Outcome): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.settle(outcome);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      this.#waiting = response;
      this.#hand();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    response.writeHead(202).end();
    if (path.endsWith('/init/error')) this.#end({ ok: false, error: JSON.parse(text) as FunctionError });
    // An answer that comes after the time was up belongs to no one.
    else if (!this.#pending || !path.includes(`/${this.#pending.id}/`)) return;
    else if (path.endsWith('/response')) this.#end({ ok: true, value: text === '' ? undefined : JSON.parse(text) });
    else this.#end({ ok: false, error: JSON.parse(text) as FunctionError });
  }
}
