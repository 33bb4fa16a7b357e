import { Refusal } from '../stream.ts';
import { placeOf, type Today } from './decide-intake.ts';
import type { ApplicationEvent } from './events.ts';
import type { Application } from './fold.ts';

/** The applicant takes the application back, at any time before the decision. */
export function withdraw(state: Application, wish: { readonly reason: string }, at: Today): ApplicationEvent[] {
  if (state.state === 'withdrawn') return [];
  if (['granted', 'refused', 'notAccepted'].includes(state.state)) {
    throw new Refusal('WRONG_STATE', '办件已经办结，不能撤回');
  }
  const { guard, subject } = state.submitted;
  return [
    {
      type: 'ApplicationWithdrawn',
      v: 1,
      data: { ...placeOf(state, at), guard, subject, personal: { reason: wish.reason } },
    },
  ];
}

/** Five levels, once per case, after it is finished (好差评). */
export function rate(
  state: Application,
  wish: { readonly stars: number; readonly tags: readonly string[] },
  at: Today,
): ApplicationEvent[] {
  if (state.rated) {
    if (state.rated.stars === wish.stars) return [];
    throw new Refusal('ALREADY_RATED', '每件办件只能评价一次');
  }
  if (!['granted', 'refused', 'notAccepted'].includes(state.state)) {
    throw new Refusal('WRONG_STATE', '办结后才能评价');
  }
  if (!Number.isInteger(wish.stars) || wish.stars < 1 || wish.stars > 5) {
    throw new Refusal('BAD_RATING', '评价应为1至5星');
  }
  if (wish.tags.length > 10 || wish.tags.some((tag) => tag.length > 20))
    throw new Refusal('BAD_RATING', '评价标签过多或过长');
  return [
    {
      type: 'ApplicationRated',
      v: 2,
      data: { ...placeOf(state, at), trial: state.submitted.trial, stars: wish.stars, tags: wish.tags },
    },
  ];
}
