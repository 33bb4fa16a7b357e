import type { ApplicationEvent } from '../../events/application/events.ts';
import type { MatterEvent } from '../../events/matter/events.ts';
import { type PlannedNotice, plannedIn, withoutSent, withoutStages } from '../../events/notice.ts';
import { type Placed, view } from '../view.ts';

/** What a clock is still to tell of one case or matter. No row where there is nothing. */
export interface PlannedRow {
  readonly planned: readonly PlannedNotice[];
}

type Listens =
  | Extract<
      ApplicationEvent,
      {
        type:
          | 'NoticesPlanned'
          | 'NoticeSent'
          | 'StageCompleted'
          | 'StageSentBack'
          | 'ApplicationDecided'
          | 'ApplicationWithdrawn'
          | 'CaseMigrated';
      }
    >
  | Extract<
      MatterEvent,
      {
        type:
          | 'MatterNoticesPlanned'
          | 'MatterNoticeSent'
          | 'MatterStageEnded'
          | 'MatterSentBack'
          | 'MatterStagesDropped'
          | 'MatterClosed'
          | 'MatterWithdrawn';
      }
    >;

function left(planned: readonly PlannedNotice[], event: Placed<Listens>): readonly PlannedNotice[] {
  switch (event.type) {
    case 'NoticesPlanned':
    case 'MatterNoticesPlanned':
      return [...planned, ...plannedIn(event)];
    case 'NoticeSent':
    case 'MatterNoticeSent':
      return withoutSent(planned, event.data);
    case 'StageCompleted':
      return withoutStages(planned, [event.data.stage]);
    case 'MatterStageEnded':
    case 'MatterSentBack':
      return withoutStages(planned, event.data.flow.closed);
    case 'MatterStagesDropped':
      return withoutStages(planned, event.data.stages);
    default:
      return [];
  }
}

export const plannedNoticesView = view<PlannedRow, Listens>({
  name: 'planned-notices',
  version: 1,
  rowsPerStream: true,
  events: [
    'NoticesPlanned',
    'NoticeSent',
    'StageCompleted',
    'StageSentBack',
    'ApplicationDecided',
    'ApplicationWithdrawn',
    'CaseMigrated',
    'MatterNoticesPlanned',
    'MatterNoticeSent',
    'MatterStageEnded',
    'MatterSentBack',
    'MatterStagesDropped',
    'MatterClosed',
    'MatterWithdrawn',
  ],
  route: ({ stream }) => [stream],
  evolve: (row, event) => {
    const planned = left(row?.planned ?? [], event);
    return planned.length > 0 ? { planned } : null;
  },
  indexes: {
    /** By the instant of the next of them: what the clock looks at. */
    due: ({ planned }) => [{ partition: 'open', sort: planned.map(({ at }) => at).sort()[0] ?? '' }],
  },
});
