import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** How a process ended, with what it said. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A file of the project in a process of its own, as `npm` scripts run it. */
export class Program {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';

  constructor(file: string, args: readonly string[], env: Record<string, string>, program = process.execPath) {
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(program, [file, ...args], { cwd: ROOT, env: { PATH, HOME, ...env } });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  async ended(): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  kill(signal: 'SIGKILL' | 'SIGTERM'): void {
    this.child.kill(signal);
  }
}

/** Runs a file to its end. */
export function run(file: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  return new Program(file, args, env).ended();
}

/** The cloud of one machine as a process. */
export class Machine extends Program {
  readonly origin: string;
  readonly dir: string;

  private constructor(dir: string, port: number, args: readonly string[], env: Record<string, string>) {
    super('local/main.ts', args, { ...env, PORT: String(port), DATA_DIR: dir });
    this.dir = dir;
    this.origin = `http://localhost:${port}`;
  }

  /** Begins a start; it is not ready yet. */
  static async begin(dir: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Machine> {
    return new Machine(dir, await freePort(), args, env);
  }

  /** Starts one and waits until it is ready. */
  static async start(dir: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Machine> {
    const machine = await Machine.begin(dir, args, env);
    await machine.ready();
    return machine;
  }

  async ready(): Promise<void> {
    const until = Date.now() + 60_000;
    for (;;) {
      if ((await this.health()) === 200) return;
      if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}: ${this.stderr}`);
      if (Date.now() > until) throw new Error(`not ready in a minute: ${this.stdout}${this.stderr}`);
      await sleep(50);
    }
  }

  /** Status of `/healthz`; 0 while nobody listens. */
  async health(): Promise<number> {
    try {
      return (await fetch(`${this.origin}/healthz`)).status;
    } catch {
      return 0;
    }
  }

  /** Asks it to stop. */
  async stop(): Promise<Ended> {
    this.kill('SIGTERM');
    return this.ended();
  }

  /** A tool of the command line at the running cloud. */
  tool(file: 'cloud' | 'token', ...args: string[]): Promise<Ended> {
    return run(`local/cli/${file}.ts`, args, { DATA_DIR: this.dir });
  }

  /** `cloud COMMAND --json`, parsed. Throws when the tool failed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers by name
  async cloud(...args: string[]): Promise<any> {
    const { code, stdout, stderr } = await this.tool('cloud', ...args, '--json');
    if (code !== 0) throw new Error(`cloud ${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout);
  }

  async token(person: string): Promise<string> {
    const { code, stdout, stderr } = await this.tool('token', person);
    if (code !== 0) throw new Error(`token ${person}: ${stderr}`);
    return stdout.trim();
  }

  /** One GraphQL request over HTTP. Throws with the first error's code. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers by name
  async ask(token: string | null, query: string, variables: object = {}): Promise<any> {
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (await response.json()) as any;
    const error = answer.errors?.[0];
    if (error) throw new Error(`${error.extensions?.code}: ${error.message}`);
    return answer.data;
  }
}
