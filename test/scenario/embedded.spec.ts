import { afterAll, describe } from 'vitest';
import { assemblyStories } from './assembly-stories.ts';
import { closingStories } from './closing-stories.ts';
import { flowStories } from './flow-stories.ts';
import { liveApiStories } from './live-api-stories.ts';
import { prefillStories } from './prefill-stories.ts';
import { registerStories } from './register-stories.ts';
import { serviceStories } from './service-stories.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { roadStories } from './stories.ts';
import { ticketStories } from './ticket-stories.ts';

describe.each([1, 3])('on one machine with %i lane(s)', (lanes) => {
  let opened: Promise<SmallWorld> | null = null;
  const told = async () => {
    opened ??= smallWorld(lanes);
    const world = await opened;
    return { world, post: world.post };
  };
  afterAll(async () => (await opened)?.close());

  roadStories(told);
  flowStories(told);
  ticketStories(told);
  assemblyStories(told);
  serviceStories(told);
  closingStories(told);
  liveApiStories(told);
  registerStories(told);
  prefillStories(told);
});
