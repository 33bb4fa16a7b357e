import { load } from '../../commands/transact.ts';
import { dataset } from '../../events/dataset/stream.ts';
import type { Context } from '../context.ts';

/** The country's divisions are read when somebody asks beyond the region. */
const country = () => import('../../lowcode/divisions/country.ts');

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

/** Children of a division, of the region when no parent is given; the country's provinces lie under 000000. */
export async function divisionsUnder(context: Context, parent: string | null | undefined) {
  const under = parent ?? context.cloud.region;
  const rows = (await rowsOf(context)).filter((row) => row.parent === under);
  return rows.length > 0 ? rows : (await country()).divisionsBelow(under);
}

export async function divisionByCode(context: Context, code: string) {
  const row = (await rowsOf(context)).find((one) => one.code === code);
  return { code, name: row?.name ?? '其他' };
}

/** The names of codes from the province down, as far as they are known: `湖南省 衡阳市 衡山县 开云镇`. */
export async function divisionPaths(context: Context, codes: readonly string[]) {
  const rows = await rowsOf(context);
  const { divisionPath } = await country();
  return codes.slice(0, MOST_PATHS).map((code) => {
    const inside = [code.slice(0, 9), code.slice(0, 12)].flatMap((each) => {
      const row = each.length > 6 ? rows.find((one) => one.code === each) : undefined;
      return row ? [{ code: row.code, name: row.name }] : [];
    });
    const below = inside.filter((one, i) => inside.findIndex((other) => other.code === one.code) === i);
    return { code, path: [...divisionPath(code), ...below] };
  });
}

const MOST_PATHS = 200;
