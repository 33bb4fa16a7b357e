import type { Application } from '../../events/application/fold.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import type { Facts } from '../../lowcode/rule/facts.ts';
import type { CommandContext } from '../context.ts';
import { openAnswers } from './open-answers.ts';

/** What the conditions of a flow may know of a case: its answers and how it was filed. */
export async function flowFacts(context: CommandContext, state: Application): Promise<Facts> {
  const { service, form, channel, applicantKind, region, today } = state.submitted;
  const { definition } = await context.definitions.filledFor(service, form);
  const { answers } = await openAnswers(context.platform, state);
  return factsOf(definition, answers, { today, channel, applicantKind, region }, context.calendar);
}
