import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApp } from './app.ts';
import { findings } from './validate.ts';

/** Partitions that the stacks are kept deployable in. */
export const PARTITIONS = ['aws', 'aws-cn'] as const;

/** Synthesizes one partition into a folder; throws when a rule finds something. */
export function synthesize(partition: (typeof PARTITIONS)[number], folder: string): string[] {
  rmSync(folder, { recursive: true, force: true });
  makeApp({ outdir: folder, context: { partition } }).synth();
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(folder, file));
}

if (import.meta.main) {
  const out = fileURLToPath(new URL('../cdk.out', import.meta.url));
  let wrong = 0;
  for (const partition of PARTITIONS) {
    for (const template of synthesize(partition, join(out, partition))) {
      const found = findings(template, partition);
      for (const line of found) console.error(line);
      wrong += found.length;
      console.log(`${found.length === 0 ? 'ok' : 'WRONG'}  ${partition}  ${template.slice(out.length + 1)}`);
    }
  }
  if (wrong > 0) process.exitCode = 1;
}
