import type { Keyring } from '../vault/keyring.ts';
import { type KeyedVault, keyedVault } from '../vault/vault.ts';
import { withErasedList } from './vault-erased.ts';
import { type EmbeddedKeys, openKeys } from './vault-keys.ts';

export interface VaultFiles {
  /** `keys.db`. */
  readonly file: string;
  /** `erased.txt`: kept apart, so that no older `keys.db` brings an erased person back. */
  readonly erasedFile: string;
  readonly keys: Keyring;
}

export interface EmbeddedVault extends KeyedVault {
  /** The rows themselves, for an export. */
  readonly rows: EmbeddedKeys;
}

/**
 * The vault on one SQLite file. One process only (the data folder is locked), so what is cached never goes stale.
 * Throws `DataDirError` as `openKeys` does.
 */
export async function openVault({ file, erasedFile, keys }: VaultFiles): Promise<EmbeddedVault> {
  const store = openKeys({ file, keys });
  try {
    return { ...keyedVault({ store: await withErasedList(store, erasedFile), keys }), rows: store };
  } catch (error) {
    await store.close();
    throw error;
  }
}
