import type { JsonObject } from '../platform/contract/json.ts';
import type { View } from '../platform/contract/views.ts';
import type { Context } from './context.ts';

/** Waits until a view has seen everything that a stream holds now, so that the answer to a mutation shows it. */
export async function settled<Row extends JsonObject>(
  context: Context,
  view: View<Row>,
  stream: string,
): Promise<void> {
  const { log, views } = context.cloud.platform;
  const last = (await log.read(stream)).commits.at(-1);
  if (last) await views.waitFor(view, last);
}
