import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file so that it is there whole and durable, or not at all. */
export async function writeAtomic(file: string, tmpFolder: string, bytes: Uint8Array): Promise<void> {
  const tmp = join(tmpFolder, randomUUID());
  try {
    const handle = await open(tmp, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveInPlace(tmp, file);
  } catch (error) {
    await rm(tmp, { force: true });
    throw error;
  }
}

/** Gives a written and synced file its name, durably. */
export async function moveInPlace(tmp: string, file: string): Promise<void> {
  const folder = dirname(file);
  if (await mkdir(folder, { recursive: true, mode: 0o700 })) await syncFolder(dirname(folder));
  await rename(tmp, file);
  await syncFolder(folder);
}

export async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function removeIfThere(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Removes the files of a folder that were last written before an instant (ms); how many. */
export async function sweepFolder(folder: string, before: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    // Another sweep or a finished upload may have taken it meanwhile.
    const written = await stat(file).then(
      (s) => s.mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    if (written >= before) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders and makes names durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
