import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { chaseMatterByClock } from '../commands/matter/beside.ts';
import { matterTasksView } from '../views/matter-tasks/view.ts';
import { idOf } from '../views/view.ts';

/**
 * Chases the stages of inner matters that nobody acted on (催办、督办、通报): those whose next chase has come due. Returns how
 * many were sent. The command's id names the stage, when it was entered and which chase, so that any number of clocks may
 * tick. One that fails keeps no other waiting: an `AggregateError` says afterwards what failed.
 */
export async function chaseOverdue(cloud: Cloud): Promise<number> {
  const context = contextFor(cloud, systemActor('clock'));
  const failed: unknown[] = [];
  let sent = 0;
  for (let after: string | undefined; ; ) {
    const query = { index: 'chases', partition: 'open', to: context.now, limit: 100, ...(after ? { after } : {}) };
    const page = await cloud.platform.views.list(matterTasksView, query);
    for (const { row } of page.entries) {
      const commandId = `policy/chase/${row.matter}/${row.stage}/${row.enteredAt}/${row.sent}`;
      try {
        if (await chaseMatterByClock(context, { id: idOf(row.matter), stage: row.stage, commandId })) sent += 1;
      } catch (error) {
        failed.push(error);
      }
    }
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) break;
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} failed: ${String(failed[0])}`);
  return sent;
}
