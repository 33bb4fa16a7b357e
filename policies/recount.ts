import { recountCaseLimit } from '../commands/application/intake.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { casesView } from '../views/cases/view.ts';
import { idOf } from '../views/view.ts';

/**
 * Dates that could not be told because the holidays of a year were not announced: counted again once they are. Returns how
 * many cases were given theirs. Nothing happens while the calendar stays as it is.
 */
export async function recountUndated(cloud: Cloud): Promise<number> {
  const context = contextFor(cloud, systemActor('clock'));
  const years = cloud.calendar.years.map(({ year }) => year).join('-');
  let recounted = 0;
  for (let after: string | undefined; ; ) {
    const page = await cloud.platform.views.list(casesView, {
      ...{ index: 'undated', partition: 'undated', limit: 100 },
      ...(after ? { after } : {}),
    });
    for (const { key, row } of page.entries) {
      // Named by what was known and what is missing, so that any number of clocks may tick.
      const commandId = `policy/recount/${key}/${years}/${row.state}`;
      if (await recountCaseLimit(context, { id: idOf(key), commandId })) recounted += 1;
    }
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) return recounted;
  }
}
