import type { Vault } from '../contract/vault.ts';
import type { Keyring } from '../vault/keyring.ts';
import { keyedVault } from '../vault/vault.ts';
import type { DynamoClient } from './log.items.ts';
import { Store } from './log.store.ts';
import { PATIENT, type Patience } from './retry.ts';
import { type KmsClient, openKeyring } from './vault-kek.ts';
import { openKeys } from './vault-keys.ts';

/** How long another process may still open what was erased here. */
const CACHE_MS = 30_000;

export interface VaultSettings {
  readonly client: DynamoClient;
  readonly kms: KmsClient;
  /** Exists already, in the shape of `TABLES.keys`. */
  readonly table: string;
  /** Id or ARN of the KMS key that wraps the key-encryption key. */
  readonly kmsKey: string;
  readonly patience?: Patience;
  readonly cacheMs?: number;
}

/** The vault on DynamoDB and KMS, and the keyring that state and others derive their keys from. */
export async function openVault(settings: VaultSettings): Promise<{ vault: Vault; keys: Keyring }> {
  const { client, kms, table, kmsKey, patience = PATIENT, cacheMs = CACHE_MS } = settings;
  const store = new Store(client, table, patience);
  const keys = await openKeyring(store, kms, kmsKey);
  return { vault: keyedVault({ store: openKeys(store), keys, cacheMs }), keys };
}
