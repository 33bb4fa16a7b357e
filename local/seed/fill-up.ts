import { contextFor, systemActor } from '../../commands/context.ts';
import type { County } from '../../samples/county.ts';
import { type Counts, FULL } from '../../samples/generate.ts';
import type { LocalCloud } from '../cloud.ts';
import type { FreshCounts } from './fresh/seed.ts';
import { seedGeneral } from './stock/catalogue.ts';
import { Filling } from './stock/filling.ts';
import { catalogueSections, stockSections } from './stock/sections.ts';
import { OPENING, openWorld } from './stock/world.ts';

export interface FillUpOptions {
  /** What is not said is full. */
  readonly counts?: Partial<Counts>;
  /** Cases and tickets that are there already and belong to the counts. */
  readonly fresh?: FreshCounts;
  /** Where the lines for people go. */
  readonly say?: (line: string) => void;
}

type Local = Pick<LocalCloud, 'platform' | 'cloud'>;

/**
 * Fills the county up to the reports' numbers: the rest of the catalogue, the told tickets, cases, tickets and licences,
 * as facts with their own dates. False when it was stopped before the end; called again, it goes on where it stopped, also after a
 * crash, and writes nothing twice. Other work goes first: between batches the event loop is free, and the views keep up.
 */
export async function fillUp(
  local: Local,
  county: County,
  signal: AbortSignal,
  { counts = {}, fresh = { cases: 0, tickets: 0 }, say = console.log }: FillUpOptions = {},
): Promise<boolean> {
  const started = performance.now();
  const total = { ...FULL, ...counts };
  say('正在后台补齐示例数据（事项、办件、工单、证照），不影响使用。');
  const filling = await Filling.begin(local.platform);
  const context = contextFor(local.cloud, systemActor('seed'));
  await seedGeneral({ ...context, today: OPENING });
  for (const section of catalogueSections(county, total)) {
    if (!(await filling.run(section, signal))) return false;
  }
  const world = await openWorld(local.cloud, county);
  const stock = { ...total, cases: total.cases - fresh.cases, tickets: total.tickets - fresh.tickets };
  for (const section of stockSections(world, county, stock)) {
    if (!(await filling.run(section, signal))) return false;
  }
  await filling.settle();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { services, cases, tickets, licences } = total;
  say(
    `示例数据已补齐：事项 ${services}、办件 ${cases}、工单 ${tickets}、证照 ${licences}（其中新到待办的办件 ${fresh.cases}、工单 ${fresh.tickets}），本次写入 ${filling.commits} 次提交，用时 ${seconds} 秒。`,
  );
  return true;
}
