import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { chaseMatterByClock } from '../commands/matter/beside.ts';
import { matterTasksView } from '../views/matter-tasks/view.ts';
import { idOf } from '../views/view.ts';
import { eachRow } from './each-row.ts';

/**
 * Chases the stages of inner matters that nobody acted on (催办、督办、通报): those whose next chase has come due. Returns how
 * many were sent. The command's id names the stage, when it was entered and which chase, so that any number of clocks may
 * tick.
 */
export function chaseOverdue(cloud: Cloud): Promise<number> {
  const { now } = contextFor(cloud, systemActor('clock'));
  return eachRow(cloud, matterTasksView, { index: 'chases', partition: 'open', to: now }, (context, row) => {
    const commandId = `policy/chase/${row.matter}/${row.stage}/${row.enteredAt}/${row.sent}`;
    return chaseMatterByClock(context, { id: idOf(row.matter), stage: row.stage, commandId });
  });
}
