import { unitsWith } from '../../commands/access.ts';
import type { Context } from '../context.ts';

export const VERSION = '0.1.0';

/** How the cloud is; for administrators, null for others. */
export async function statusOf(context: Context) {
  const { actor } = context.command;
  if (actor.kind !== 'system' && unitsWith(actor, 'cloud.operate').length === 0) return null;
  const { log, runner, soundness } = context.cloud.platform;
  const heads = await log.heads();
  const views = await runner.status();
  return {
    version: VERSION,
    commits: heads.reduce((sum, head) => sum + head, 0),
    soundness: soundness?.() ?? null,
    brokenForms: (await context.brokenForms?.()) ?? [],
    views: views.map(({ name, version, behind, parked }) => ({ name, version, behind, parked: parked.length })),
  };
}
