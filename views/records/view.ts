import type { ApplicationEvent } from '../../events/application/events.ts';
import type { Answer, Answers } from '../../lowcode/form/definition.ts';
import type { ColumnType } from '../../lowcode/form/listing.ts';
import { type Placed, view } from '../view.ts';
import { sortText } from './order.ts';

/** What a case answered that is not personal: what lists, registers and statistics of its form are made of. */
export interface RecordRow {
  readonly form: string;
  readonly version: number;
  readonly submittedAt: string;
  readonly number: string;
  /** Answers outside rows; those in rows are read with the case. */
  readonly answers: Answers;
  readonly sorts: readonly { readonly key: string; readonly type: ColumnType }[];
  /** Units whose sorted lists show it; none where nothing is sorted, so that most cases are written once. */
  readonly units: readonly string[];
}

type Listens = Extract<
  ApplicationEvent,
  { type: 'ApplicationSubmitted' | 'SupplementProvided' | 'StagesEntered' | 'CaseMigrated' }
>;

/** Answers that stand by themselves: rows and files are lists of objects. */
function plain(answers: Answers): Answers {
  const kept = Object.entries(answers).filter(
    ([, answer]) => !(Array.isArray(answer) && answer.some((one) => typeof one === 'object')),
  );
  return Object.fromEntries(kept) as { readonly [key: string]: Answer };
}

function evolve(row: RecordRow | null, event: Placed<Listens>): RecordRow | null {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { data } = event;
      return {
        form: data.form.key,
        version: data.form.version,
        submittedAt: event.at,
        number: data.number,
        answers: plain(data.answers),
        sorts: data.sorts,
        units: data.sorts.length > 0 ? [...new Set([...data.unitPath, ...data.alsoUnits])] : [],
      };
    }
    case 'SupplementProvided':
      return row && { ...row, answers: plain(event.data.answers) };
    case 'CaseMigrated':
      return row && { ...row, version: event.data.to.form.version, answers: plain(event.data.answers) };
    case 'StagesEntered': {
      if (!row || row.sorts.length === 0) return row;
      const entered = event.data.stages.map(({ unit }) => unit).filter((unit) => !row.units.includes(unit));
      return entered.length === 0 ? row : { ...row, units: [...row.units, ...new Set(entered)] };
    }
  }
}

export const recordsView = view<RecordRow, Listens>({
  name: 'records',
  version: 4,
  rowsPerStream: true,
  events: ['ApplicationSubmitted', 'SupplementProvided', 'StagesEntered', 'CaseMigrated'],
  // Nothing on trial (试运行) is counted or listed as data; later facts of such a case find no row.
  route: (event) => (event.type === 'ApplicationSubmitted' && event.data.trial ? [] : [event.stream]),
  evolve,
  indexes: {
    byForm: (row) => [{ partition: row.form, sort: row.submittedAt }],
    /** Only what the form declared, and only where it was answered: what was not comes last, from the list of cases. */
    bySort: (row) =>
      row.sorts.flatMap(({ key, type }) => {
        const sort = sortText(type, row.answers[key]);
        if (sort === null) return [];
        return row.units.map((unit) => ({ partition: `${unit}/${row.form}/${key}`, sort: `${sort}/${row.number}` }));
      }),
  },
});
