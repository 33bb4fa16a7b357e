import { createHash, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Bounded } from '../../../platform/contract/bounded.ts';
import type { Claims } from '../../../platform/contract/claims.ts';
import { type Identity, IdentityError } from '../contract.ts';
import { type ClaimNames, claimsFrom, saysWho } from './claims.ts';
import { discovery, type Metadata } from './discovery.ts';
import { exchange } from './tokens.ts';
import { userinfo } from './userinfo.ts';

export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client: PKCE alone proves who began. */
  readonly clientSecret?: string;
  /** What access tokens for this cloud must name as their audience. */
  readonly audience: string;
  readonly scope?: string;
  /** OIDC `prompt`, e.g. `login` to be asked every time. */
  readonly prompt?: string;
  readonly claimNames?: ClaimNames;
  /** How to reach the provider: an embedded one is called without a network. */
  readonly fetch?: typeof fetch;
}

/** Only signatures that prove an issuer; `none` and shared secrets are no proof. */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];
const CLOCK_TOLERANCE_S = 30;
/** How long a verified token is believed without looking at its signature again, and how many are. */
const BELIEVED_MS = 60_000;
const BELIEVED = 10_000;

/** Sign-in by authorization code with PKCE (S256), `state` and `nonce`, against any OpenID Connect issuer. */
export function oidcIdentity(options: OidcOptions): Identity {
  const fetcher = options.fetch ?? fetch;
  const metadata = discovery(options.issuer, fetcher);
  const believed = new Bounded<{ readonly claims: Claims; readonly until: number }>(BELIEVED);
  let keys: { readonly uri: string; readonly get: JWTVerifyGetKey } | undefined;

  const keysOf = ({ jwks_uri }: Metadata): JWTVerifyGetKey => {
    // jose reads the set again when a token names a key it has not seen, at most every 30 seconds.
    if (keys?.uri !== jwks_uri)
      keys = { uri: jwks_uri, get: createRemoteJWKSet(new URL(jwks_uri), { [customFetch]: fetcher as never }) };
    return keys.get;
  };
  const verify = async (token: string, audience: string): Promise<JWTPayload> => {
    const found = await metadata();
    try {
      const { payload } = await jwtVerify(token, keysOf(found), {
        issuer: options.issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired)
        throw new IdentityError('TOKEN_EXPIRED', 'the token is past its time', { cause });
      throw new IdentityError('TOKEN_INVALID', 'the token is not one of ours', { cause });
    }
  };

  return {
    async begin(redirectUri) {
      const { authorization_endpoint } = await metadata();
      const [state, nonce, verifier] = [secret(), secret(), secret()];
      const url = new URL(authorization_endpoint);
      const parameters = {
        response_type: 'code',
        client_id: options.clientId,
        redirect_uri: redirectUri,
        scope: options.scope ?? 'openid profile phone address',
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...(options.prompt && { prompt: options.prompt }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return { url: url.href, state, pending: { state, nonce, verifier } };
    },

    async complete(callback, pending, redirectUri) {
      const { searchParams } = callback;
      if (!same(searchParams.get('state') ?? '', String(pending.state)))
        throw new IdentityError('SIGN_IN_FAILED', 'the answer is for another sign-in');
      const code = searchParams.get('code');
      if (!code)
        throw new IdentityError(
          'SIGN_IN_FAILED',
          `the provider refused: ${(searchParams.get('error') ?? 'no code').slice(0, 60)}`,
        );
      const grant = { code, verifier: String(pending.verifier), redirectUri };
      const tokens = await exchange(await metadata(), options, grant, fetcher);
      const payload = await verify(tokens.idToken, options.clientId);
      if (payload.nonce !== pending.nonce)
        throw new IdentityError('SIGN_IN_FAILED', 'the token is for another sign-in');
      return claims(payload, tokens.accessToken);
    },

    async identify(request) {
      const header = request.headers.get('authorization');
      if (!header) return null;
      const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(header) ?? [];
      if (!token) throw new IdentityError('TOKEN_INVALID', 'the Authorization header holds no bearer token');
      // A signature costs more than most answers; who holds the token again within the minute is who they were.
      const name = hash('sha256', token, 'base64url');
      const known = believed.get(name);
      if (known && known.until > Date.now()) return known.claims;
      const payload = await verify(token, options.audience);
      const found = await claims(payload, token);
      believed.set(name, { claims: found, until: Math.min((payload.exp ?? 0) * 1000, Date.now() + BELIEVED_MS) });
      return found;
    },

    async signOutUrl(returnTo) {
      const { end_session_endpoint } = await metadata();
      if (!end_session_endpoint) return null;
      const url = new URL(end_session_endpoint);
      url.searchParams.set('client_id', options.clientId);
      url.searchParams.set('post_logout_redirect_uri', returnTo);
      return url.href;
    },
  };

  /** By the token, or, where it only names the account, by what the provider says of it when asked. */
  async function claims(payload: JWTPayload, accessToken: string | null): Promise<Claims> {
    const found = await metadata();
    const { userinfo_endpoint: endpoint } = found;
    if (saysWho(payload, options.claimNames) || !endpoint || !accessToken)
      return claimsFrom(payload, options.claimNames);
    const proof = {
      keys: keysOf(found),
      issuer: options.issuer,
      audience: options.clientId,
      algorithms: ALGORITHMS,
    };
    const said = await userinfo({ endpoint, accessToken, subject: String(payload.sub), proof }, fetcher);
    // What was signed for this sign-in stands over what was said beside it.
    return claimsFrom({ ...said, ...payload }, options.claimNames);
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
