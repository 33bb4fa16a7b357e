import type { LicenceState } from '../../lowcode/licence/definition.ts';
import type { StreamType } from '../stream.ts';
import { category, type LicenceEvent, personal, versions } from './events.ts';

export interface Licence {
  readonly issued: Extract<LicenceEvent, { type: 'LicenceIssued' }>['data'];
  /** As the events say; whether it has run out is a question of the day (`stateOn`). */
  readonly state: LicenceState;
  readonly revision: number;
}

/** The state each event leads to. */
export const stateAfter: { readonly [T in LicenceEvent['type']]: LicenceState } = {
  LicenceIssued: 'valid',
  LicenceWithheld: 'withheld',
  LicenceRestored: 'valid',
  LicenceAnnulled: 'annulled',
  LicenceRevoked: 'revoked',
  LicenceCancelled: 'cancelled',
  LicenceTransferred: 'transferred',
};

export const licence: StreamType<LicenceEvent, Licence | null> = {
  category,
  versions,
  personal,
  initial: null,
  evolve(state, event) {
    if (event.type === 'LicenceIssued') return { issued: event.data, state: 'valid', revision: event.ordinal };
    return state && { ...state, state: stateAfter[event.type], revision: event.ordinal };
  },
};

/** The state on a day: a valid licence past its last day is 失效. */
export function stateOn(state: LicenceState, validTo: string | null, today: string): LicenceState {
  return state === 'valid' && validTo !== null && validTo < today ? 'expired' : state;
}
