import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { UnavailableError } from '../contract/log.ts';
import { type Keyring, keyring } from '../vault/keyring.ts';
import type { Key } from './log.items.ts';
import type { Store } from './log.store.ts';
import { patiently } from './retry.ts';

export type KmsClient = Pick<KMSClient, 'send'>;

export const KEK_KEY: Key = { pk: { S: 'kek' }, sk: { S: '1' } };

/** Bound to the ciphertext, and seen in the account's audit trail. */
const CONTEXT = { application: 'hengyun', purpose: 'subject-keys' };

/**
 * The key-encryption key: made by KMS once, kept in the table of keys wrapped by the account's KMS key, unwrapped once a
 * process. So KMS is asked once a start, not once a person. Throws `UnavailableError` when KMS does not answer; what KMS
 * refuses (no right, key disabled) is thrown as it is.
 */
export async function openKeyring(store: Store, kms: KmsClient, kmsKey: string): Promise<Keyring> {
  const item = (await store.get(KEK_KEY)) ?? (await makeKek(store, kms, kmsKey));
  const wrapped = item.wrapped?.B;
  if (!wrapped) throw new Error(`table ${store.table} holds no key-encryption key`);
  const command = new DecryptCommand({ CiphertextBlob: wrapped, KeyId: kmsKey, EncryptionContext: CONTEXT });
  const { Plaintext } = await patiently(store.patience, () => kms.send(command));
  if (!Plaintext) throw new UnavailableError('KMS gave no key');
  return keyring(Plaintext);
}

async function makeKek(store: Store, kms: KmsClient, kmsKey: string) {
  const command = new GenerateDataKeyCommand({ KeyId: kmsKey, KeySpec: 'AES_256', EncryptionContext: CONTEXT });
  const { CiphertextBlob } = await patiently(store.patience, () => kms.send(command));
  if (!CiphertextBlob) throw new UnavailableError('KMS gave no key');
  const item = { ...KEK_KEY, wrapped: { B: CiphertextBlob } };
  try {
    await store.put(item, { ConditionExpression: 'attribute_not_exists(pk)' });
  } catch (error) {
    // Another process was first: its key counts. (Or this very put, whose answer was lost.)
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
  return (await store.get(KEK_KEY)) ?? item;
}
