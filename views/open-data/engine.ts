import type { OpenColumn } from '../../lowcode/service/open-columns.ts';
import { Bounded } from '../../platform/contract/bounded.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { View } from '../../platform/contract/views.ts';
import { type OpenCaseRow, openCasesView } from '../open-cases/view.ts';
import { type OpenTicketRow, openTicketsView } from '../open-tickets/view.ts';
import { recordsView } from '../records/view.ts';
import {
  CASES,
  type CaseDimension,
  type CaseMeasure,
  TICKETS,
  type TicketDimension,
  type TicketMeasure,
} from './dimensions.ts';
import { type ItemClass, itemClasses } from './item.ts';
import { type PublishedClass, publish } from './publish.ts';

/** What is public of a kind of record as it was at a moment. */
export interface Snapshot<Dimension extends string, Measure extends string> {
  readonly classes: readonly PublishedClass<Dimension, Measure>[];
  /** Names that records gave to codes. */
  readonly names: ReadonlyMap<string, string>;
  readonly asOf: string;
}

/**
 * Explore lists: any filter, group and aggregate over a snapshot in memory, with its freshness stated. Records themselves
 * do not leave this module: lists, files and statistics are all made of the same published classes.
 */
export interface OpenData {
  cases(): Promise<Snapshot<CaseDimension, CaseMeasure>>;
  tickets(): Promise<Snapshot<TicketDimension, TicketMeasure>>;
  /** The cases of an item that has a dataset of its own, told apart by its columns too. */
  item(service: string, columns: readonly OpenColumn[]): Promise<ItemSnapshot>;
}

interface ItemSnapshot {
  readonly classes: readonly ItemClass[];
  readonly asOf: string;
}

/** A snapshot this old is taken anew when the view changed since. */
const FRESH_MS = 2000;
const MOST_ITEMS = 200;

type Stores = Pick<Platform, 'views' | 'clock'>;
type Entry<Row> = { readonly key: string; readonly row: Row };

export function openDataOf(platform: Stores): OpenData {
  const cases = snapshots(platform, openCasesView, (entries: readonly Entry<OpenCaseRow>[]) => {
    const rows = entries.map(({ row }) => row);
    const names = new Map(rows.map((row) => [row.service, row.serviceName]));
    return { classes: publish(rows, CASES.dimensions, CASES.measures), names, entries };
  });
  return {
    cases,
    tickets: snapshots(platform, openTicketsView, (entries: readonly Entry<OpenTicketRow>[]) => {
      const rows = entries.map(({ row }) => row);
      const names = new Map(rows.map((row) => [row.category, row.categoryName]));
      return { classes: publish(rows, TICKETS.dimensions, TICKETS.measures), names };
    }),
    item: items(platform, cases),
  };
}

/** Made inside the classes of all cases as they are at that moment. */
function items(
  { views }: Stores,
  cases: () => Promise<{ readonly entries: readonly Entry<OpenCaseRow>[]; readonly asOf: string }>,
): OpenData['item'] {
  const known = new Bounded<{ readonly of: string; readonly made: Promise<ItemSnapshot>; readonly at: number }>(
    MOST_ITEMS,
  );
  return async (service, columns) => {
    const id = JSON.stringify([service, ...columns.map(({ key, as }) => [key, as])]);
    const last = known.get(id);
    if (last && Date.now() - last.at < FRESH_MS) return last.made;
    const at = Date.now();
    const { entries, asOf } = await cases();
    const of = `${asOf}/${await views.revision(recordsView)}`;
    const make = async () => ({ classes: await itemClasses(views, entries, service, columns), asOf });
    const made = last?.of === of ? last.made : make();
    known.set(id, { of, made, at });
    made.catch(() => known.delete(id));
    return made;
  };
}

function snapshots<Row, Made extends object>(
  platform: Stores,
  view: View<Row & JsonObject>,
  make: (entries: readonly Entry<Row>[]) => Made,
): () => Promise<Made & { readonly asOf: string }> {
  let known: Promise<Made & { readonly asOf: string; readonly revision: string }> | null = null;
  let takenAt = 0;
  const take = async (revision: string) => {
    const asOf = platform.clock.now();
    const entries: Entry<Row>[] = [];
    for (let afterKey: string | undefined; ; ) {
      const page = await platform.views.scan(view, { limit: 1000, ...(afterKey ? { afterKey } : {}) });
      entries.push(...page.rows);
      afterKey = page.next;
      if (afterKey === undefined) return { ...make(entries), asOf, revision };
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
