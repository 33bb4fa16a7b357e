import type { ProbeFact, SiteEvent } from '../../events/site/stream.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A watched website with its last probes, newest first. */
export interface SiteRow {
  readonly name: Text;
  readonly url: string;
  readonly unit: string;
  readonly probes: readonly (ProbeFact & { readonly at: string })[];
}

/** A week of probes every half hour. */
const KEPT = 336;

export const sitesView = view<SiteRow, SiteEvent>({
  name: 'sites',
  version: 1,
  rowsPerStream: true,
  events: ['SiteRegistered', 'SiteProbed', 'SiteRemoved'],
  route: (event) => [event.stream],
  evolve(row, event) {
    if (event.type === 'SiteRegistered') {
      const { name, url, unit } = event.data;
      return { name, url, unit, probes: [] };
    }
    if (event.type === 'SiteRemoved') return null;
    const { reachable, ms, status, problem, probedAt } = event.data;
    return row && { ...row, probes: [{ at: probedAt, reachable, ms, status, problem }, ...row.probes].slice(0, KEPT) };
  },
  indexes: {
    all: (row, key) => [{ partition: 'all', sort: `${row.unit}/${key}` }],
  },
});
