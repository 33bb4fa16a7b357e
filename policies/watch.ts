import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { recordProbe } from '../commands/site/sites.ts';
import type { ProbeFact } from '../events/site/stream.ts';
import { sitesView } from '../views/sites/view.ts';
import { idOf } from '../views/view.ts';

/** A site is probed again after this long. */
const EVERY_MS = 30 * 60_000;

/** Probes the registered sites whose last probe is half an hour old, one after another: polite, never in a burst. */
export async function watchSites(cloud: Cloud, probe: (url: string) => Promise<ProbeFact>): Promise<number> {
  const { entries } = await cloud.platform.views.list(sitesView, { index: 'all', partition: 'all', limit: 1000 });
  let probed = 0;
  for (const { key, row } of entries) {
    const context = contextFor(cloud, systemActor('watch'));
    const last = row.probes[0]?.at;
    if (last && Date.parse(context.now) - Date.parse(last) < EVERY_MS) continue;
    await recordProbe(context, { id: idOf(key), fact: await probe(row.url), commandId: newId() });
    probed += 1;
  }
  return probed;
}
