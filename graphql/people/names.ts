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
  const [unit, roles] = Object.entries(row?.units ?? {})[0] ?? [];
  if (!unit || !roles) return '工作人员';
  const facts = await context.loaders.unit(unit);
  return `${facts?.name.zh ?? ''}${words.role[roles[0] as Role]?.zh ?? ''}`;
}
