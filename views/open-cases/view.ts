import type { ApplicationEvent } from '../../events/application/events.ts';
import { view } from '../view.ts';

/** Open data about a case: nothing personal, nothing anybody wrote; nothing on trial. */
export interface OpenCaseRow {
  readonly service: string;
  readonly serviceName: string;
  readonly unit: string;
  readonly channel: string;
  readonly submittedOn: string;
  readonly acceptedOn: string | null;
  readonly decidedOn: string | null;
  readonly promisedDays: number;
  readonly daysUsed: number | null;
  readonly onTime: boolean | null;
  readonly outcome: 'open' | 'granted' | 'refused' | 'notAccepted' | 'withdrawn';
}

type Listens = Extract<
  ApplicationEvent,
  {
    type:
      | 'ApplicationSubmitted'
      | 'ApplicationAccepted'
      | 'ApplicationNotAccepted'
      | 'ApplicationDecided'
      | 'ApplicationWithdrawn';
  }
>;

export const openCasesView = view<OpenCaseRow, Listens>({
  name: 'open-cases',
  version: 2,
  rowsPerStream: true,
  events: [
    'ApplicationSubmitted',
    'ApplicationAccepted',
    'ApplicationNotAccepted',
    'ApplicationDecided',
    'ApplicationWithdrawn',
  ],
  route: (event) => (event.type === 'ApplicationSubmitted' && event.data.trial ? [] : [event.stream]),
  evolve(row, event) {
    switch (event.type) {
      case 'ApplicationSubmitted': {
        const { item, itemName, unit, channel, today, promisedDays } = event.data;
        return {
          ...{ service: item, serviceName: itemName.zh, unit, channel, submittedOn: today, promisedDays },
          ...{ acceptedOn: null, decidedOn: null, daysUsed: null, onTime: null, outcome: 'open' },
        };
      }
      case 'ApplicationAccepted':
        return row && { ...row, acceptedOn: event.data.acceptedOn };
      case 'ApplicationNotAccepted':
        return row && { ...row, decidedOn: event.data.today, outcome: 'notAccepted' };
      case 'ApplicationWithdrawn':
        return row && { ...row, decidedOn: event.data.today, outcome: 'withdrawn' };
      case 'ApplicationDecided': {
        const { today, outcome, daysUsed, onTime } = event.data;
        return row && { ...row, decidedOn: today, outcome, daysUsed, onTime };
      }
    }
  },
});
