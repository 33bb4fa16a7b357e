import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import type { KeyStore } from '../vault/key-store.ts';
import { isSubject } from '../vault/seal.ts';
import { syncFolderOf } from './vault-key.ts';

/**
 * The list of the erased beside the keys: one opaque id a line, only ever added to. A key that came back with an older
 * backup of `keys.db` is destroyed again before anybody can open with it.
 */
export async function withErasedList(store: KeyStore, file: string): Promise<KeyStore> {
  if (existsSync(file)) {
    // A line that a crash cut short is some other id: destroying what never was does no harm.
    const listed = readFileSync(file, 'latin1').split('\n').filter(isSubject);
    const found = await store.find(listed);
    for (const subject of listed) if (found.get(subject)) await store.destroy(subject);
  }
  return {
    ...store,
    async destroy(subject) {
      // Listed first: a crash in between leaves it to the next start.
      if ((await store.find([subject])).get(subject) !== null) addLine(file, subject);
      await store.destroy(subject);
    },
  };
}

function addLine(file: string, subject: string): void {
  const isNew = !existsSync(file);
  const fd = openSync(file, 'a', 0o600);
  try {
    // Begins a line of its own also after one that was cut short.
    appendFileSync(fd, `\n${subject}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (isNew) syncFolderOf(file);
}
