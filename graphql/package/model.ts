import { type ExportWish, exportPackage, requireHere, requireReader } from '../../commands/package/export.ts';
import { importPackage } from '../../commands/package/import.ts';
import { type ImportPlan, planImport, type UnitMapping } from '../../commands/package/plan.ts';
import type { DefinitionName } from '../../events/definition/events.ts';
import type { PackageFile } from '../../lowcode/package/package.ts';
import { filesOf } from '../../lowcode/package/write.ts';
import { packagesView } from '../../views/packages/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { usersOfAll } from '../definition/users.ts';

interface Files {
  readonly files: readonly PackageFile[];
  readonly units?: readonly UnitMapping[] | null;
}

/** The packages that were imported into the region, by key. */
export async function packageList(context: Context) {
  requireReader(context.command);
  const query = { index: 'byRegion', partition: context.cloud.region, limit: 1000 };
  const { entries } = await context.cloud.platform.views.list(packagesView, query);
  return entries.map(({ row }) => row);
}

export async function packageFiles(context: Context, { keys, key, version }: ExportWish) {
  return filesOf(await exportPackage(context.command, { keys, key: key ?? null, version: version ?? null }));
}

export async function packageDiff(context: Context, { files, units }: Files) {
  requireHere(context.command, 'definition.edit');
  return planModel(await planImport(context.command, files, units ?? [], (parts) => usersOfAll(context, parts)));
}

/** Sent for review: what is imported is published by somebody else, as everything is. */
export async function importFiles(context: Context, args: Files & { readonly commandId?: string | null }) {
  requireHere(context.command, 'definition.edit');
  const usersOf = (parts: readonly DefinitionName[]) => usersOfAll(context, parts);
  const wish = { files: args.files, units: args.units ?? [], publish: false, usersOf };
  return planModel(await importPackage(context.command, { ...wish, commandId: commandIdOf(context, args.commandId) }));
}

/** A plan as it is shown, also by the command line. */
export function planModel(plan: ImportPlan) {
  return {
    key: plan.package?.info.key ?? null,
    name: plan.package?.info.name ?? null,
    version: plan.package?.info.version ?? null,
    definitions: plan.definitions.map(({ kind, key, title, what, changes }) => ({ kind, key, title, what, changes })),
    units: plan.units,
    problems: plan.problems,
  };
}
