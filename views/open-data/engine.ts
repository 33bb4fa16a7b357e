import type { JsonObject } from '../../platform/contract/json.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { View } from '../../platform/contract/views.ts';
import { type OpenCaseRow, openCasesView } from '../open-cases/view.ts';
import { type OpenTicketRow, openTicketsView } from '../open-tickets/view.ts';

/** Rows of an open dataset as they were at a moment. */
export interface Snapshot<Row> {
  readonly rows: readonly { readonly key: string; readonly row: Row }[];
  readonly asOf: string;
}

/** Explore lists: any filter, group and aggregate over a snapshot in memory, with its freshness stated. */
export interface OpenData {
  cases(): Promise<Snapshot<OpenCaseRow>>;
  tickets(): Promise<Snapshot<OpenTicketRow>>;
}

/** A snapshot this old is taken anew when the view changed since. */
const FRESH_MS = 2000;

export function openDataOf(platform: Pick<Platform, 'views' | 'clock'>): OpenData {
  return { cases: snapshots(platform, openCasesView), tickets: snapshots(platform, openTicketsView) };
}

function snapshots<Row>(
  platform: Pick<Platform, 'views' | 'clock'>,
  view: View<Row & JsonObject>,
): () => Promise<Snapshot<Row>> {
  let known: Promise<Snapshot<Row> & { readonly revision: string }> | null = null;
  let takenAt = 0;
  const take = async (revision: string) => {
    const asOf = platform.clock.now();
    const rows: { key: string; row: Row }[] = [];
    for (let afterKey: string | undefined; ; ) {
      const page = await platform.views.scan(view, { limit: 1000, ...(afterKey ? { afterKey } : {}) });
      for (const entry of page.rows) rows.push(entry);
      afterKey = page.next;
      if (afterKey === undefined) return { rows, asOf, revision };
    }
  };
  return async () => {
    if (known && Date.now() - takenAt < FRESH_MS) return known;
    const revision = await platform.views.revision(view);
    takenAt = Date.now();
    const last = known && (await known);
    if (last?.revision === revision) return last;
    known = take(revision);
    known.catch(() => {
      known = null;
    });
    return known;
  };
}
