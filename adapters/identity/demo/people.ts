import type { Claims } from '../../../platform/contract/claims.ts';

/** A sample person, as samples/ lists them. */
export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly unit: string | null }[];
  readonly identifier?: { readonly value: string };
  readonly phone?: string;
  readonly address?: string;
}

/** What the provider says of a sample person. Whoever works for a unit is staff; roles are the cloud's own knowledge. */
export function personClaims(person: DemoPerson): Claims {
  const held = person.roles.map(({ role }) => role);
  const kind = held.includes('company') ? 'company' : held.includes('citizen') ? 'person' : 'staff';
  return {
    account: person.key,
    kind,
    name: person.name,
    ...(person.identifier && { identifier: person.identifier.value }),
    ...(person.phone && { phone: person.phone }),
    ...(person.address && { address: person.address }),
  };
}

/** The same as claims of a token, by the default names of `oidc/claims.ts`. */
export function tokenClaims(person: DemoPerson): Record<string, string> {
  const { kind, name, identifier, phone, address } = personClaims(person);
  return {
    user_type: kind,
    name,
    ...(identifier && { identifier }),
    ...(phone && { phone_number: phone }),
    ...(address && { address }),
  };
}
