import { category } from '../../events/subject/stream.ts';
import type { Platform } from '../../platform/contract/platform.ts';

/**
 * Destroys again what a restore brought back of people who were erased: their keys, look-ups and drafts. The log says who they
 * are. For after every restore of an older backup, before anybody is served; repeating it is harmless.
 */
export async function replayErasures({
  log,
  state,
  vault,
}: Pick<Platform, 'log' | 'state' | 'vault'>): Promise<{ erased: number }> {
  let erased = 0;
  for (const stream of await log.streams(category)) {
    const subject = stream.slice(category.length + 1);
    // Drafts are not under the person's key: they come back also where the key did not.
    await state.deleteByOwner(`subject/${subject}`);
    if (await vault.isErased(subject)) continue;
    await vault.erase(subject);
    erased += 1;
  }
  return { erased };
}
