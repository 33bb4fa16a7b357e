import { close, withdraw } from '../../events/matter/decide.ts';
import type { Matter } from '../../events/matter/fold.ts';
import type { CommandContext } from '../context.ts';
import { type OnMatter, onMatter } from './matter.ts';
import { holdsPlace } from './who-acts.ts';

/** Closes a matter whose flow has ended (销号): only who its system says. */
export function closeMatter(context: CommandContext, wish: OnMatter & { readonly opinion: string }) {
  return onMatter(
    context,
    wish,
    (state) => holdsPlace(context.actor, state.closer),
    async (state) => ({ events: close(state, wish, context) }),
  );
}

/** Whether the actor may take a matter back: who began it. */
export function mayWithdraw(state: Matter, actor: CommandContext['actor']): boolean {
  return state.begun.by === actor.id;
}

export function withdrawMatter(context: CommandContext, wish: OnMatter & { readonly reason: string }) {
  return onMatter(
    context,
    wish,
    (state) => mayWithdraw(state, context.actor),
    async (state) => ({ events: withdraw(state, wish, context) }),
  );
}
