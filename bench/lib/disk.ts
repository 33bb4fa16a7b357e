import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ms, quantile, rate } from './report.ts';

/** What the disk below a folder can do: writes of `bytes`, each followed by fdatasync, at the end of a file and over an old one. */
export function syncRates(folder: string, bytes: number, seconds = 0.7): Record<string, string>[] {
  const file = join(folder, 'sync.probe');
  const block = Buffer.alloc(bytes, 1);
  const fd = openSync(file, 'w');
  try {
    const growing = probe(fd, block, seconds);
    fsyncSync(fd);
    const overwriting = probe(fd, block, seconds, growing.length);
    return [row('at the end', growing), row('in place', overwriting)];
  } finally {
    closeSync(fd);
    rmSync(file);
  }
}

function probe(fd: number, block: Buffer, seconds: number, wrap = Number.POSITIVE_INFINITY): number[] {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < end; n++) {
    const started = performance.now();
    writeSync(fd, block, 0, block.length, (n % wrap) * block.length);
    fdatasyncSync(fd);
    times.push(performance.now() - started);
  }
  return times;
}

function row(where: string, times: number[]): Record<string, string> {
  const sum = times.reduce((a, b) => a + b, 0);
  times.sort((a, b) => a - b);
  return {
    fdatasync: where,
    rate: rate((times.length / sum) * 1000),
    p50: ms(quantile(times, 0.5)),
    p99: ms(quantile(times, 0.99)),
  };
}
