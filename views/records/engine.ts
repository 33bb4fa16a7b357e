import { Refusal } from '../../events/stream.ts';
import { Bounded } from '../../platform/contract/bounded.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { type CaseRow, casesView, dueOf } from '../cases/view.ts';
import type { ExploreRow, Value } from './explore.ts';
import { type RecordRow, recordsView } from './view.ts';

/** The cases of a form as they were at a moment. */
export interface Stand {
  readonly rows: readonly ExploreRow[];
  /** When it was taken: everything committed some moments before is in it. */
  readonly asOf: string;
  /** Where the views stood: the same text means the same rows. */
  readonly position: string;
}

/** Explore lists and registers: any filter, sort and group over one form's cases in memory (docs/decisions). */
export interface Records {
  /** Throws EXPLORE_TOO_LARGE. */
  stand(form: string): Promise<Stand>;
}

/** A stand this old is taken anew when something changed since; at most a twentieth of the time goes into taking. */
const FRESH_MS = 2000;
const SHARE = 20;
const PAGE = 500;
/** Rows of one form, and of all that are kept: some 100 MB. */
export const MOST_ROWS = 200_000;
const MOST_FORMS = 50;

interface Known {
  readonly stand: Promise<Stand>;
  readonly takenAt: number;
  freshMs: number;
}

export function recordsOf(platform: Pick<Platform, 'views' | 'clock'>): Records {
  const known = new Bounded<Known>(MOST_FORMS);
  const { views, clock } = platform;
  let kept = 0;

  const position = async () => `${await views.revision(recordsView)}/${await views.revision(casesView)}`;

  const take = async (form: string, at: string): Promise<Stand> => {
    const asOf = clock.now();
    const rows: ExploreRow[] = [];
    for (let after: string | undefined; ; ) {
      const query = { index: 'byForm', partition: form, limit: PAGE, ...(after ? { after } : {}) };
      const page = await views.list(recordsView, query);
      const cases = await views.getMany(
        casesView,
        page.entries.map(({ key }) => key),
      );
      for (const [i, { key, row }] of page.entries.entries()) {
        const found = cases[i];
        // The other view is a moment behind: it is there next time.
        if (found) rows.push(exploreRow(key, row, found));
      }
      if (rows.length > MOST_ROWS)
        throw new Refusal('EXPLORE_TOO_LARGE', `这份表单的办件超过${MOST_ROWS}件，请用列表或开放数据`);
      after = page.entries.at(-1)?.cursor;
      if (!page.more || !after) return { rows, asOf, position: at };
    }
  };

  const renewed = async (form: string, last: Known | undefined): Promise<Stand> => {
    const at = await position();
    const before = await last?.stand.catch(() => undefined);
    const stand = before?.position === at ? { ...before, asOf: clock.now() } : await take(form, at);
    kept += stand.rows.length - (before?.rows.length ?? 0);
    return stand;
  };

  return {
    async stand(form) {
      const last = known.get(form);
      if (last && Date.now() - last.takenAt < last.freshMs) return last.stand;
      const began = Date.now();
      // Whoever asks while it is taken waits for the same: many at once cost as much as one.
      const entry: Known = { stand: renewed(form, last), takenAt: began, freshMs: Number.POSITIVE_INFINITY };
      known.set(form, entry);
      entry.stand.then(
        ({ rows }) => {
          entry.freshMs = Math.max(FRESH_MS, (Date.now() - began) * SHARE);
          if (kept <= MOST_ROWS) return;
          // Whoever asks again takes theirs anew.
          known.clear();
          known.set(form, entry);
          kept = rows.length;
        },
        () => known.delete(form),
      );
      return entry.stand;
    },
  };
}

/** A case with its facts as columns. */
export function exploreRow(key: string, record: RecordRow, found: CaseRow): ExploreRow {
  const due = found.state === 'received' || found.state === 'accepted' ? dueOf(found) : found.promisedDue;
  const values: { [column: string]: Value } = {
    case_number: found.number,
    case_state: found.state,
    case_unit: found.unit,
    case_service: found.service.key,
    case_channel: found.channel,
    case_submittedOn: found.submittedOn,
    case_acceptedOn: found.acceptedOn,
    case_decidedOn: found.decidedOn,
    case_due: due === '9999-12-31' ? null : due,
    case_onTime: found.onTime,
  };
  for (const [id, answer] of Object.entries(record.answers))
    if (typeof answer === 'string' || typeof answer === 'boolean' || isTexts(answer)) values[id] = answer;
  return { key, version: record.version, units: found.units, values };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
