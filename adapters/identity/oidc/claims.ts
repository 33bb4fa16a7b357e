import type { Claims } from '../../../platform/contract/claims.ts';
import { IdentityError } from '../contract.ts';

/** Names of the claims in a provider's tokens, since providers differ in all but `sub`. */
export interface ClaimNames {
  readonly account: string;
  readonly kind: string;
  readonly name: string;
  readonly identifier: string;
  readonly phone: string;
  readonly address: string;
}

export const defaultClaimNames: ClaimNames = {
  account: 'sub',
  kind: 'user_type',
  name: 'name',
  identifier: 'identifier',
  phone: 'phone_number',
  address: 'address',
};

/**
 * Maps a token's payload. An address may be a text or OIDC's `{ formatted }`. Throws `IdentityError` CLAIMS_MISSING when
 * it does not say who this is: a person or company without an identifier could not be told from another.
 */
export function claimsFrom(payload: Readonly<Record<string, unknown>>, names: ClaimNames = defaultClaimNames): Claims {
  const text = (name: string): string | undefined => {
    const value = payload[name];
    return typeof value === 'string' && value.trim() !== '' && value.length <= 500 ? value.trim() : undefined;
  };
  const account = text(names.account);
  const name = text(names.name);
  const kind = text(names.kind);
  if (!account || !name) throw new IdentityError('CLAIMS_MISSING', 'the token names no account or no name');
  if (kind !== 'person' && kind !== 'company' && kind !== 'staff')
    throw new IdentityError('CLAIMS_MISSING', 'the token does not say person, company or staff');
  const identifier = text(names.identifier);
  if (kind !== 'staff' && !identifier)
    throw new IdentityError('CLAIMS_MISSING', 'the token of a person or company holds no identifier');
  const phone = text(names.phone);
  const address = text(names.address) ?? formatted(payload[names.address]);
  return {
    account,
    kind,
    name,
    ...(identifier && { identifier }),
    ...(phone && { phone }),
    ...(address && { address }),
  };
}

/** Whether a payload says enough to know who this is, by itself. */
export function saysWho(payload: Readonly<Record<string, unknown>>, names: ClaimNames = defaultClaimNames): boolean {
  const has = (name: string): boolean => payload[name] !== undefined && payload[name] !== '';
  return (
    has(names.account) &&
    has(names.name) &&
    has(names.kind) &&
    (payload[names.kind] === 'staff' || has(names.identifier))
  );
}

function formatted(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('formatted' in value)) return undefined;
  return typeof value.formatted === 'string' ? value.formatted : undefined;
}
