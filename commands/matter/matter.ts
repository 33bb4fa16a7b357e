import type { MatterEvent } from '../../events/matter/events.ts';
import { type Matter, matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { GuardChange } from '../../platform/contract/log.ts';
import { forbidden, notFound } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { NUMBER_ATTEMPTS } from '../numbers.ts';
import { type Decision, load, transact } from '../transact.ts';
import { dropDraftsEnded } from './drafts.ts';
import { noticesOfMatter } from './notices.ts';
import { maySeeMatter } from './who-acts.ts';

export interface OnMatter {
  readonly id: string;
  readonly commandId: string;
  /** Revision the person saw; refused as STALE when the stage they act on was entered since. */
  readonly expect?: number | null;
}

/**
 * Changes one matter: checks that the actor may, decides, appends. Throws NOT_FOUND also when the actor may not know of it,
 * and STALE when `stage` was entered after the revision that they saw.
 */
export async function onMatter(
  context: CommandContext,
  wish: OnMatter & { readonly stage?: string },
  who: (state: Matter) => boolean,
  decide: (
    state: Matter,
    stream: string,
  ) => Promise<{ readonly events: readonly MatterEvent[]; readonly also?: Decision['changes'] }>,
): Promise<{ lane: number; position: number } | null> {
  let decided: { readonly state: Matter; readonly events: readonly MatterEvent[] } | null = null;
  const appended = await transact(
    context,
    wish.commandId,
    async () => {
      const read = await load(context.platform, matter, wish.id);
      const { state } = read;
      if (!state || !maySeeMatter(state, context.actor)) throw notFound('这件事务');
      if (read.did(wish.commandId)) return { changes: [] };
      const open = state.stages.find(({ key }) => key === wish.stage);
      if (wish.stage !== undefined && !open)
        throw new Refusal('STAGE_NOT_OPEN', '该环节已经办结或尚未开始，请刷新页面');
      if (!who(state)) throw forbidden();
      if (wish.expect != null && (wish.expect > state.revision || (open?.since ?? 0) > wish.expect)) {
        throw new Refusal('STALE', '这件事务刚刚有了变化，请刷新后再处理');
      }
      const { events, also = [] } = await decide(state, read.stream);
      decided = { state, events };
      const notices = await noticesOfMatter(context, state, events);
      return {
        changes: [{ read, events: [...events, ...notices] }, ...also],
        guards: released(read.stream, events),
      };
    },
    // Also many units may end their stages of one matter at a time.
    NUMBER_ATTEMPTS,
  );
  if (appended && decided) await dropDraftsEnded(context, wish.id, decided);
  return appended?.commits[0] ?? null;
}

/** A matter that is over gives its guards back. */
function released(stream: string, events: readonly MatterEvent[]): GuardChange[] {
  return events.flatMap((event) =>
    event.type === 'MatterClosed' || event.type === 'MatterWithdrawn'
      ? event.data.guards.map((guard) => ({ guard, change: 'release' as const, owner: stream }))
      : [],
  );
}
