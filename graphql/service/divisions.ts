import { load } from '../../commands/transact.ts';
import { dataset } from '../../events/dataset/stream.ts';
import type { Context } from '../context.ts';

/** Key of the code list with the region's divisions. */
export const DIVISIONS = 'divisions';

interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
}

const FRESH_MS = 60_000;
const known = new WeakMap<object, { rows: Promise<readonly DivisionRow[]>; until: number }>();

async function rowsOf(context: Context): Promise<readonly DivisionRow[]> {
  const { platform, region } = context.cloud;
  const hit = known.get(platform);
  if (hit && hit.until > Date.now()) return hit.rows;
  const rows = load(platform, dataset, `${region}/${DIVISIONS}`).then(
    ({ state }) => (state?.facts.rows ?? []) as unknown as readonly DivisionRow[],
  );
  known.set(platform, { rows, until: Date.now() + FRESH_MS });
  rows.catch(() => known.delete(platform));
  return rows;
}

/** Children of a division; of the region when no parent is given. */
export async function divisionsUnder(context: Context, parent: string | null | undefined) {
  const under = parent ?? context.cloud.region;
  return (await rowsOf(context)).filter((row) => row.parent === under);
}

export async function divisionByCode(context: Context, code: string) {
  const row = (await rowsOf(context)).find((one) => one.code === code);
  return { code, name: row?.name ?? '其他' };
}
