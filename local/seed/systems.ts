import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../commands/context.ts';
import { importPackage } from '../../commands/package/import.ts';
import { filesIn } from '../cli/package.ts';

const SYSTEMS = join(import.meta.dirname, '..', '..', 'systems');

/** Imports the packages of inner systems (公文、督办、城管、津贴、填报), as an operator would, so that the sample offices have something to work in. */
export async function seedSystems(context: CommandContext): Promise<void> {
  for (const name of readdirSync(SYSTEMS).sort()) {
    const folder = join(SYSTEMS, name);
    if (!existsSync(join(folder, 'systems'))) continue;
    await importPackage(context, {
      files: filesIn(folder),
      units: [],
      publish: true,
      commandId: `seed/package/${name}`,
    });
  }
}
