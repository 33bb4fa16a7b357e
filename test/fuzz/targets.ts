import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzTarget } from './target.ts';

/** Every target of this folder: files `*.fuzz.ts`, each with one. */
export async function allTargets(): Promise<readonly FuzzTarget[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.fuzz.ts'));
  const modules = await Promise.all(files.sort().map((file) => import(join(import.meta.dirname, file))));
  return modules.map((module) => (module as { target: FuzzTarget }).target);
}
