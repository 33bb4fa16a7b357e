import { IdentityError } from '../contract.ts';
import type { Metadata } from './discovery.ts';

interface Client {
  readonly clientId: string;
  /** Absent for a public client: PKCE alone proves who began. */
  readonly clientSecret?: string;
}

interface Grant {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface Tokens {
  readonly idToken: string;
  /** To ask the provider about the person with. */
  readonly accessToken: string | null;
}

/** Exchanges a code for tokens. Throws `IdentityError` PROVIDER_UNREACHABLE, or SIGN_IN_FAILED when the code is refused. */
export async function exchange(
  found: Metadata,
  client: Client,
  { code, verifier, redirectUri }: Grant,
  fetcher: typeof fetch,
): Promise<Tokens> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    client_id: client.clientId,
  });
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  if (client.clientSecret) {
    if (takesPost(found)) body.set('client_secret', client.clientSecret);
    else headers.authorization = basic(client.clientId, client.clientSecret);
  }
  let response: Response;
  try {
    response = await fetcher(found.token_endpoint, {
      method: 'POST',
      headers,
      body: body.toString(),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw new IdentityError('PROVIDER_UNREACHABLE', 'the token endpoint does not answer', { cause });
  }
  const answer = (await response.json().catch(() => ({}))) as { id_token?: unknown; access_token?: unknown };
  if (!response.ok || typeof answer.id_token !== 'string')
    throw new IdentityError('SIGN_IN_FAILED', `the token endpoint answered ${response.status}`);
  const { id_token: idToken, access_token: accessToken } = answer;
  return { idToken, accessToken: typeof accessToken === 'string' ? accessToken : null };
}

/** A provider that says nothing takes the secret in the header (OpenID Connect Discovery 1.0, 3). */
function takesPost({ token_endpoint_auth_methods_supported: methods }: Metadata): boolean {
  return methods?.includes('client_secret_post') ?? false;
}

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function basic(id: string, secret: string): string {
  const encoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);
  return `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString('base64')}`;
}
