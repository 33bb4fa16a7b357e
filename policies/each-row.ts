import { type Cloud, type CommandContext, contextFor, systemActor } from '../commands/context.ts';
import type { JsonObject } from '../platform/contract/json.ts';
import { ErasedError } from '../platform/contract/vault.ts';
import type { ListQuery, View } from '../platform/contract/views.ts';

/**
 * Does something to every row at a place of a view (null: there was nothing to do), and returns how often it was done. One that
 * fails keeps nobody else waiting: the others are gone through first, then an `AggregateError` says what failed.
 */
export async function eachRow<Row extends JsonObject>(
  cloud: Cloud,
  view: View<Row>,
  place: Pick<ListQuery, 'index' | 'partition' | 'to'>,
  act: (context: CommandContext, row: Row, key: string) => Promise<object | null>,
): Promise<number> {
  const context = contextFor(cloud, systemActor('clock'));
  const failed: unknown[] = [];
  let done = 0;
  for (let after: string | undefined; ; ) {
    const from = after ? { after } : {};
    const page = await cloud.platform.views.list(view, { ...place, limit: 100, ...from });
    for (const { key, row } of page.entries) {
      try {
        if (await act(context, row, key)) done += 1;
      } catch (error) {
        // Of somebody erased nothing more can be written: their case stays as it is.
        if (!(error instanceof ErasedError)) failed.push(error);
      }
    }
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) break;
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} failed: ${String(failed[0])}`);
  return done;
}
