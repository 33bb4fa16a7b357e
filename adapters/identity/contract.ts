import type { Claims } from '../../platform/contract/claims.ts';
import type { JsonObject } from '../../platform/contract/json.ts';

/** Who somebody is, as an identity provider says. Every provider speaks OpenID Connect; vendors differ in set-up only. */
export interface Identity {
  /** Where the browser goes to sign in, and what must be remembered until it comes back (for ten minutes, encrypted). */
  begin(redirectUri: string): Promise<SignInStart>;
  /** Ends a sign-in at the address the browser came back to. Throws `IdentityError`. */
  complete(callback: URL, pending: JsonObject, redirectUri: string): Promise<Claims>;
  /** Who a program's request comes from, by its bearer token; null when it carries none. Throws `IdentityError`. */
  identify(request: Asking): Promise<Claims | null>;
  /** Where the browser goes to sign out at the provider too; null when there is no such page. */
  signOutUrl(returnTo: string): Promise<string | null>;
  /** Pages of a provider that is embedded; null for every other address. */
  respond?(request: Request): Promise<Response | null>;
}

/** What is looked at of a request to know who asks. */
export interface Asking {
  readonly headers: { get(name: string): string | null };
}

export interface SignInStart {
  readonly url: string;
  /** The `state` parameter: ties the answer to the browser that asked. */
  readonly state: string;
  readonly pending: JsonObject;
}

export type IdentityErrorCode =
  | 'TOKEN_INVALID'
  | 'TOKEN_EXPIRED'
  | 'SIGN_IN_FAILED'
  | 'PROVIDER_UNREACHABLE'
  | 'CLAIMS_MISSING';

export class IdentityError extends Error {
  readonly code: IdentityErrorCode;

  constructor(code: IdentityErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'IdentityError';
    this.code = code;
  }
}
