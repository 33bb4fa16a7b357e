import type { JsonObject } from '../../platform/contract/json.ts';
import type { Platform } from '../../platform/contract/platform.ts';

/** What is known of a file that was taken in. */
export interface FileEntry {
  /** `draft/<id>`, `application/<id>` or `matter/<id>`. */
  readonly of: string;
  readonly field: string;
  /** Whom it is sealed for. */
  readonly subject: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly digest: string;
}

type Stores = Pick<Platform, 'blobs' | 'state' | 'vault'>;

const TTL = 30 * 86_400;

/** What is known of a file; null when it was never taken in, or so long ago that it belongs to a fact by now. */
export async function fileEntry({ state }: Pick<Platform, 'state'>, id: string): Promise<FileEntry | null> {
  return ((await state.get('file', id))?.value as unknown as FileEntry | undefined) ?? null;
}

/** Keeps a file's bytes sealed for whom its entry names, and notes what is known of it. */
export async function keepFile(stores: Stores, id: string, entry: FileEntry, bytes: Uint8Array): Promise<void> {
  const { blobs, state, vault } = stores;
  await blobs.put(`files/${id}`, await vault.sealBytes(entry.subject, bytes), entry.type);
  await state.put('file', id, entry as unknown as JsonObject, {
    ttlSeconds: TTL,
    owner: `subject/${entry.subject}`,
  });
}

/**
 * Seals a file anew for somebody else: for whom a matter turns out to be about, so that erasing them erases it. Nothing
 * where it is sealed for them. Interrupted, doing it again completes it.
 */
export async function sealFileFor(stores: Stores, id: string, subject: string): Promise<void> {
  const entry = await fileEntry(stores, id);
  if (!entry || entry.subject === subject) return;
  const sealed = await stores.blobs.get(`files/${id}`);
  const bytes = sealed && (await stores.vault.openBytes(sealed));
  if (bytes) await keepFile(stores, id, { ...entry, subject }, bytes);
}
