import type { Vault } from '../contract/vault.ts';
import type { Keyring } from '../vault/keyring.ts';
import { keyedVault } from '../vault/vault.ts';
import { openKeys } from './vault-keys.ts';

/**
 * The vault on one SQLite file. One process only (the data folder is locked), so what is cached never goes stale.
 * Throws `DataDirError` as `openKeys` does.
 */
export function openVault({ file, keys }: { file: string; keys: Keyring }): Vault {
  return keyedVault({ store: openKeys({ file, keys }), keys });
}
