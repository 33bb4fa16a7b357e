import { KMSClient } from '@aws-sdk/client-kms';
import type { State } from '../contract/state.ts';
import type { Vault } from '../contract/vault.ts';
import { openState, type StateSettings } from './state.ts';
import { openVault, type VaultSettings } from './vault.ts';

export const makeKms = (): KMSClient => new KMSClient({});

type Keyed = { readonly vault: Vault; readonly state: State };
type KeyedSettings = VaultSettings & Pick<StateSettings, 'clock'> & { readonly stateTable: string };

/** What stands behind the key-encryption key: personal data, and what is not a fact. Asks KMS for that key, once. */
export async function openKeyed({ stateTable, clock, ...settings }: KeyedSettings): Promise<Keyed> {
  const { vault, keys } = await openVault(settings);
  return { vault, state: openState({ client: settings.client, table: stateTable, keys, clock }) };
}
