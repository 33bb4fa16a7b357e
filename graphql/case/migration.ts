import { checkMigration, type Migrated, type MigrationWish, migrateCase } from '../../commands/application/migrate.ts';
import { casesView, STATES } from '../../views/cases/view.ts';
import { idOf } from '../../views/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { findable } from '../written.ts';

/** A request moves cases for so long, then says where to go on. */
const PATIENCE_MS = 1500;
const MOST_CASES = 50;

interface Args extends Omit<MigrationWish, 'fields' | 'stages' | 'dry'> {
  readonly fields?: MigrationWish['fields'] | null;
  readonly stages?: MigrationWish['stages'] | null;
  readonly dry: boolean;
  /** These only, by number. */
  readonly numbers?: readonly string[] | null;
  readonly after?: string | null;
  readonly commandId?: string | null;
}

/**
 * Moves the open cases of a version to another one, or (`dry`) says what would become of each: a bounded number at a time. A case
 * that cannot be moved is refused with its reasons and keeps nobody else.
 */
export async function migrateCases(context: Context, args: Args) {
  const wish = { ...args, fields: args.fields ?? [], stages: args.stages ?? [] };
  await checkMigration(context.command, wish);
  const begun = performance.now();
  const commandId = commandIdOf(context, args.commandId);
  const cases: Migrated[] = [];
  let after: string | null = args.after ?? null;
  do {
    const page = await openCasesAfter(context, after);
    for (const { id, number } of page.cases) {
      if (args.numbers && !args.numbers.includes(number)) continue;
      const done = await migrateCase(context.command, id, wish, `${id}/${commandId}`);
      if (done) cases.push(done);
    }
    after = page.next;
  } while (after !== null && cases.length < MOST_CASES && performance.now() - begun < PATIENCE_MS);
  for (const { position } of cases) if (position) await findable(context, position);
  const moved = cases.filter(({ outcome }) => outcome === 'moved');
  return {
    moved: moved.length,
    refused: cases.length - moved.length,
    cases: cases.map(({ outcome, number, problems, dropped, feeChanges }) => ({
      ...{ outcome, number, problems, dropped, feeChanges },
    })),
    next: after,
    ms: Math.round(performance.now() - begun),
  };
}

/** Open cases of the region, state by state. */
async function openCasesAfter(context: Context, after: string | null) {
  const [given = '', cursor = ''] = (after ?? '').split(' ');
  const at = Math.max(0, (STATES.open as readonly string[]).indexOf(given));
  const { entries, more } = await context.cloud.platform.views.list(casesView, {
    ...{ index: 'byState', partition: `${context.cloud.region}/${STATES.open[at]}`, limit: 20 },
    ...(cursor ? { after: cursor } : {}),
  });
  const last = entries.at(-1)?.cursor;
  const following = STATES.open[at + 1];
  const next = more && last ? `${STATES.open[at]} ${last}` : following === undefined ? null : `${following} `;
  return { cases: entries.map(({ key, row }) => ({ id: idOf(key), number: row.number })), next };
}
