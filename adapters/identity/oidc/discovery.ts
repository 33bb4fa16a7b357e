import { IdentityError } from '../contract.ts';

/** What is used of a provider's metadata (OpenID Connect Discovery 1.0). */
export interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint?: string;
  readonly token_endpoint_auth_methods_supported?: readonly string[];
  readonly end_session_endpoint?: string;
}

const CACHE_MS = 60 * 60_000;
const TIMEOUT_MS = 10_000;

/** Reads an issuer's metadata once an hour. Throws `IdentityError` PROVIDER_UNREACHABLE. */
export function discovery(issuer: string, fetcher: typeof fetch): () => Promise<Metadata> {
  let cached: { readonly until: number; readonly metadata: Promise<Metadata> } | undefined;
  return () => {
    if (!cached || cached.until < Date.now()) {
      const metadata = read(issuer, fetcher);
      cached = { until: Date.now() + CACHE_MS, metadata };
      metadata.catch(() => {
        cached = undefined;
      });
    }
    return cached.metadata;
  };
}

async function read(issuer: string, fetcher: typeof fetch): Promise<Metadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetcher(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const metadata = (await response.json()) as Metadata;
    // A provider that speaks for another issuer must not be believed (OpenID Connect Discovery 1.0, 4.3).
    if (metadata.issuer !== issuer) throw new Error('it names another issuer');
    return metadata;
  } catch (cause) {
    throw new IdentityError('PROVIDER_UNREACHABLE', `no metadata of ${issuer}`, { cause });
  }
}
