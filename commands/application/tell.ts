import type { CommandContext } from '../context.ts';
import { type OnCase, onCase } from './case.ts';
import { noticesByClock } from './notices.ts';

/** Tells of an open stage what its time has come for; the clock sends this. Nothing when somebody acted or it was told. */
export function tellOfCaseByClock(
  context: CommandContext,
  wish: OnCase & { readonly stage: string; readonly notice: number },
) {
  return onCase(
    context,
    wish,
    () => context.actor.kind === 'system',
    async (state) => [...(await noticesByClock(context, state, wish))],
  );
}
