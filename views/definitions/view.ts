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
  /** Sent for review and not changed since. */
  readonly inReview: boolean;
  /** A version is on trial (试运行). */
  readonly piloting: boolean;
  readonly changedAt: string;
}

export const definitionsView = view<DefinitionRow, DefinitionEvent>({
  name: 'definitions',
  version: 3,
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
          inReview: false,
          piloting: false,
          changedAt,
        };
      }
      case 'DefinitionRevised': {
        const { title } = event.data;
        return row && { ...row, title, state: row.version === null ? 'draft' : 'changed', inReview: false, changedAt };
      }
      case 'DefinitionSubmitted':
        return row && { ...row, inReview: true, changedAt };
      case 'DefinitionReturned':
        return row && { ...row, inReview: false, changedAt };
      case 'DefinitionPublished': {
        const { title, version } = event.data;
        return row && { ...row, title, version, state: 'published', inReview: false, changedAt };
      }
      case 'PilotBegun':
        return row && { ...row, inReview: false, piloting: true, changedAt };
      case 'PilotEnded':
        return row && { ...row, piloting: false, changedAt };
      case 'DefinitionWithdrawn':
        return row && { ...row, state: 'withdrawn', inReview: false, changedAt };
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
