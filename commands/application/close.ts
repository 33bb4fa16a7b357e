import { rate, withdraw } from '../../events/application/decide-close.ts';
import type { CommandContext } from '../context.ts';
import { type OnCase, onCase } from './case.ts';

export function withdrawCase(context: CommandContext, wish: OnCase & { readonly reason: string }) {
  return onCase(context, wish, 'applicant', (state) => withdraw(state, wish, context));
}

export function rateCase(
  context: CommandContext,
  wish: OnCase & { readonly stars: number; readonly tags: readonly string[] },
) {
  return onCase(context, wish, 'applicant', (state) => rate(state, wish, context));
}
