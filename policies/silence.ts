import { acceptCaseBySilence } from '../commands/application/intake.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { casesView } from '../views/cases/view.ts';
import { idOf } from '../views/view.ts';
import { eachRow } from './each-row.ts';

/**
 * Acceptance by silence (行政许可法 32): looks at the received cases whose fifth working day is over and accepts them.
 * Returns how many. The command's id names the case and the day, so that any number of clocks may tick.
 */
export async function acceptSilent(cloud: Cloud): Promise<number> {
  const { today } = contextFor(cloud, systemActor('clock'));
  return eachRow(
    cloud,
    casesView,
    { index: 'silence', partition: 'received', to: today },
    async (context, row, key) => {
      if (row.acceptBy === null || row.acceptBy >= today) return null;
      return acceptCaseBySilence(context, { id: idOf(key), commandId: `policy/silence/${key}/${row.acceptBy}` });
    },
  );
}
