import type { DefinitionEvent, DefinitionKind } from '../../events/definition/events.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A line of the designer's lists; the definition itself is read from its stream. */
export interface DefinitionRow {
  readonly region: string;
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly unit: string;
  readonly title: Text;
  readonly version: number | null;
  readonly state: 'draft' | 'published' | 'changed' | 'withdrawn';
  /** Changed since it was published or begun on trial. */
  readonly changed: boolean;
  /** Sent for review and not changed since. */
  readonly inReview: boolean;
  /** A version is on trial (试运行). */
  readonly piloting: boolean;
  readonly changedAt: string;
}

function standing({ version, state }: DefinitionRow, changed: boolean): Pick<DefinitionRow, 'state' | 'changed'> {
  if (state === 'withdrawn') return { state, changed };
  return { state: version === null ? 'draft' : changed ? 'changed' : 'published', changed };
}

export const definitionsView = view<DefinitionRow, DefinitionEvent>({
  name: 'definitions',
  version: 4,
  events: [
    'DefinitionDrafted',
    'DefinitionRevised',
    'DefinitionSubmitted',
    'DefinitionReturned',
    'DefinitionPublished',
    'PilotBegun',
    'PilotEnded',
    'DefinitionWithdrawn',
  ],
  route: (event) => [event.stream],
  evolve(row, event) {
    const changedAt = event.at;
    switch (event.type) {
      case 'DefinitionDrafted': {
        const { region, kind, key, unit, title } = event.data;
        return {
          region,
          kind,
          key,
          unit,
          title,
          version: null,
          state: 'draft',
          changed: true,
          inReview: false,
          piloting: false,
          changedAt,
        };
      }
      case 'DefinitionRevised': {
        const { title } = event.data;
        return row && { ...row, title, ...standing(row, true), inReview: false, changedAt };
      }
      case 'DefinitionSubmitted':
        return row && { ...row, inReview: true, changedAt };
      case 'DefinitionReturned':
        return row && { ...row, inReview: false, changedAt };
      case 'DefinitionPublished': {
        const { title, version } = event.data;
        if (!row) return row;
        const used = { ...row, title, version, state: 'published' as const, changedAt };
        // What was drafted since a trial began waits on when that is confirmed.
        return row.piloting
          ? { ...used, ...standing(used, row.changed) }
          : { ...used, changed: false, inReview: false };
      }
      case 'PilotBegun':
        return row && { ...row, ...standing(row, false), inReview: false, piloting: true, changedAt };
      case 'PilotEnded': {
        if (!row) return row;
        const ended = { ...row, piloting: false, changedAt };
        // What was tried is a draft again.
        return event.data.confirmed ? ended : { ...ended, ...standing(row, true) };
      }
      case 'DefinitionWithdrawn':
        return row && { ...row, state: 'withdrawn', changedAt };
    }
  },
  indexes: {
    byKind: (row) => [{ partition: `${row.region}/${row.kind}`, sort: `${row.changedAt}/${row.key}` }],
    piloting: (row) =>
      row.piloting && row.kind === 'service' ? [{ partition: row.region, sort: `${row.changedAt}/${row.key}` }] : [],
    inReview: (row) =>
      row.inReview ? [{ partition: row.region, sort: `${row.changedAt}/${row.kind}/${row.key}` }] : [],
  },
});
