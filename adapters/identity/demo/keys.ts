import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { JsonObject } from '../../../platform/contract/json.ts';
import type { State } from '../../../platform/contract/state.ts';

export interface SigningKeys {
  /** Private key for ES256, with its `kid`. */
  readonly signing: JWK;
  /** Secret for the provider's own cookies. */
  readonly cookie: string;
}

const YEAR_S = 365 * 24 * 3600;

/** The provider's keys, made once and kept encrypted in the state: tokens outlive a restart. Safe when two start at once. */
export async function signingKeys(state: State): Promise<SigningKeys> {
  const found = await state.get('oidc.keys', 'current');
  if (found) return found.value as unknown as SigningKeys;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), alg: 'ES256', use: 'sig' };
  const keys: SigningKeys = { signing, cookie: randomBytes(32).toString('base64url') };
  const made = await state.put('oidc.keys', 'current', keys as unknown as JsonObject, {
    ttlSeconds: YEAR_S,
    ifVersion: 0,
  });
  return made === null ? signingKeys(state) : keys;
}
