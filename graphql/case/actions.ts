import { may } from '../../commands/access.ts';
import { type Actor, hasRole } from '../../commands/actor.ts';
import { unitsOfCase } from '../../commands/application/case.ts';
import { signersOf } from '../../commands/application/flow.ts';
import { asksForSupplements } from '../../commands/application/intake.ts';
import { timesAllowed } from '../../events/application/decide-supplement.ts';
import type { Application } from '../../events/application/fold.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { waysBack } from '../../lowcode/flow/send-back.ts';
import { stageKeyOf, stagesOf } from '../../lowcode/flow/walk.ts';

/** What the actor may do with the case now; the page offers nothing else, and the commands allow nothing else. */
export function actionsOn(state: Application, actor: Actor, flow: FlowDefinition): string[] {
  const { unit, alsoUnits, subject, filedBy } = state.submitted;
  const intake = may(actor, 'case.intake', [unit, ...alsoUnits]);
  const applicant = actor.subject === subject || filedBy === actor.id;
  const own = state.stages.filter((stage) => hasRole(actor, stage.role, stage.unit));
  const clock = may(actor, 'case.clock', unitsOfCase(state));
  const { supplement } = flow;
  const supervises = may(actor, 'case.supplementAgain', unitsOfCase(state));
  const again = supervises || (state.rounds < timesAllowed(supplement) && asksForSupplements(actor, state, supplement));
  const asks = intake && supplement?.allowed !== false && again;
  const ended = ['granted', 'refused', 'notAccepted'].includes(state.state);
  const handled = state.state === 'accepted' || (state.state === 'granted' && state.stages.length > 0);
  const within = (key: string) => stagesOf(flow).find(({ stage }) => stage.key === stageKeyOf(key))?.stage;
  const open = !ended && state.state !== 'withdrawn';
  const table: readonly (readonly [string, boolean])[] = [
    ['accept', intake && state.state === 'received'],
    ['requestSupplement', asks && state.state === 'received'],
    ['declineAcceptance', intake && (state.state === 'received' || state.state === 'supplementRequested')],
    ['supplement', applicant && state.state === 'supplementRequested'],
    ['restartClock', clock && state.state === 'suspended'],
    ['completeStage', own.length > 0 && handled],
    ['signStage', signersOf(actor, state).length > 0 && handled],
    ['addSigner', handled && own.some((stage) => within(stage.key)?.signers === true)],
    ['sendBack', handled && own.some((stage) => mayGoBack(state, flow, stage.key))],
    ['stopClock', state.state === 'accepted' && state.stages.some((stage) => may(actor, 'case.clock', [stage.unit]))],
    ['extendLimit', state.state === 'accepted' && state.extensionDays === 0 && may(actor, 'case.extend', [unit])],
    ['rate', applicant && ended && !state.rated],
    ['withdraw', applicant && open],
  ];
  return table.filter(([, allowed]) => allowed).map(([action]) => action);
}

function mayGoBack(state: Application, flow: FlowDefinition, stage: string): boolean {
  return state.flow !== null && waysBack(flow, state.flow, stage).length > 0;
}
