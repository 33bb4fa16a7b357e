import { tellOfCaseByClock } from '../commands/application/tell.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { tellOfMatterByClock } from '../commands/matter/tell.ts';
import { plannedNoticesView } from '../views/planned-notices/view.ts';
import { idOf } from '../views/view.ts';

/**
 * Gives the notices of stages that are nearly due or overdue (到期提醒): those whose time has come. Returns how many were
 * given. What an action gives notice of is told with the action itself. The command's id names the stage, the notice and the
 * fact that planned it, so that any number of clocks may tick. One that fails keeps no other waiting: an `AggregateError` says afterwards
 * what failed.
 */
export async function tellOfLimits(cloud: Cloud): Promise<number> {
  const context = contextFor(cloud, systemActor('clock'));
  const failed: unknown[] = [];
  let told = 0;
  for (let after: string | undefined; ; ) {
    const query = { index: 'due', partition: 'open', to: context.now, limit: 100, ...(after ? { after } : {}) };
    const page = await cloud.platform.views.list(plannedNoticesView, query);
    for (const { key, row } of page.entries) {
      const tell = key.startsWith('matter/') ? tellOfMatterByClock : tellOfCaseByClock;
      for (const { stage, notice, at, since } of row.planned) {
        if (at > context.now) continue;
        const commandId = `policy/tell/${key}/${stage}/${notice}/${since}`;
        try {
          if (await tell(context, { id: idOf(key), stage, notice, commandId })) told += 1;
        } catch (error) {
          failed.push(error);
        }
      }
    }
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) break;
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} failed: ${String(failed[0])}`);
  return told;
}
