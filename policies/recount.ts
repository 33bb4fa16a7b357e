import { recountCaseLimit } from '../commands/application/intake.ts';
import type { Cloud } from '../commands/context.ts';
import { idOf } from '../views/view.ts';
import { eachCase } from './each-case.ts';

/**
 * Dates that could not be told because the holidays of a year were not announced: counted again once they are. Returns how
 * many cases were given theirs. Nothing happens while the calendar stays as it is.
 */
export async function recountUndated(cloud: Cloud): Promise<number> {
  const years = cloud.calendar.years.map(({ year }) => year).join('-');
  return eachCase(cloud, { index: 'undated', partition: 'undated' }, (context, row, key) =>
    // Named by what was known and what is missing, so that any number of clocks may tick.
    recountCaseLimit(context, { id: idOf(key), commandId: `policy/recount/${key}/${years}/${row.state}` }),
  );
}
