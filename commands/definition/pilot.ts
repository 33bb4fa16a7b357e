import * as decide from '../../events/definition/decide.ts';
import type { DefinitionVersion } from '../../events/definition/events.ts';
import { type Definition, nextVersion, pilotOf } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { CommandContext } from '../context.ts';
import { which } from './edit.ts';
import { problemsOf, refuse } from './part-problems.ts';
import { type Loaded, type OnParts, onParts } from './parts.ts';
import { byWhom, forget, publishing, withNames } from './publish.ts';

export interface PilotWish {
  readonly units: readonly string[];
  readonly from: string;
  readonly to: string;
}

/**
 * Publishes an item with what goes with it on trial (试运行): for these units and days only. As `publishTogether`; throws
 * BAD_PILOT where there is no item among the parts, no known unit, or the days are past or in the wrong order.
 */
export async function beginPilot(
  context: CommandContext,
  wish: OnParts & { readonly pilot: PilotWish },
): Promise<void> {
  await checkPilot(context, wish);
  await onParts(context, wish, 'definition.review', (loaded) =>
    // Nothing else is made of a version on trial.
    publishing(context, loaded, [], async ({ part, state }) => {
      const binds = part.kind === 'service' ? await bindsOf(context, state, loaded) : [];
      const pilot = { ...wish.pilot, binds };
      return decide.beginPilot(state, which(context, part, state.unit), {
        ...byWhom(context),
        typeName: null,
        ...pilot,
      });
    }),
  );
  forget(context, wish);
}

/**
 * Ends a trial: confirmed (转正), its versions become regular ones in one commit, after the checks of all that is published,
 * since what was in use beside them may have moved meanwhile (INVALID_DEFINITION); else they are over, for a reason.
 */
export async function endPilot(
  context: CommandContext,
  wish: OnParts & { readonly confirmed: boolean; readonly reason: string },
): Promise<void> {
  const { confirmed, reason, users } = wish;
  await withNames(context, wish, async (loaded, name) => {
    const events = loaded.map(({ part, state }) => {
      const typeName = confirmed ? name(part, state) : null;
      const how = { ...byWhom(context), typeName, confirmed, reason };
      return decide.endPilot(state, which(context, part, state.unit), how);
    });
    if (confirmed) {
      const tried = (state: Definition) => pilotOf(state)?.definition ?? state.draft;
      refuse(await problemsOf(context, loaded, users, tried), loaded.length > 1);
    }
    return events;
  });
}

async function checkPilot(context: CommandContext, { parts, pilot }: OnParts & { readonly pilot: PilotWish }) {
  const bad = (sentence: string) => new Refusal('BAD_PILOT', sentence);
  if (!parts.some(({ kind }) => kind === 'service')) throw bad('试运行以事项为单位，请连同事项一起');
  if (pilot.units.length === 0 || pilot.units.length > 20) throw bad('请选择1至20个试运行的单位');
  for (const code of pilot.units) {
    if ((await context.units.get(code))?.region !== context.region) throw bad(`没有“${code}”这个单位`);
  }
  if (pilot.from > pilot.to) throw bad('试运行的结束日期不能早于开始日期');
  if (pilot.to < context.today) throw bad('试运行的结束日期已经过去');
}

/** The versions that an item is tried with: those begun with it, else those in use now. */
async function bindsOf(context: CommandContext, { draft }: Definition, loaded: readonly Loaded[]) {
  const item = draft as unknown as ServiceDefinition;
  const named = [
    ['form', item.form],
    ['flow', item.flow],
    ['licenceType', item.result?.licenceType],
  ] as const;
  const found = await Promise.all(
    named.map(async ([kind, key]): Promise<readonly DefinitionVersion[]> => {
      if (key === undefined) return [];
      const beside = loaded.find(({ part }) => part.kind === kind && part.key === key)?.state;
      if (beside && !decide.isAsPublished(beside)) return [{ kind, key, version: nextVersion(beside) }];
      const current = await context.definitions.current(kind, key);
      return current ? [{ kind, key, version: current.version }] : [];
    }),
  );
  return found.flat();
}
