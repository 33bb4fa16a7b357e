import { OPEN_END } from '../../lowcode/form/bounds.ts';
import { columnType } from '../../lowcode/form/listing.ts';
import type { OpenColumn } from '../../lowcode/service/open-columns.ts';
import type { ViewReader } from '../../platform/contract/views.ts';
import type { OpenCaseRow } from '../open-cases/view.ts';
import { type RecordRow, recordsView } from '../records/view.ts';
import { CASES, type CaseDimension, type CaseMeasure, quarterOf } from './dimensions.ts';
import { type PublishedClass, publishWithin } from './publish.ts';

/** `answer.<key>`: an item's own column, apart from what is open of every case. */
export type AnswerColumn = `answer.${string}`;
export type ItemClass = PublishedClass<CaseDimension | AnswerColumn, CaseMeasure | AnswerColumn>;

interface Case {
  readonly key: string;
  readonly row: OpenCaseRow;
}

const PAGE = 500;

/** The cases of one item as they are published, told apart by its own columns too. */
export async function itemClasses(
  views: Pick<ViewReader, 'getMany'>,
  cases: readonly Case[],
  service: string,
  columns: readonly OpenColumn[],
): Promise<readonly ItemClass[]> {
  const own = cases.filter(({ row }) => row.service === service).map(({ key }) => key);
  const answers = new Map<string, RecordRow['answers']>();
  for (let at = 0; at < own.length; at += PAGE) {
    const keys = own.slice(at, at + PAGE);
    const found = await views.getMany(recordsView, keys);
    for (const [i, key] of keys.entries()) answers.set(key, found[i]?.answers ?? {});
  }
  const rows = cases.map(({ key, row }) => ({ ...row, answers: answers.get(key) ?? {} }));
  const column = ({ key }: OpenColumn): AnswerColumn => `answer.${key}`;
  return publishWithin(
    rows,
    CASES.dimensions,
    ['service', service],
    columns
      .filter(({ as }) => as !== 'mean')
      .map((one) => [column(one), (row: (typeof rows)[number]) => told(one, row.answers[one.key])] as const),
    [
      ...CASES.measures,
      ...columns
        .filter(({ as }) => as === 'mean')
        .map((one) => [column(one), (row: (typeof rows)[number]) => numberOf(one, row.answers[one.key])] as const),
    ],
  );
}

function told({ as }: OpenColumn, answer: unknown): string | null {
  if (typeof answer === 'boolean') return String(answer);
  if (typeof answer !== 'string' || answer === '' || answer === OPEN_END) return null;
  return as === 'quarter' ? quarterOf(answer) : answer;
}

/** Money in yuan. */
function numberOf({ field }: OpenColumn, answer: unknown): number | null {
  const number = typeof answer === 'string' && answer !== '' ? Number(answer) : Number.NaN;
  if (!Number.isFinite(number)) return null;
  return columnType(field) === 'money' ? number / 100 : number;
}
