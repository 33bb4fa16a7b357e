import type { ApplicationEvent } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import type { Commit } from '../../platform/contract/log.ts';
import type { Context } from '../context.ts';
import { submitterName } from '../people/names.ts';
import { type Box, sentenceOf } from './timeline.ts';

/** Every fact of a case as a sentence, as the viewer may read it. */
export async function timelineOf(context: Context, state: Application, commits: readonly Commit[]) {
  const unitName = (await context.command.units.need(state.submitted.unit)).name.zh;
  const outside = context.command.actor.kind !== 'staff';
  const told = await Promise.all(
    commits.flatMap((commit) => {
      const lapses = commit.events.some(({ type }) => type === 'SupplementLapsed');
      const decides = commit.events.some(({ type }) => type === 'ApplicationDecided');
      return commit.events.map(async (stored) => {
        const event = stored as unknown as ApplicationEvent;
        // What offices remind each other of is not for the applicant.
        if (outside && event.type === 'NoticeSent' && event.data.to !== 'applicant') return [];
        const sealed = 'personal' in event.data ? event.data.personal : null;
        const box = typeof sealed === 'string' ? ((await context.loaders.open(sealed)) as unknown as Box | null) : null;
        const named = unitIn(event);
        const name = named === undefined ? '' : ((await context.loaders.unit(named))?.name.zh ?? '');
        const said = sentenceOf(event, unitName, box, { decides, lapses, nameOf: () => name });
        if (!said) return [];
        const actor = await actorName(context, commit.actor, event);
        return [{ ordinal: commit.ordinal, at: commit.at, on: event.data.today, ...said, actor, event: event.type }];
      });
    }),
  );
  return told.flat();
}

/** The other unit that the sentence of a fact names. */
function unitIn({ data }: ApplicationEvent): string | undefined {
  if ('signer' in data) return data.signer.unit;
  return 'places' in data ? data.places[0]?.unit : undefined;
}

/** Who made a fact; whoever stood in for a colleague (代班) is named with them. */
async function actorName(context: Context, actor: string, { data }: ApplicationEvent): Promise<string> {
  const name = await submitterName(context, actor);
  const standsFor = 'standsFor' in data ? data.standsFor : null;
  return standsFor === null ? name : `${name}代${await submitterName(context, `staff/${standsFor}`)}`;
}
