import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EMULATOR_CREDENTIALS, EMULATOR_REGION } from './dynamo.ts';
import { type KmsStandIn, startKms } from './kms.ts';

let kms: KmsStandIn;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKms();
  client = new KMSClient({
    endpoint: kms.endpoint,
    region: EMULATOR_REGION,
    credentials: EMULATOR_CREDENTIALS,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await kms.stop();
});

it('gives back what it sealed, under the same key and context only', async () => {
  const EncryptionContext = { subject: 's1' };
  const made = await client.send(new GenerateDataKeyCommand({ KeyId: 'k1', KeySpec: 'AES_256', EncryptionContext }));
  expect(made.Plaintext).toHaveLength(32);
  const { CiphertextBlob } = made;
  const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  expect(opened.Plaintext).toEqual(made.Plaintext);
  await expect(client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toThrow();
  const wrong = new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: 'k2' });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  const Plaintext = Buffer.from('机密');
  const sealed = await client.send(new EncryptCommand({ KeyId: 'k1', Plaintext }));
  expect(Buffer.from(sealed.CiphertextBlob ?? []).includes(Plaintext)).toBe(false);
  const again = await client.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
  expect(Buffer.from(again.Plaintext ?? []).toString()).toBe('机密');
});
