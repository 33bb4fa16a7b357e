import type { LicenceEvent } from '../../events/licence/events.ts';
import { stateAfter } from '../../events/licence/fold.ts';
import type { LicenceState } from '../../lowcode/licence/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A licence as look-ups and verification need it. The holder stays sealed. */
export interface LicenceRow {
  readonly identifier: string;
  readonly number: string;
  readonly typeKey: string;
  readonly typeName: Text;
  readonly state: LicenceState;
  readonly issuer: string;
  readonly units: readonly string[];
  readonly subject: string;
  /** Box with the holder. */
  readonly sealed: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly application: string | null;
}

/** Sorts after every date: licences without an end. */
const NEVER = '9999-12-31';

/** A licence number as people type it: without spaces, whatever brackets the keyboard has. */
export function numberTyped(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[[(【〈]/g, '〔')
    .replaceAll(/[\])】〉]/g, '〕')
    .toUpperCase();
}

export const licencesView = view<LicenceRow, LicenceEvent>({
  name: 'licences',
  version: 2,
  rowsPerStream: true,
  events: [
    'LicenceIssued',
    'LicenceWithheld',
    'LicenceRestored',
    'LicenceAnnulled',
    'LicenceRevoked',
    'LicenceCancelled',
    'LicenceTransferred',
  ],
  route: (event) => [event.stream],
  evolve(row, event) {
    if (event.type !== 'LicenceIssued') return row && { ...row, state: stateAfter[event.type] };
    const { data } = event;
    return {
      identifier: data.identifier,
      number: data.number,
      typeKey: data.licenceType.key,
      typeName: data.typeName,
      state: 'valid',
      issuer: data.issuer,
      units: data.issuerPath,
      subject: data.subject,
      sealed: data.personal as string,
      validFrom: data.validFrom,
      validTo: data.validTo,
      application: data.application,
    };
  },
  indexes: {
    byIdentifier: (row) => [{ partition: row.identifier, sort: '' }],
    bySubject: (row) => [{ partition: row.subject, sort: row.validFrom }],
    byUnit: (row) => row.units.map((unit) => ({ partition: unit, sort: `${row.validFrom}/${row.identifier}` })),
    /** Those that end first come first: whether one has run out is a question of the day. */
    byState: (row) =>
      row.units.map((unit) => ({
        partition: `${unit}/${row.state}`,
        sort: `${row.validTo ?? NEVER}/${row.identifier}`,
      })),
    /** By what stands on the face, within the units that may look: never by who holds it. */
    find: (row) =>
      row.units.flatMap((unit) =>
        [numberTyped(row.number), row.identifier].map((text) => ({
          partition: `${unit}/${text}`,
          sort: row.validFrom,
        })),
      ),
  },
});
