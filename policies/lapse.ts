import { lapseCaseSupplement } from '../commands/application/intake.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { casesView } from '../views/cases/view.ts';
import { idOf } from '../views/view.ts';
import { eachRow } from './each-row.ts';

/**
 * Ends the waiting for supplements whose term has passed (逾期未补正), as the flow of the case says. Returns how many. The
 * command's id names the case and the day, so that any number of clocks may tick.
 */
export async function lapseSupplements(cloud: Cloud): Promise<number> {
  const { today } = contextFor(cloud, systemActor('clock'));
  const place = { index: 'supplement', partition: 'waiting', to: today };
  return eachRow(cloud, casesView, place, async (context, { supplementDue }, key) =>
    supplementDue === null || supplementDue >= today
      ? null
      : lapseCaseSupplement(context, { id: idOf(key), commandId: `policy/lapse/${key}/${supplementDue}` }),
  );
}
