import { randomBytes } from 'node:crypto';
import type { Viewer } from '../../graphql/contract.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { State } from '../../platform/contract/state.ts';
import type { Vault } from '../../platform/contract/vault.ts';

const SESSION_S = 8 * 3600;
const SIGN_IN_S = 600;

/**
 * Sessions are held here, not in the browser: its cookie is a random name for one, kept only as a keyed hash. Whoever
 * reads the state's files can take over no session.
 */
export interface Sessions {
  open(claims: Claims, viewer: Viewer): Promise<string>;
  claims(request: Request): Promise<Claims | null>;
  close(request: Request): Promise<void>;
  /** Remembers a sign-in that began; the cookie ties it to this browser. */
  begin(state: string, pending: JsonObject, returnTo: string): Promise<string>;
  /** Takes a sign-in back, once; null when this browser began none under that name. */
  take(request: Request, state: string): Promise<{ pending: JsonObject; returnTo: string } | null>;
  readonly ended: string;
}

export function sessionsIn(state: State, vault: Pick<Vault, 'digest'>, secure: boolean): Sessions {
  // The prefix makes browsers refuse the cookie from any other host or without TLS.
  const name = secure ? '__Host-session' : 'session';
  const signIn = secure ? '__Host-sign-in' : 'sign-in';
  const cookie = (key: string, value: string, seconds: number): string =>
    `${key}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const idOf = (secret: string): Promise<string> => vault.digest('session', secret);
  const held = (request: Request): string | null => cookieOf(request, name);

  return {
    async open(claims, viewer) {
      const secret = randomBytes(32).toString('base64url');
      const value = { claims: { ...claims } } as unknown as JsonObject;
      await state.put('session', await idOf(secret), value, { ttlSeconds: SESSION_S, owner: viewer.actor.id });
      return cookie(name, secret, SESSION_S);
    },
    async claims(request) {
      const secret = held(request);
      const entry = secret ? await state.get('session', await idOf(secret)) : null;
      return entry ? (entry.value.claims as unknown as Claims) : null;
    },
    async close(request) {
      const secret = held(request);
      if (secret) await state.delete('session', await idOf(secret));
    },
    async begin(stateName, pending, returnTo) {
      const value = { pending, returnTo };
      await state.put('sign-in', await idOf(stateName), value, { ttlSeconds: SIGN_IN_S });
      return cookie(signIn, stateName, SIGN_IN_S);
    },
    async take(request, stateName) {
      if (cookieOf(request, signIn) !== stateName) return null;
      const entry = await state.get('sign-in', await idOf(stateName));
      if (!entry) return null;
      await state.delete('sign-in', await idOf(stateName));
      return { pending: entry.value.pending as JsonObject, returnTo: String(entry.value.returnTo) };
    },
    ended: cookie(name, '', 0),
  };
}

/** A cookie of ours: 16 to 128 URL-safe characters. */
function cookieOf(request: Request, name: string): string | null {
  const found = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${name}=`));
  const value = found?.slice(name.length + 1) ?? '';
  return /^[A-Za-z0-9_-]{16,128}$/.test(value) ? value : null;
}
