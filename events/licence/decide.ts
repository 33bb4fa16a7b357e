import type { LicenceState } from '../../lowcode/licence/definition.ts';
import { Refusal } from '../stream.ts';
import type { LicenceEvent } from './events.ts';
import type { Licence } from './fold.ts';

type Issued = Extract<LicenceEvent, { type: 'LicenceIssued' }>['data'];

/** Issues a licence; nothing when the stream exists. */
export function issue(state: Licence | null, data: Issued): LicenceEvent[] {
  return state ? [] : [{ type: 'LicenceIssued', v: 1, data }];
}

/** What may follow: ended licences stay ended. */
const CHANGES: { readonly [from: string]: { readonly [to: string]: LicenceEvent['type'] } } = {
  valid: {
    withheld: 'LicenceWithheld',
    annulled: 'LicenceAnnulled',
    revoked: 'LicenceRevoked',
    cancelled: 'LicenceCancelled',
    transferred: 'LicenceTransferred',
  },
  withheld: {
    valid: 'LicenceRestored',
    annulled: 'LicenceAnnulled',
    revoked: 'LicenceRevoked',
    cancelled: 'LicenceCancelled',
  },
};

/** The states a licence may be changed to from the one it is in, gentlest first. */
export function movesFrom(state: LicenceState): readonly LicenceState[] {
  return Object.keys(CHANGES[state] ?? {}) as LicenceState[];
}

/** Changes the state of a licence, with the reason. Nothing when it is in that state already. */
export function changeState(
  state: Licence,
  wish: { readonly to: LicenceState; readonly reason: string; readonly today: string },
): LicenceEvent[] {
  if (state.state === wish.to) return [];
  const type = CHANGES[state.state]?.[wish.to];
  if (!type || type === 'LicenceIssued') throw new Refusal('WRONG_STATE', '证照的当前状态不能这样变更');
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明变更证照状态的理由');
  const { issuer, identifier, subject } = state.issued;
  return [{ type, v: 1, data: { issuer, identifier, today: wish.today, subject, personal: { reason: wish.reason } } }];
}
