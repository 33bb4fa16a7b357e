import type { Holdings } from '../../commands/application/records.ts';
import { read } from '../../commands/definition/edit.ts';
import { checkRegister } from '../../lowcode/register/check.ts';
import type { RegisterDefinition } from '../../lowcode/register/definition.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { ListPage, View } from '../../platform/contract/views.ts';
import { type CaseRow, casesView } from '../../views/cases/view.ts';
import { licencesView } from '../../views/licences/view.ts';
import { exploreRow } from '../../views/records/engine.ts';
import { matching } from '../../views/records/explore.ts';
import { type RecordRow, recordsView } from '../../views/records/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';
import { columnsOfForm } from '../register/columns.ts';

/** How far back is looked: the newest so many cases or licences of one person or company. */
const MOST_LOOKED_THROUGH = 1000;
const PAGE = 100;
/** More than one may not be open to who asks; further back nothing is looked for. */
const MOST_FOUND = 5;

/** Where the records of an applicant are. Cases on trial (试运行) are none. */
export function holdingsOf(context: Context): Holdings {
  return {
    async licences(subject, licenceType) {
      const rows = lookedThrough(context, licencesView, subject, (page) => Promise.resolve(page));
      return firstOf(rows, ({ row }) => row.typeKey === licenceType);
    },
    async cases(subject, form) {
      return firstOf(casesOf(context, subject), ({ record }) => record.form === form);
    },
    async entries(subject, register) {
      const { state } = await read(context.command, 'register', register);
      if (!state || state.withdrawn) return null;
      const definition = state.draft as unknown as RegisterDefinition;
      const columns = await columnsOfForm(context, definition.form);
      // A register that no longer fits its form has no entries until somebody mends it.
      if (!columns || checkRegister(definition, columns).length > 0) return null;
      const stands = ({ key, row, record }: Case) =>
        row.state === 'granted' &&
        record.form === definition.form &&
        matching([exploreRow(key, record, row)], definition.filters ?? [], columns).length > 0;
      return { name: definition.name, cases: await firstOf(casesOf(context, subject), stands) };
    },
  };
}

interface Case {
  readonly key: string;
  readonly row: CaseRow;
  readonly record: RecordRow;
}

function casesOf(context: Context, subject: string): AsyncGenerator<Case> {
  return lookedThrough(context, casesView, subject, async (page) => {
    const records = await context.cloud.platform.views.getMany(
      recordsView,
      page.map(({ key }) => key),
    );
    return page.flatMap(({ key, row }, i) => {
      const record = records[i];
      return record ? [{ key, row, record }] : [];
    });
  });
}

/** What a subject has in a view, newest first, page by page. */
async function* lookedThrough<Row extends JsonObject, Shown extends { readonly key: string }>(
  context: Context,
  view: View<Row>,
  subject: string,
  shown: (page: ListPage<Row>['entries']) => Promise<readonly Shown[]>,
): AsyncGenerator<Shown> {
  await context.written?.shown(context);
  let after: string | undefined;
  for (let seen = 0; seen < MOST_LOOKED_THROUGH; seen += PAGE) {
    const query = { index: 'bySubject', partition: subject, descending: true, limit: PAGE };
    const page = await context.cloud.platform.views.list(view, { ...query, ...(after ? { after } : {}) });
    yield* await shown(page.entries);
    after = page.entries.at(-1)?.cursor;
    if (!page.more || !after) return;
  }
}

async function firstOf<Shown extends { readonly key: string }>(
  all: AsyncGenerator<Shown>,
  wanted: (one: Shown) => boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const one of all) {
    if (wanted(one)) ids.push(idOf(one.key));
    if (ids.length === MOST_FOUND) break;
  }
  return ids;
}
