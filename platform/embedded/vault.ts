import type { Vault } from '../contract/vault.ts';
import type { Keyring } from '../vault/keyring.ts';
import { keyedVault } from '../vault/vault.ts';
import { withErasedList } from './vault-erased.ts';
import { openKeys } from './vault-keys.ts';

export interface VaultFiles {
  /** `keys.db`. */
  readonly file: string;
  /** `erased.txt`: kept apart, so that no older `keys.db` brings an erased person back. */
  readonly erasedFile: string;
  readonly keys: Keyring;
}

/**
 * The vault on one SQLite file. One process only (the data folder is locked), so what is cached never goes stale.
 * Throws `DataDirError` as `openKeys` does.
 */
export async function openVault({ file, erasedFile, keys }: VaultFiles): Promise<Vault> {
  const store = openKeys({ file, keys });
  try {
    return keyedVault({ store: await withErasedList(store, erasedFile), keys });
  } catch (error) {
    await store.close();
    throw error;
  }
}
