/** What an identity provider says of the person who signed in (OIDC claims, after mapping). */
export interface Claims {
  /** The provider's stable account key. */
  readonly account: string;
  readonly kind: 'person' | 'company' | 'staff';
  readonly name: string;
  /** Identity number or credit code (people and companies). */
  readonly identifier?: string;
  readonly phone?: string;
  readonly address?: string;
}
