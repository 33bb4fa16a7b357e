import { notFound } from '../../commands/access.ts';
import type { OnCase } from '../../commands/application/case.ts';
import * as close from '../../commands/application/close.ts';
import * as flow from '../../commands/application/flow.ts';
import * as handling from '../../commands/application/handling.ts';
import * as intake from '../../commands/application/intake.ts';
import type { CommandContext } from '../../commands/context.ts';
import { changeLicenceState } from '../../commands/licence/change-state.ts';
import { load } from '../../commands/transact.ts';
import { application } from '../../events/application/fold.ts';
import { casesView } from '../../views/cases/view.ts';
import { licencesView } from '../../views/licences/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { licenceById } from '../licence/model.ts';
import { settled } from '../settled.ts';
import { holdingsOf } from './holdings.ts';
import { caseById } from './model.ts';
import { proveNumber } from './progress.ts';

export interface OnCaseArgs {
  readonly id: string;
  readonly expect?: number | null;
  readonly commandId?: string | null;
}

type Change<Args> = (
  context: CommandContext,
  wish: OnCase & Args,
  asked: Context,
) => Promise<{ lane: number; position: number } | null>;

/**
 * A mutation on a case: carries out the use case, waits for the lists (and for what else must be seen from now on), answers with the
 * case as it is now.
 */
export function onCase<Args>(change: Change<Args>, shown?: (context: Context, id: string) => Promise<void>) {
  return async (context: Context, args: OnCaseArgs & Args) => {
    const position = await change(
      context.command,
      { ...args, commandId: commandIdOf(context, args.commandId) },
      context,
    );
    if (position) await context.cloud.platform.views.waitFor(casesView, position, 2000);
    if (position) await shown?.(context, args.id);
    const found = await caseById(context, args.id);
    if (!found) throw notFound('这件办件');
    return found;
  };
}

export const caseMutations = {
  acceptCase: onCase(intake.acceptCase),
  requestSupplement: onCase(intake.requestCaseSupplement),
  supplementCase: onCase<{ readonly answers: unknown }>((command, wish, context) =>
    intake.supplementCase(command, { ...wish, holdings: holdingsOf(context) }),
  ),
  declineCase: onCase(intake.declineCase),
  completeStage: onCase(handling.completeCaseStage, licenceShown),
  sendBackStage: onCase(flow.sendCaseStageBack),
  addSigner: onCase(flow.addCaseSigner),
  signStage: onCase(flow.signCaseStage),
  stopClock: onCase(handling.stopCaseClock),
  restartClock: onCase(handling.restartCaseClock),
  extendLimit: onCase(handling.extendCaseLimit),
  withdrawCase: onCase(close.withdrawCase),
};

/** A licence is shown to its holder with the decision, and whoever they hand it to verifies it at once. */
async function licenceShown(context: Context, id: string): Promise<void> {
  const { state } = await load(context.cloud.platform, application, id);
  if (state?.decided?.licence) await settled(context, licencesView, state.decided.licence);
}

interface RateArgs {
  readonly id?: string | null;
  readonly number?: string | null;
  readonly queryCode?: string | null;
  readonly stars: number;
  readonly tags: readonly string[];
  readonly commandId?: string | null;
}

/** Rates a case: the applicant signed in, or anybody with number and query code. */
export async function rateCase(context: Context, args: RateArgs) {
  const proven = !args.id && args.number && args.queryCode;
  const id = proven
    ? await proveNumber(context, 'application', args.number ?? '', args.queryCode ?? '')
    : (args.id ?? null);
  if (!id) throw notFound('这件办件');
  const { stars, tags } = args;
  const wish = { id, stars, tags, proven: Boolean(proven), commandId: commandIdOf(context, args.commandId, args) };
  await close.rateCase(context.command, wish);
  const { state } = await load(context.cloud.platform, application, id);
  return state?.rated ?? null;
}

export async function changeLicence(
  context: Context,
  args: OnCaseArgs & { to: Parameters<typeof changeLicenceState>[1]['to']; reason: string },
) {
  const wish = { ...args, commandId: commandIdOf(context, args.commandId) };
  const position = await changeLicenceState(context.command, wish);
  if (position) await context.cloud.platform.views.waitFor(licencesView, position, 2000);
  const found = await licenceById(context, args.id);
  if (!found) throw notFound('这份证照');
  return found;
}
