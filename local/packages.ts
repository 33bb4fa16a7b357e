import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { exportPackage } from '../commands/package/export.ts';
import { importPackage } from '../commands/package/import.ts';
import { planImport, type UnitMapping, type UsersOf } from '../commands/package/plan.ts';
import { Refusal } from '../events/stream.ts';
import { usersOfAll } from '../graphql/definition/users.ts';
import { planModel } from '../graphql/package/model.ts';
import type { PackageFile } from '../lowcode/package/package.ts';
import { filesOf } from '../lowcode/package/write.ts';

/**
 * Packages as the operator of the machine wishes: `export`, `diff`, `import`. What is imported here is published at once,
 * since whoever owns the machine said so; people import at the desk, and what they import is reviewed as everything is.
 */
export async function packageTool(cloud: Cloud, body: Record<string, string>): Promise<unknown> {
  const context = contextFor(cloud, systemActor('operator'));
  if (body.do === 'export') {
    const keys = listed(body.keys);
    const wish = { keys, key: body.key ?? null, version: body.version ?? null };
    return { files: filesOf(await exportPackage(context, wish)) };
  }
  const files = JSON.parse(body.files ?? '[]') as readonly PackageFile[];
  const units = listed(body.units).map((pair): UnitMapping => {
    const [from = '', to = ''] = pair.split('=');
    return { from, to };
  });
  const usersOf: UsersOf = (parts) => usersOfAll({ cloud }, parts);
  if (body.do === 'diff') return planModel(await planImport(context, files, units, usersOf));
  if (body.do !== 'import') throw new RangeError('没有这个命令');
  try {
    return planModel(await importPackage(context, { files, units, publish: true, usersOf, commandId: newId() }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const lines = (error.fields ?? []).map(({ path, code, message }) => `  ${code} ${path}\n    ${message}`);
    throw new Refusal(error.code, [`${error.code}: ${error.message}`, ...lines].join('\n'));
  }
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').filter((one) => one !== '');
}
