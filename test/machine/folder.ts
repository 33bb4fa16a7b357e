import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';

/** Folders of one spec; `drop` takes all of them away. */
export class Folders {
  readonly #made: string[] = [];

  /** An empty one. */
  fresh(): string {
    const dir = mkdtempSync(join(tmpdir(), 'hengyun-machine-'));
    this.#made.push(dir);
    return dir;
  }

  copyOf(dir: string): string {
    const copy = this.fresh();
    cpSync(dir, copy, { recursive: true });
    return copy;
  }

  drop(): void {
    for (const dir of this.#made) rmSync(dir, { recursive: true, force: true });
  }
}

/** Fills a data folder with what people need to begin (units, staff, items), without the stock of cases. */
export async function seedFolder(dir: string): Promise<void> {
  const county = readCounty();
  const platform = await openEmbedded({ dataDir: dir, domain });
  try {
    await seedBasics(contextFor(openCloud(platform, county.region), systemActor('seed')), county);
    await platform.runner.catchUp();
    await platform.state.put('seed', 'county', { basics: true, done: true }, { ttlSeconds: 86_400 });
  } finally {
    await platform.close();
  }
}

/** Every file of a folder with the hash of its bytes. */
export function contentsOf(dir: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(dir).map((file) => [relative(dir, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

/** Paths of all plain files in a folder and below it. */
export function filesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
