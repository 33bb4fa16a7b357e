import { IdentityError } from '../../adapters/identity/contract.ts';
import { localPath } from '../portal/contract.ts';
import type { WebOptions } from './contract.ts';
import type { Sessions } from './session.ts';

/** `/auth/login`, `/auth/callback`, `/auth/logout`: the browser's side of signing in. Null for any other address. */
export async function authRoute(
  request: Request,
  url: URL,
  options: WebOptions,
  sessions: Sessions,
): Promise<Response | null> {
  const { config, identity, viewerFor } = options;
  const redirectUri = `${config.origin}/auth/callback`;
  const go = (location: string, ...cookies: string[]): Response => {
    const headers = new Headers({ location, 'cache-control': 'no-store' });
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    return new Response(null, { status: 303, headers });
  };

  if (url.pathname === '/auth/login' && request.method === 'GET') {
    // Cookies belong to one name: sign in under the one that the provider sends people back to.
    if (url.origin !== config.origin && isLoopback(url.hostname)) return go(config.origin + url.pathname + url.search);
    const start = await identity.begin(redirectUri);
    return go(start.url, await sessions.begin(start.state, start.pending, localPath(url.searchParams.get('return'))));
  }
  if (url.pathname === '/auth/callback' && request.method === 'GET') {
    const begun = await sessions.take(request, url.searchParams.get('state') ?? '');
    if (!begun) return go('/sign-in-failed');
    try {
      const claims = await identity.complete(url, begun.pending, redirectUri);
      return go(begun.returnTo, await sessions.open(claims, await viewerFor(claims)));
    } catch (error) {
      if (error instanceof IdentityError && error.code !== 'PROVIDER_UNREACHABLE') return go('/sign-in-failed');
      throw error;
    }
  }
  if (url.pathname === '/auth/logout' && request.method === 'POST') {
    await sessions.close(request);
    return go((await identity.signOutUrl(`${config.origin}/`)) ?? '/', sessions.ended);
  }
  return null;
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]';
}
