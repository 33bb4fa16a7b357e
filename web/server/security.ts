import type { WebConfig } from './contract.ts';
import { BadRequest } from './problem.ts';

/**
 * Posts with a session must come from our own pages (CSRF). Browsers send `Origin` with every post; a program that sends
 * a bearer token has no session to abuse. Throws `BadRequest`.
 */
export function checkOrigin(request: Request, config: WebConfig): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.has('authorization')) return;
  const origin = request.headers.get('origin');
  const own = [config.origin, new URL(request.url).origin];
  // No origin and no cookies: a program that asks as nobody.
  if (origin ? own.includes(origin) : !request.headers.has('cookie')) return;
  throw new BadRequest(403, 'FOREIGN_ORIGIN', '这次提交不是从本站页面发出的，没有接受。');
}

/** Headers of every answer. A page that set its own policy keeps it. */
export function secure(response: Response, path: string, config: WebConfig): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders(path, config)))
    if (!headers.has(name)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

export function securityHeaders(path: string, config: WebConfig): Record<string, string> {
  const tls = config.origin.startsWith('https:');
  return {
    'content-security-policy': policy(path, config),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=()',
    ...(tls && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}

/** The desk's component library writes style elements at run time; the portal has no script and no inline style. */
function policy(path: string, { formOrigins = [] }: WebConfig): string {
  const desk = path === '/desk' || path.startsWith('/desk/');
  return [
    "default-src 'none'",
    `script-src ${desk ? "'self'" : "'none'"}`,
    `style-src 'self'${desk ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${desk ? ["'self'", ...formOrigins].join(' ') : "'none'"}`,
    `form-action ${["'self'", ...formOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
