import type { CommandContext } from '../context.ts';
import { onMatter } from './matter.ts';
import { matterNoticesByClock } from './notices.ts';

/** Tells of an open stage what its time has come for; the clock sends this. Nothing when somebody acted or it was told. */
export function tellOfMatterByClock(
  context: CommandContext,
  {
    stage,
    notice,
    ...on
  }: { readonly id: string; readonly commandId: string; readonly stage: string; readonly notice: number },
) {
  return onMatter(
    context,
    on,
    () => context.actor.kind === 'system',
    async (state) => ({ events: await matterNoticesByClock(context, state, { stage, notice }) }),
  );
}
