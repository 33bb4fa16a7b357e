import { afterAll, describe } from 'vitest';
import { documentNumberStories } from './document-number-stories.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';

describe.each([1, 3])('official numbers of decisions on one machine with %i lane(s)', (lanes) => {
  let opened: Promise<SmallWorld> | null = null;
  const told = async () => {
    opened ??= smallWorld(lanes);
    return { world: await opened };
  };
  afterAll(async () => (await opened)?.close());

  documentNumberStories(told);
});
