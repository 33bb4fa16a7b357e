import { tellOfCaseByClock } from '../commands/application/tell.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { tellOfMatterByClock } from '../commands/matter/tell.ts';
import { plannedNoticesView } from '../views/planned-notices/view.ts';
import { idOf } from '../views/view.ts';
import { eachRow } from './each-row.ts';

/**
 * Gives the notices of stages that are nearly due or overdue (到期提醒): those whose time has come. Returns of how many cases
 * and matters something was told. What an action gives notice of is told with the action itself. The command's id names the
 * stage, the notice and the fact that planned it, so that any number of clocks may tick.
 */
export async function tellOfLimits(cloud: Cloud): Promise<number> {
  const { now } = contextFor(cloud, systemActor('clock'));
  const place = { index: 'due', partition: 'open', to: now };
  return eachRow(cloud, plannedNoticesView, place, async (context, { planned }, key) => {
    const tell = key.startsWith('matter/') ? tellOfMatterByClock : tellOfCaseByClock;
    let told: object | null = null;
    for (const { stage, notice, at, since } of planned) {
      if (at > now) continue;
      const commandId = `policy/tell/${key}/${stage}/${notice}/${since}`;
      told = (await tell(context, { id: idOf(key), stage, notice, commandId })) ?? told;
    }
    return told;
  });
}
