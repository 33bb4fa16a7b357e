import { afterAll, describe } from 'vitest';
import { matterDraftStories } from './matter-draft-stories.ts';
import { matterStories } from './matter-stories.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';

describe.each([1, 3])('inner matters on one machine with %i lane(s)', (lanes) => {
  let opened: Promise<SmallWorld> | null = null;
  const told = async () => {
    opened ??= smallWorld(lanes);
    return { world: await opened };
  };
  afterAll(async () => (await opened)?.close());

  matterStories(told);
  matterDraftStories(told);
});
