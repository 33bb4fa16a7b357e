import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const WANTED = 24;

/**
 * Path of a Node that runs `.ts` files: the host's when it is new enough, else the one that npm installed with the
 * project. Throws with a sentence for people when there is none.
 */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const bundled = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Node ${WANTED} is needed; this is ${process.version} and npm installed none for ${process.platform}-${process.arch}. Install Node ${WANTED} or newer and try again.`,
  );
}

/**
 * Runs a file under Node 24 in the project's folder with this terminal, passes signals on, and resolves to the exit
 * code (128 + 15 and the like when a signal ended it).
 */
export function runNode(file, args = [], { env = {}, nodeArgs = [], quiet = false } = {}) {
  return run(node24(), [...nodeArgs, file, ...args], { env, quiet });
}

/** The same for any program. With `quiet`, its output is shown only when it fails. */
export function run(program, args, { env = {}, quiet = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      shell,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    // A terminal sends Ctrl-C to the whole group: passing it on as well would count as a second one.
    const interrupt = () => process.stdin.isTTY || child.kill('SIGINT');
    const terminate = () => child.kill('SIGTERM');
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', terminate);
    process.on('SIGHUP', terminate);
    // npm's shell does not pass on the signal that ends it; that it is gone is all that can be seen from here.
    const parent = process.ppid;
    const watch = process.env.npm_lifecycle_event && setInterval(() => process.ppid === parent || terminate(), 100);
    const done = () => {
      clearInterval(watch);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
      process.off('SIGHUP', terminate);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      const status = code ?? 128 + (SIGNALS[signal] ?? 1);
      if (quiet && status !== 0) process.stderr.write(Buffer.concat(output));
      resolve(status);
    });
  });
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
