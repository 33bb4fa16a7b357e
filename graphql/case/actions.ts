import { may } from '../../commands/access.ts';
import { type Actor, hasRole } from '../../commands/actor.ts';
import { unitsOfCase } from '../../commands/application/case.ts';
import type { Application } from '../../events/application/fold.ts';

/** What the actor may do with the case now; the page offers nothing else, and the commands allow nothing else. */
export function actionsOn(state: Application, actor: Actor): string[] {
  const { unit, alsoUnits, subject, filedBy } = state.submitted;
  const intake = may(actor, 'case.intake', [unit, ...alsoUnits]);
  const applicant = actor.subject === subject || filedBy === actor.id;
  const own = state.stages.filter((stage) => hasRole(actor, stage.role, stage.unit));
  const clock = may(actor, 'case.clock', unitsOfCase(state));
  const again = state.rounds === 0 || may(actor, 'case.supplementAgain', unitsOfCase(state));
  const ended = ['granted', 'refused', 'notAccepted'].includes(state.state);
  const open = !ended && state.state !== 'withdrawn';
  const table: readonly (readonly [string, boolean])[] = [
    ['accept', intake && state.state === 'received'],
    ['requestSupplement', intake && state.state === 'received' && again],
    ['declineAcceptance', intake && (state.state === 'received' || state.state === 'supplementRequested')],
    ['supplement', applicant && state.state === 'supplementRequested'],
    ['restartClock', clock && state.state === 'suspended'],
    ['completeStage', own.length > 0 && state.state === 'accepted'],
    ['stopClock', state.state === 'accepted' && state.stages.some((stage) => may(actor, 'case.clock', [stage.unit]))],
    ['extendLimit', state.state === 'accepted' && state.extensionDays === 0 && may(actor, 'case.extend', [unit])],
    ['rate', applicant && ended && !state.rated],
    ['withdraw', applicant && open],
  ];
  return table.filter(([, allowed]) => allowed).map(([action]) => action);
}
