import type { CommandContext } from '../../commands/context.ts';
import { CATEGORIES } from '../../commands/ticket/categories.ts';
import { load, transact } from '../../commands/transact.ts';
import { type DatasetFacts, dataset, publish } from '../../events/dataset/stream.ts';
import type { TicketLimit } from '../../events/ticket/events.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { County } from '../../samples/county.ts';
import { readHotline } from './hotline.ts';

/** Publishes the county's code lists: divisions, and the hotline's category tree with its limits. */
export async function seedCodeLists(context: CommandContext, county: County): Promise<void> {
  const divisions = county.divisions
    .filter((one) => one.code.startsWith(context.region))
    .map(({ code, name, level, parent }) => ({ code, name, level, parent }));
  await publishList(context, 'divisions', '行政区划', divisions);
  await publishList(context, CATEGORIES, '热线工单分类', categoryRows());
}

/** The hotline's categories with their limits, as the code list holds them. */
export function categoryRows(): readonly (JsonObject & { readonly key: string })[] {
  const hotline = readHotline();
  const limits = new Map(hotline.limits.map(({ key, settle }) => [key, limitOf(settle)]));
  return hotline.categories.map(({ key, name, kind, parent, limit }) => ({
    ...{ key, name, kind, parent: parent ?? null },
    limit: (limits.get(limit) ?? { unit: 'workingDays', count: 13 }) as unknown as JsonObject,
    urgentLimit: { unit: 'hours', count: 2 },
  }));
}

function limitOf(settle: { readonly amount: number; readonly unit: string }): TicketLimit {
  return { unit: settle.unit as TicketLimit['unit'], count: settle.amount };
}

async function publishList(
  context: CommandContext,
  key: string,
  name: string,
  rows: readonly JsonObject[],
): Promise<void> {
  const facts: DatasetFacts = {
    region: context.region,
    key,
    name: { zh: name },
    summary: { zh: name },
    unit: context.region,
    kind: 'codeList',
    updateCycle: '按需',
    fields: Object.keys(rows[0] ?? {}).map((field) => ({ key: field, name: { zh: field }, type: 'text' as const })),
    rows,
  };
  await transact(context, `seed/dataset/${key}`, async () => {
    const read = await load(context.platform, dataset, `${context.region}/${key}`);
    return { changes: [{ read, events: publish(read.state, facts, context.today) }] };
  });
}
