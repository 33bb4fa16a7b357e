import { notFound, require } from '../../commands/access.ts';
import { recordProbe, registerSite, removeSite } from '../../commands/site/sites.ts';
import { type SiteRow, sitesView } from '../../views/sites/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { settled } from '../settled.ts';

function siteModel(context: Context, row: SiteRow, key: string) {
  const weekAgo = new Date(Date.parse(context.command.now) - 7 * 86_400_000).toISOString();
  const recent = row.probes.filter((probe) => probe.at >= weekAgo);
  const times = recent.flatMap((probe) => (probe.ms === null ? [] : [probe.ms])).sort((a, b) => a - b);
  return {
    id: key.slice('site/'.length),
    name: row.name,
    url: row.url,
    unit: () => unitNeeded(context, row.unit),
    reachability: recent.length === 0 ? null : recent.filter((probe) => probe.reachable).length / recent.length,
    medianMs: times[Math.floor(times.length / 2)] ?? null,
    lastProbe: row.probes[0] ?? null,
    recent: row.probes.slice(0, 50),
  };
}

/** Watched websites: public, as what they show is. */
export async function sitesList(context: Context) {
  const { entries } = await context.cloud.platform.views.list(sitesView, {
    index: 'all',
    partition: 'all',
    limit: 500,
  });
  return entries.map(({ key, row }) => siteModel(context, row, key));
}

export async function siteById(context: Context, { id }: { id: string }) {
  const row = await context.cloud.platform.views.get(sitesView, `site/${id}`);
  return row && siteModel(context, row, `site/${id}`);
}

export async function registerNewSite(
  context: Context,
  args: { name: string; url: string; unit: string; commandId?: string | null },
) {
  const id = await registerSite(context.command, { ...args, commandId: commandIdOf(context, args.commandId) });
  await settled(context, sitesView, `site/${id}`);
  return siteById(context, { id });
}

export async function removeWatchedSite(
  context: Context,
  { id, commandId }: { id: string; commandId?: string | null },
) {
  const position = await removeSite(context.command, { id, commandId: commandIdOf(context, commandId) });
  if (position) await context.cloud.platform.views.waitFor(sitesView, position);
  return true;
}

/** Probes now and records what was found. */
export async function probeSite(context: Context, { id }: { id: string }) {
  const row = await context.cloud.platform.views.get(sitesView, `site/${id}`);
  if (!row) throw notFound('这个网站');
  const unit = await context.command.units.need(row.unit);
  require(context.command.actor, 'site.register', [unit.code, ...unit.ancestors]);
  const fact = await context.probe(row.url);
  const position = await recordProbe(context.command, { id, fact, commandId: commandIdOf(context, null) });
  if (position) await context.cloud.platform.views.waitFor(sitesView, position);
  return siteById(context, { id });
}
