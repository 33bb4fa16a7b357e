import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectSound } from '../conformance/log.tools.ts';
import { openLog } from './log.ts';

const CHILD = fileURLToPath(new URL('./log-crash.child.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('has every acknowledged commit and a whole chain after kill -9 at random moments', async () => {
  const file = join(folder, 'log.db');
  const acknowledged: string[] = [];
  for (let run = 0; run < 6; run++) {
    acknowledged.push(...(await writeUntilKilled(file, run, 20 + Math.random() * 250)));
    const log = await openLog({ file });
    expect(await log.repair()).toEqual([]);
    const streams = await expectSound(log);
    for (const line of acknowledged) {
      const [commandId, stream, ordinal, position] = line.split(' ') as [string, string, string, string];
      expect(streams.get(stream)?.[Number(ordinal)]).toMatchObject({ commandId, position: Number(position) });
    }
    for (const [stream, { length }] of streams)
      expect(streams.get(stream.replace(/^(left|right)/, (side) => (side === 'left' ? 'right' : 'left')))).toHaveLength(
        length,
      );
    await log.close();
  }
  expect(acknowledged.length).toBeGreaterThan(100);
}, 60_000);

/** Lets a child write for `ms` after its first acknowledgement, kills it, and returns the complete lines it printed. */
async function writeUntilKilled(file: string, run: number, ms: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, file, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), ms);
    output += text;
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return output.slice(0, output.lastIndexOf('\n')).split('\n');
}
