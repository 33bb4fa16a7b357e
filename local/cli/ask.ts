import { request } from 'node:http';
import { resolve } from 'node:path';
import { controlPath } from '../control-path.ts';

/** Asks the running cloud of the data folder. Throws with one line for people. */
export async function ask<T>(command: string, body: Record<string, string> = {}): Promise<T> {
  const socketPath = controlPath(resolve(process.env.DATA_DIR ?? 'data'));
  const text = await new Promise<string>((done, reject) => {
    const call = request({ socketPath, path: `/${command}`, method: 'POST' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
    });
    call.on('error', () =>
      reject(new Error('没有找到正在运行的衡云，请先运行 npm start（数据目录不同时设置 DATA_DIR）')),
    );
    call.end(JSON.stringify(body));
  });
  const { result, error } = JSON.parse(text) as { result?: T; error?: string };
  if (error !== undefined) throw new Error(error);
  return result as T;
}

/** Runs a command line tool: one line and exit code 1 when it fails. */
export async function tool(run: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
