import type { ApplicationEvent } from '../../events/application/events.ts';
import { type Application, application } from '../../events/application/fold.ts';
import { caseMoved } from '../../events/application/stale.ts';
import { Refusal } from '../../events/stream.ts';
import type { GuardChange } from '../../platform/contract/log.ts';
import { forbidden, may, notFound, type Permission } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { NUMBER_ATTEMPTS } from '../numbers.ts';
import { type Decision, load, type Read, transact } from '../transact.ts';
import { numberOfDecision } from './document-number.ts';
import { noticesOf } from './notices.ts';

/** Units that a case concerns now: the deciding one with its ancestors, those along with it, those with an open stage. */
export function unitsOfCase(state: Application): readonly string[] {
  const { unitPath, alsoUnits } = state.submitted;
  const signers = (state.flow?.signers ?? []).flatMap(({ unit, agrees }) => (agrees === null ? [unit] : []));
  return [...unitPath, ...alsoUnits, ...state.stages.map((stage) => stage.unit), ...signers];
}

/** Whether the actor may see the case: the applicant, who filed it, or staff of the units that its lists are kept for. */
export function maySee(state: Application, actor: CommandContext['actor']): boolean {
  return isApplicant(state, actor) || may(actor, 'case.read', unitsKnowing(state));
}

/**
 * Whether the actor sees identity and card numbers whole: the applicant, who filed it, or who handles it. Whoever only looks
 * on (supervisor, administrator) sees them masked.
 */
export function mayIdentify(state: Application, actor: CommandContext['actor']): boolean {
  return isApplicant(state, actor) || may(actor, 'case.identify', unitsKnowing(state));
}

function isApplicant({ submitted }: Application, actor: CommandContext['actor']): boolean {
  return actor.subject === submitted.subject || submitted.filedBy === actor.id;
}

function unitsKnowing({ submitted, handlers }: Application): readonly string[] {
  return [...submitted.unitPath, ...submitted.alsoUnits, ...handlers];
}

export interface OnCase {
  readonly id: string;
  readonly commandId: string;
  /** Revision the person saw; refused as STALE when what the wish is about moved since. */
  readonly expect?: number | null;
  /** The caller knew number and query code, which stands for the applicant's sign-in. */
  readonly proven?: boolean;
}

/**
 * Changes one case: checks that the actor may (`applicant`: only the subject or who filed), decides, appends; a decision whose
 * document is numbered gets its number in the same commit. Throws
 * NOT_FOUND also when the actor may not know of the case, and STALE when it `moved` since the revision they saw.
 */
export async function onCase(
  context: CommandContext,
  wish: OnCase,
  who: Permission | 'applicant' | ((state: Application) => boolean),
  decide: (state: Application) => ApplicationEvent[] | Promise<ApplicationEvent[]>,
  also?: (
    state: Application,
    events: readonly ApplicationEvent[],
    read: Read<Application | null>,
  ) => Promise<Partial<Decision>>,
  moved: (state: Application, seen: number) => boolean = caseMoved,
): Promise<{ lane: number; position: number } | null> {
  const appended = await transact(
    context,
    wish.commandId,
    async () => {
      const read = await load(context.platform, application, wish.id);
      const { state } = read;
      if (!state || !(wish.proven || maySee(state, context.actor))) throw notFound('这件办件');
      if (!wish.proven && !allowed(state, context.actor, who)) throw forbidden();
      if (read.did(wish.commandId)) return { changes: [] };
      if (wish.expect !== undefined && wish.expect !== null && moved(state, wish.expect)) {
        throw new Refusal('STALE', '这件办件刚刚有了变化，请刷新后再处理');
      }
      const events = await decide(state);
      const more = also ? await also(state, events, read) : {};
      const notices = await noticesOf(context, state, events);
      const number = await numberOfDecision(context, state, read.stream, events);
      return {
        changes: [
          { read, events: [...events, ...(number ? [number.event] : []), ...notices] },
          ...(number ? [number.given] : []),
          ...(more.changes ?? []),
        ],
        guards: [...released(read.stream, events), ...(more.guards ?? [])],
      };
    },
    NUMBER_ATTEMPTS,
  );
  return appended?.commits[0] ?? null;
}

function allowed(state: Application, actor: CommandContext['actor'], who: Parameters<typeof onCase>[2]): boolean {
  if (typeof who === 'function') return who(state);
  if (who === 'applicant') return isApplicant(state, actor);
  return may(
    actor,
    who,
    who === 'case.intake' ? [state.submitted.unit, ...state.submitted.alsoUnits] : unitsOfCase(state),
  );
}

/** An ended case gives its guard back. */
function released(stream: string, events: readonly ApplicationEvent[]): GuardChange[] {
  return events.flatMap((event) =>
    'guard' in event.data && event.data.guard !== null && event.type !== 'ApplicationSubmitted'
      ? [{ guard: event.data.guard, change: 'release' as const, owner: stream }]
      : [],
  );
}
