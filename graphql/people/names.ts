import type { Role } from '../../commands/actor.ts';
import { words } from '../../lowcode/words.ts';
import { staffView } from '../../views/staff/view.ts';
import type { Context } from '../context.ts';

/** An actor as others may see it: the unit and role of staff, never a person's name. */
export async function submitterName(context: Context, actor: string): Promise<string> {
  const [kind = '', id = ''] = actor.split('/');
  if (kind === 'subject') return '申请人';
  if (kind === 'system') return '系统';
  if (kind !== 'staff') return '来访者';
  const row = await context.cloud.platform.views.get(staffView, id);
  const [held] = Object.entries(row?.units ?? {});
  const [unit, role] = held ? [held[0], held[1][0]] : namedAfter(id);
  const facts = await context.loaders.unit(unit);
  const known = Object.hasOwn(words.role, role ?? '') ? words.role[role as Role].zh : null;
  return known ? `${facts?.name.zh ?? ''}${known}` : '工作人员';
}

/** Accounts that nobody signs in with are named after what they stand for: `430423-slj-clerk`. */
function namedAfter(account: string): [unit: string, role: string] {
  const at = account.lastIndexOf('-');
  return [account.slice(0, Math.max(at, 0)), account.slice(at + 1)];
}
