import { personClaims } from '../../adapters/identity/demo/people.ts';
import type { Cloud } from '../../commands/context.ts';
import type { GraphQLProblem } from '../../graphql/contract.ts';
import type { Engine } from '../../graphql/execute.ts';
import { viewerFor } from '../../graphql/viewer.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import type { Clock, Platform } from '../../platform/contract/platform.ts';
import { businessDate } from '../../platform/contract/platform.ts';
import { readCounty } from '../../samples/county.ts';

/** A clock that stories move: it never goes back, and every reading is a little later than the last. */
export class StoryClock implements Clock {
  #instant: number;

  constructor(start: string) {
    this.#instant = Date.parse(start);
  }

  now(): string {
    this.#instant += 1;
    return new Date(this.#instant).toISOString();
  }

  today(): string {
    return businessDate(new Date(this.#instant));
  }

  /** Nine in the morning of a business date in Asia/Shanghai, or a time of it: `2026-03-05 14:30`. */
  goTo(when: string): void {
    this.#instant = Math.max(this.#instant, instantOf(when));
  }

  /** Where another story begins, with facts of its own: also back. */
  beginOn(when: string): void {
    this.#instant = instantOf(when);
  }
}

function instantOf(when: string): number {
  const [date = '', time = '09:00'] = when.split(' ');
  const instant = Date.parse(`${date}T${time}:00.000+08:00`);
  if (Number.isNaN(instant)) throw new Error(`no such time: ${when}`);
  return instant;
}

/** A cloud that a story is told in: everything is said through GraphQL, as one of the sample people. */
export interface World {
  readonly platform: Platform;
  readonly cloud: Cloud;
  readonly engine: Engine;
  readonly clock: StoryClock;
}

const people = new Map(readCounty().people.map((person) => [person.key, person]));

export function claimsOf(person: string): Claims {
  const found = people.get(person);
  if (!found) throw new Error(`no sample person ${person}`);
  return personClaims(found);
}

/** Asks as somebody (null: nobody signed in). Throws with the first error's code. */
// biome-ignore lint/suspicious/noExplicitAny: stories read answers by name
export async function ask(world: World, person: string | null, query: string, variables: object = {}): Promise<any> {
  const answer = await answerTo(world, person, query, variables);
  const [error] = answer.errors ?? [];
  if (error) throw new StoryError(error);
  return answer.data;
}

export async function answerTo(world: World, person: string | null, query: string, variables: object = {}) {
  const viewer = person ? await viewerFor(world.platform, claimsOf(person)) : null;
  return world.engine.execute({ query, variables: variables as Record<string, unknown> }, viewer);
}

export class StoryError extends Error {
  readonly code: string;
  readonly problem: GraphQLProblem;
  constructor(problem: GraphQLProblem) {
    super(`${problem.extensions?.code}: ${problem.message} ${JSON.stringify(problem.extensions?.fields ?? '')}`);
    this.code = problem.extensions?.code ?? '';
    this.problem = problem;
  }
}

/** The code of the refusal that a wish must meet; throws when it was granted. */
export async function refusal(
  world: World,
  person: string | null,
  query: string,
  variables: object = {},
): Promise<string> {
  const answer = await answerTo(world, person, query, variables);
  const code = answer.errors?.[0]?.extensions?.code;
  if (!code) throw new Error(`not refused: ${JSON.stringify(answer.data)}`);
  return code;
}
