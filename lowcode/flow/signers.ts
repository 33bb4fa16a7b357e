import type { AskedSigner, FlowDefinition, FlowProgress, FlowState } from './definition.ts';
import { isFinished } from './progress.ts';
import type { StageRole } from './roles.ts';
import { stageKeyOf, stagesOf } from './walk.ts';

/** Signatures that may be asked for at one stage: its case is shown to each of their units as well. */
export const MOST_SIGNERS = 4;

export interface SignerWish {
  readonly stage: string;
  readonly role: StageRole;
  readonly unit: string;
}

/**
 * Asks somebody else for a signature before an open stage ends (加签); asked already: nothing changes. Only where the
 * definition lets the stage ask.
 */
export function askSigner(flow: FlowDefinition, state: FlowState, wish: SignerWish): FlowProgress {
  const { stage, role, unit } = wish;
  if (isFinished(state)) return { ok: false, code: 'FLOW_FINISHED', stage };
  const open = state.open.find(({ key }) => key === stage);
  if (!open) return { ok: false, code: 'STAGE_NOT_OPEN', stage };
  const allowed = stagesOf(flow).find((one) => one.stage.key === stageKeyOf(stage))?.stage.signers === true;
  const itself = open.role === role && open.unit === unit;
  if (!allowed || itself) return { ok: false, code: 'SIGNERS_NOT_ALLOWED', stage };
  const asked = state.signers ?? [];
  if (asked.some((one) => isAsked(one, wish))) return { ok: true, state, entered: [] };
  if (asked.filter((one) => one.stage === stage).length >= MOST_SIGNERS) {
    return { ok: false, code: 'TOO_MANY_SIGNERS', stage };
  }
  return { ok: true, state: { ...state, signers: [...asked, { stage, role, unit, agrees: null }] }, entered: [] };
}

/** Who was asked signs, agreeing or not: what they say binds nobody, but the stage could not end without it. */
export function giveSignature(state: FlowState, wish: SignerWish & { readonly agrees: boolean }): FlowProgress {
  const { stage } = wish;
  if (!state.open.some(({ key }) => key === stage)) return { ok: false, code: 'STAGE_NOT_OPEN', stage };
  const waiting = state.signers?.find((one) => isAsked(one, wish) && one.agrees === null);
  if (!waiting) return { ok: false, code: 'SIGNER_NOT_ASKED', stage };
  const signers = (state.signers ?? []).map((one) => (one === waiting ? { ...one, agrees: wish.agrees } : one));
  return { ok: true, state: { ...state, signers }, entered: [] };
}

function isAsked(one: AskedSigner, { stage, role, unit }: SignerWish): boolean {
  return one.stage === stage && one.role === role && one.unit === unit;
}
