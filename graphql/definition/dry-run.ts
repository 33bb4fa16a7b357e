import { prepareDryRun } from '../../commands/definition/dry-run.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import { Refusal } from '../../events/stream.ts';
import type { Finding } from '../../lowcode/dry-run/compare-answers.ts';
import type { Json } from '../../platform/contract/json.ts';
import { casesView } from '../../views/cases/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';

/** A request looks at cases for so long, then says how to go on. */
const PATIENCE_MS = 1500;
const MOST_CASES = 200;
/** Numbers shown of each kind of change: enough to look at. */
const MOST_NUMBERS = 20;

interface Args {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly definition?: Json | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

interface Sum extends Finding {
  count: number;
  readonly cases: string[];
}

/**
 * Tries a version that is not published on the latest cases, a bounded number at a time: what would change, how often, in which
 * cases of those that the viewer may see.
 */
export async function dryRun(context: Context, args: Args) {
  const begun = performance.now();
  const most = Math.min(Math.max(args.first ?? MOST_CASES, 1), MOST_CASES);
  const run = await prepareDryRun(context.command, { ...args, definition: args.definition ?? null });
  const sums = new Map<string, Sum>();
  const total = { examined: 0, affected: 0, unreadable: 0 };
  let after: string | null = args.after ?? null;
  let more = true;
  while (more && total.examined < most && performance.now() - begun < PATIENCE_MS) {
    const page = await casesAfter(context, args, after, Math.min(20, most - total.examined));
    for (const id of page.ids) {
      const tried = await run.try(id);
      if (tried === null) continue;
      total.examined += 1;
      if (tried === 'erased') total.unreadable += 1;
      else if (tried.findings.length > 0) {
        total.affected += 1;
        for (const one of tried.findings) add(sums, one, tried.number);
      }
    }
    after = page.next;
    more = page.next !== null;
  }
  return {
    ...total,
    findings: [...sums.values()].sort((a, b) => b.count - a.count),
    next: more ? after : null,
    ms: Math.round(performance.now() - begun),
  };
}

function add(sums: Map<string, Sum>, { change, detail }: Finding, number: string | null): void {
  const name = `${change} ${detail}`;
  const sum = sums.get(name) ?? { change, detail, count: 0, cases: [] };
  sum.count += 1;
  if (number !== null && sum.cases.length < MOST_NUMBERS) sum.cases.push(number);
  sums.set(name, sum);
}

/** Cases of the items that are bound to the definition, item by item, the latest first. `next`: where to go on; null at the end. */
async function casesAfter(context: Context, { kind, key }: Args, after: string | null, limit: number) {
  const services = await servicesOf(context, kind, key);
  const [at, cursor] = placeOf(after);
  const from = at === '' ? 0 : services.indexOf(at);
  const service = services[from];
  if (from < 0 && services.length > 0) throw new Refusal('BAD_CURSOR', '事项刚刚有了变化，请重新试算');
  if (service === undefined) return { ids: [], next: null };
  const { entries, more } = await context.cloud.platform.views.list(casesView, {
    ...{ index: 'byService', partition: `${context.cloud.region}/${service}`, descending: true, limit },
    ...(cursor ? { after: cursor } : {}),
  });
  const last = entries.at(-1)?.cursor;
  const following = services[from + 1];
  const next = more && last ? `${service} ${last}` : following === undefined ? null : `${following} `;
  return { ids: entries.map(({ key: stream }) => idOf(stream)), next };
}

function placeOf(after: string | null): readonly [service: string, cursor: string] {
  const [service = '', cursor = ''] = (after ?? '').split(' ');
  return [service, cursor];
}

/** Keys of the items that are bound to a definition, sorted. */
async function servicesOf(context: Context, kind: DefinitionKind, key: string): Promise<readonly string[]> {
  if (kind === 'service') return [key];
  const all = await context.directory.all();
  return [...all.values()]
    .filter(({ definition }) => (kind === 'form' ? definition.form : definition.flow) === key)
    .map((row) => row.key)
    .sort();
}
