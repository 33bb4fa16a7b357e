import { forbidden, may, unitsWith } from '../../commands/access.ts';
import { checkDefinition } from '../../commands/definition/check.ts';
import { keepersOf, read } from '../../commands/definition/edit.ts';
import { Refusal } from '../../events/stream.ts';
import type { RegisterDefinition } from '../../lowcode/register/definition.ts';
import type { Json } from '../../platform/contract/json.ts';
import { definitionsView } from '../../views/definitions/view.ts';
import type { Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { unitByCode } from '../service/units.ts';
import { columnModels, columnsOfForm } from './columns.ts';
import { registerResult } from './result.ts';

const MOST = 500;

/** The registers of the region, for staff who may look at cases there; each sees the cases of their own units in them. */
export async function registerList(context: Context) {
  if (!readsHere(context)) return [];
  const query = { index: 'byKind', partition: `${context.cloud.region}/register`, descending: true, limit: MOST };
  const { entries } = await context.cloud.platform.views.list(definitionsView, query);
  return Promise.all(
    entries
      .filter(({ row }) => row.state !== 'withdrawn')
      .map(async ({ row }) => {
        const { key, title, unit, changedAt } = row;
        return { key, title, changedAt, unit: () => unitByCode(context, unit), mayEdit: await edits(context, unit) };
      }),
  );
}

/** One register as it is saved; null when there is none, or it was taken away. */
export async function registerByKey(context: Context, { key }: { key: string }) {
  if (!readsHere(context)) return null;
  const { state } = await read(context.command, 'register', key);
  if (!state || state.withdrawn) return null;
  const definition = state.draft as unknown as RegisterDefinition;
  return {
    key,
    title: state.title,
    definition,
    revision: state.revision,
    unit: () => unitByCode(context, state.unit),
    mayEdit: await edits(context, state.unit),
    result: (args: Page & { offset?: number | null }) => registerResult(context, definition, args),
  };
}

/** What a register gives that is not saved yet. Throws FORBIDDEN, INVALID_DEFINITION with places. */
export async function registerPreview(context: Context, args: Page & { definition: Json; offset?: number | null }) {
  if (!readsHere(context)) throw forbidden();
  const { problems, value } = await checkDefinition(context.command, 'register', args.definition, 'structure');
  if (!value) throw new Refusal('INVALID_DEFINITION', problems[0]?.message ?? '', problems);
  return registerResult(context, value as unknown as RegisterDefinition, args);
}

/** The columns of a form for who assembles a register; null when there is no such form. */
export async function registerColumns(context: Context, { form }: { form: string }) {
  if (!readsHere(context)) throw forbidden();
  const columns = await columnsOfForm(context, form);
  if (!columns) return null;
  const units = new Set(unitsWith(context.command.actor, 'case.read'));
  const { rows } = await context.records.stand(form);
  return columnModels(
    context,
    columns,
    rows.filter((row) => row.units.some((unit) => units.has(unit))),
  );
}

function readsHere(context: Context): boolean {
  const { region } = context.cloud;
  const reads = [
    ...unitsWith(context.command.actor, 'case.read'),
    ...unitsWith(context.command.actor, 'register.edit'),
  ];
  return reads.some((unit) => unit === region || unit.startsWith(`${region}-`));
}

async function edits(context: Context, unit: string): Promise<boolean> {
  return may(context.command.actor, 'register.edit', await keepersOf(context.command, unit));
}
