import { acceptCaseBySilence } from '../commands/application/intake.ts';
import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { casesView } from '../views/cases/view.ts';
import { idOf } from '../views/view.ts';

/**
 * Acceptance by silence (行政许可法 32): looks at the received cases whose fifth working day is over and accepts them.
 * Returns how many. The command's id names the case and the day, so that any number of clocks may tick.
 */
export async function acceptSilent(cloud: Cloud): Promise<number> {
  const context = contextFor(cloud, systemActor('clock'));
  let accepted = 0;
  for (let after: string | undefined; ; ) {
    const page = await cloud.platform.views.list(casesView, {
      index: 'silence',
      partition: 'received',
      to: context.today,
      limit: 100,
      ...(after ? { after } : {}),
    });
    for (const { key, row } of page.entries) {
      if (row.acceptBy === null || row.acceptBy >= context.today) continue;
      const wish = { id: idOf(key), commandId: `policy/silence/${key}/${row.acceptBy}` };
      if (await acceptCaseBySilence(context, wish)) accepted += 1;
    }
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) return accepted;
  }
}
