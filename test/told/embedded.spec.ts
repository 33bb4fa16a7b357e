import { afterAll, describe } from 'vitest';
import { type SmallWorld, smallWorld } from '../scenario/small-world.ts';
import { packageStories } from './stories.ts';

describe.each([1, 3])('from packages alone, on one machine with %i lane(s)', (lanes) => {
  let opened: Promise<SmallWorld> | null = null;
  afterAll(async () => (await opened)?.close());

  packageStories(async () => {
    opened ??= smallWorld(lanes, 'without');
    const world = await opened;
    return { world, post: world.post };
  });
});
