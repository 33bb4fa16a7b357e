import { randomBytes } from 'node:crypto';
import { IdentityError } from '../../adapters/identity/contract.ts';
import type { ProgramAnswer, ProgramPost, WebOptions } from './contract.ts';
import { decodeUtf8 } from './posts.ts';
import { BadRequest, problemJson } from './problem.ts';
import { secure, securityHeaders } from './security.ts';

/** Programs send definitions and answers, never files. */
export const GRAPHQL_BYTES = 2 * 1024 * 1024;
const PATH = '/graphql';

/**
 * Answers GraphQL posts that carry a bearer token as `fetch` does, with the same checks and headers, but without making
 * standard request and response objects of them: those cost more than most answers do.
 */
export function programs(options: WebOptions): (post: ProgramPost) => Promise<ProgramAnswer> {
  const { config, identity, viewerFor } = options;
  const { graphqlPost } = config;
  // What means something for an answer that no browser shows (OWASP, REST security); a program is spared the rest.
  const {
    'permissions-policy': _1,
    'cross-origin-opener-policy': _2,
    'referrer-policy': _3,
    ...some
  } = securityHeaders(PATH, config);
  const policy = "default-src 'none'; frame-ancestors 'none'";
  const always = { ...some, 'content-security-policy': policy, 'cache-control': 'no-store' };
  return async ({ authorization, contentType, accept, body }) => {
    try {
      if (!graphqlPost) throw new BadRequest(404, 'NOT_FOUND', '没有这个地址。');
      const claims = await identity.identify({
        headers: { get: (name) => (name === 'authorization' ? authorization : null) },
      });
      const viewer = claims && (await viewerFor(claims));
      const { status, type, text } = await graphqlPost(jsonText(contentType, body), accept, viewer);
      return { status, headers: { ...always, 'content-type': type }, body: text };
    } catch (error) {
      const response = secure(programProblem(error, options), PATH, config);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    }
  };
}

/** The text of a GraphQL post. Throws `BadRequest` when it is not JSON's type or not UTF-8. */
export function jsonText(contentType: string | null, body: Uint8Array): string {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'application/graphql-response+json')
    throw new BadRequest(415, 'UNSUPPORTED_MEDIA_TYPE', '请以 application/json 提交。');
  return decodeUtf8(body);
}

/** What a program is told of a request that failed; only a fault of ours is a 500, with a reference that also stands in the log. */
export function programProblem(error: unknown, { onFault }: Pick<WebOptions, 'onFault'>): Response {
  if (error instanceof BadRequest) return problemJson(error.status, error.code, error.message);
  if (error instanceof IdentityError && error.code !== 'PROVIDER_UNREACHABLE') {
    const told = error.code === 'TOKEN_EXPIRED' ? '令牌已过期。' : '令牌无效。';
    const response = problemJson(401, 'UNAUTHENTICATED', told);
    response.headers.set('www-authenticate', 'Bearer error="invalid_token"');
    return response;
  }
  const reference = newReference();
  onFault?.(reference, error);
  return problemJson(500, 'INTERNAL', `系统出了问题，编号 ${reference}。`);
}

/** What people are shown of a fault, and what it is found by in the log. */
export function newReference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}
