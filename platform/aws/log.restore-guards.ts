import { GuardError, type HeldGuard } from '../contract/log.ts';
import { inParallel } from './in-parallel.ts';
import { guardItem } from './log.items.ts';
import type { Store } from './log.store.ts';

const PARALLEL = 16;

/** Every guard in the table, a page of the table at a time. */
export async function* guardsIn(store: Store): AsyncGenerator<readonly HeldGuard[]> {
  for await (const items of store.scan({ pk: 'g#', sk: 'g' })) {
    const held = items.map((item) => ({ guard: item.pk?.S?.slice(2) ?? '', owner: item.w?.S ?? '' }));
    if (held.length > 0) yield held;
  }
}

/** Takes guards for those who held them; repeating it is harmless. Throws `GuardError` for one that another owner holds. */
export async function restoreGuards(store: Store, guards: readonly HeldGuard[]): Promise<void> {
  await inParallel(PARALLEL, guards, async ({ guard, owner }) => {
    const condition = {
      ConditionExpression: 'attribute_not_exists(pk) OR w = :owner',
      ExpressionAttributeValues: { ':owner': { S: owner } },
    };
    try {
      await store.put(guardItem(guard, owner), condition);
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      throw new GuardError(guard, 'unknown');
    }
  });
}
