import type { GraphQLProblem } from '../../graphql/contract.ts';
import type { Language } from '../../lowcode/words.ts';
import type { Visit } from './contract.ts';

/** How the reader wants to read: from a cookie that says nothing else about them. */
export interface Reading {
  readonly language: Language;
  readonly script: 'hans' | 'hant';
  readonly large: boolean;
}

const COOKIE = 'reading';

/** `hans`, `hant` or `en`, with `-large` for large print. Anything else reads as the default. */
export function readingOf(request: Request): Reading {
  const cookies = request.headers.get('cookie') ?? '';
  const [, value = ''] = /(?:^|;\s*)reading=([a-z-]{1,16})/.exec(cookies) ?? [];
  const [way, size] = value.split('-');
  return {
    language: way === 'en' ? 'en' : 'zh',
    script: way === 'hant' ? 'hant' : 'hans',
    large: size === 'large',
  };
}

/** The `Set-Cookie` that keeps a way of reading for a year. */
export function readingCookie(reading: Reading): string {
  const way = reading.language === 'en' ? 'en' : reading.script;
  return `${COOKIE}=${way}${reading.large ? '-large' : ''}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

/** An answer that was not the data: with the code of the first problem, from the list in docs/errors.md. */
export class Refusal extends Error {
  readonly code: string;
  readonly problem: GraphQLProblem;

  constructor(problem: GraphQLProblem) {
    super(problem.message);
    this.name = 'Refusal';
    this.problem = problem;
    this.code = problem.extensions?.code ?? 'INTERNAL';
  }
}

/**
 * Asks as the visitor. Throws `Refusal` when anything went wrong: a page shows all that it asked for or says why not.
 */
export async function ask<Data>(visit: Visit, query: string, variables?: Record<string, unknown>): Promise<Data> {
  const answer = await visit.execute({ query, variables }, visit.viewer);
  const [problem] = answer.errors ?? [];
  if (problem) throw new Refusal(problem);
  return answer.data as Data;
}
