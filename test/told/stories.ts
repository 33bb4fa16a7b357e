import { it } from 'vitest';
import type { PostFile } from '../scenario/road.ts';
import type { World } from '../scenario/world.ts';
import { allScenarios, tell } from './tell.ts';

/** The stories that packages bring with them, told on every platform. */
export function packageStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  it.each(allScenarios().map((told) => [told.scenario.title, told.name, told] as const))(
    '%s (%s)',
    async (_, _name, told) => {
      const { world, post } = await open();
      await tell(told, world, post);
    },
  );
}
