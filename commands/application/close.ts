import { rate, withdraw } from '../../events/application/decide-close.ts';
import type { CommandContext } from '../context.ts';
import { type OnCase, onCase } from './case.ts';

export function withdrawCase(context: CommandContext, wish: OnCase & { readonly reason: string }) {
  return onCase(context, wish, 'applicant', (state) => withdraw(state, wish, context));
}

/** `proven`: the caller knew number and query code, so no sign-in is needed. */
export function rateCase(
  context: CommandContext,
  wish: OnCase & { readonly stars: number; readonly tags: readonly string[]; readonly proven: boolean },
) {
  const who = wish.proven ? () => true : ('applicant' as const);
  return onCase(context, wish, who, (state) => rate(state, wish, context));
}
