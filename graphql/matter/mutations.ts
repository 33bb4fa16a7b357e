import { notFound } from '../../commands/access.ts';
import type { CommandContext } from '../../commands/context.ts';
import { beginMatter } from '../../commands/matter/begin.ts';
import * as beside from '../../commands/matter/beside.ts';
import * as close from '../../commands/matter/close.ts';
import { openMatterPlace } from '../../commands/matter/files.ts';
import type { OnMatter } from '../../commands/matter/matter.ts';
import * as stage from '../../commands/matter/stage.ts';
import { matterTasksView } from '../../views/matter-tasks/view.ts';
import { mattersView } from '../../views/matters/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { matterById } from './model.ts';

interface OnMatterArgs {
  readonly id: string;
  readonly expect?: number | null;
  readonly commandId?: string | null;
}

interface Place {
  readonly lane: number;
  readonly position: number;
}

type Change<Args> = (context: CommandContext, wish: OnMatter & Args) => Promise<Place | null>;

/** A mutation on a matter: carries out the use case, waits for the lists, answers with the matter as it is now. */
function onMatter<Args>(change: Change<Args>) {
  return async (context: Context, args: OnMatterArgs & Args) => {
    const position = await change(context.command, { ...args, commandId: commandIdOf(context, args.commandId) });
    return shown(context, args.id, position);
  };
}

async function shown(context: Context, id: string, position: Place | null) {
  const { views } = context.cloud.platform;
  if (position) await Promise.all([mattersView, matterTasksView].map((view) => views.waitFor(view, position, 2000)));
  const found = await matterById(context, id);
  if (!found) throw notFound('这件事务');
  return found;
}

export const matterMutations = {
  openMatterPlace: (context: Context, { system }: { system: string }) => openMatterPlace(context.command, system),
  beginMatter: async (
    context: Context,
    args: { system: string; unit?: string | null; answers: unknown; place?: string | null; commandId?: string | null },
  ) => {
    const { system, unit = null, answers, place = null } = args;
    const wish = { system, unit, answers, place, commandId: commandIdOf(context, args.commandId) };
    const { id, position } = await beginMatter(context.command, wish);
    return shown(context, id, position);
  },
  endMatterStage: onMatter(stage.endMatterStage),
  sendMatterBack: onMatter(stage.sendMatterBack),
  askMatterSigner: onMatter(beside.askMatterSigner),
  signMatter: onMatter(beside.signMatter),
  chaseMatter: onMatter(beside.chaseMatter),
  closeMatter: onMatter(close.closeMatter),
  withdrawMatter: onMatter(close.withdrawMatter),
};
