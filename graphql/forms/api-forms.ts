import type { Context } from '../context.ts';
import { namesOf } from './grow.ts';
import { pointerOf } from './pointer.ts';

/** The forms that programs can use, with queries that run as they stand for who may look at their cases. */
export async function apiForms(context: Context) {
  const { forms } = await pointerOf(context.cloud.platform, context.cloud.region)();
  return [...forms.values()].map(({ key, title, typeName, version, withdrawn }) => {
    const { read, list, explore, submit } = namesOf(typeName);
    return {
      ...{ key, title, typeName, version, withdrawn, read, submit },
      example: `{ ${list}(first: 5) { edges { node { number state } } pageInfo { hasNextPage endCursor } } }`,
      statistics: `{ ${explore} { asOf total groups(by: [case_state]) { labels count } } }`,
    };
  });
}
