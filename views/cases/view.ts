import type { ApplicationEvent, Pinned } from '../../events/application/events.ts';
import type { CaseState } from '../../events/application/fold.ts';
import type { FlowState, OpenStage } from '../../lowcode/flow/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import { newestFirst, type Placed, view } from '../view.ts';

/** A line of the work queue. The applicant stays sealed; the case page itself is read from the stream. */
export interface CaseRow {
  readonly number: string;
  readonly service: Pinned;
  readonly itemName: Text;
  readonly unit: string;
  /** Units whose lists show it: the deciding one, its ancestors, and those along with it. */
  readonly units: readonly string[];
  /** Units of the front desk that may act at intake. */
  readonly alsoUnits: readonly string[];
  readonly state: CaseState;
  /** Filed on trial (试运行). */
  readonly trial: boolean;
  readonly channel: string;
  readonly subject: string;
  readonly filedBy: string | null;
  /** Box with the applicant. */
  readonly sealed: string;
  readonly submittedOn: string;
  readonly submittedAt: string;
  readonly acceptBy: string | null;
  /** The last day to supply what is wanting, where something follows when it passes. */
  readonly supplementDue: string | null;
  readonly acceptedOn: string | null;
  readonly promisedDue: string | null;
  readonly legalDue: string | null;
  readonly decidedOn: string | null;
  readonly onTime: boolean | null;
  readonly stages: readonly (OpenStage & { readonly due: string | null; readonly enteredOn: string })[];
  /** `unit/role` of whoever was asked to sign and has not (加签). */
  readonly signers: readonly string[];
}

function signersOf(flow: FlowState): readonly string[] {
  return (flow.signers ?? []).flatMap(({ unit, role, agrees }) => (agrees === null ? [`${unit}/${role}`] : []));
}

function submitted(event: Placed<Extract<ApplicationEvent, { type: 'ApplicationSubmitted' }>>): CaseRow {
  const { data } = event;
  return {
    number: data.number,
    service: data.service,
    itemName: data.itemName,
    unit: data.unit,
    units: [...new Set([...data.unitPath, ...data.alsoUnits])],
    alsoUnits: data.alsoUnits,
    state: 'received',
    trial: data.trial,
    channel: data.channel,
    subject: data.subject,
    filedBy: data.filedBy,
    sealed: data.personal as string,
    submittedOn: data.today,
    submittedAt: event.at,
    acceptBy: data.acceptBy,
    supplementDue: null,
    acceptedOn: null,
    promisedDue: null,
    legalDue: null,
    decidedOn: null,
    onTime: null,
    stages: [],
    signers: [],
  };
}

function changed(row: CaseRow, event: Placed<ApplicationEvent>): CaseRow {
  switch (event.type) {
    case 'SupplementRequested':
      return {
        ...row,
        state: 'supplementRequested',
        supplementDue: event.data.expiry === 'waits' ? null : event.data.due,
      };
    case 'SupplementProvided':
      return { ...row, state: 'received', acceptBy: event.data.acceptBy, supplementDue: null };
    case 'ApplicationAccepted': {
      const { acceptedOn, promisedDue, legalDue } = event.data;
      return { ...row, state: 'accepted', acceptedOn, promisedDue, legalDue };
    }
    case 'ApplicationNotAccepted':
      return { ...row, state: 'notAccepted', decidedOn: event.data.today };
    case 'StagesEntered': {
      const entered = event.data.stages.map((stage) => ({ ...stage, enteredOn: event.data.today }));
      const units = [...new Set([...row.units, ...entered.map((stage) => stage.unit)])];
      return { ...row, stages: [...row.stages, ...entered], units };
    }
    case 'StageCompleted':
      return {
        ...row,
        stages: row.stages.filter((stage) => stage.key !== event.data.stage),
        signers: signersOf(event.data.flow),
      };
    case 'StageSentBack':
      return { ...row, stages: [], signers: signersOf(event.data.flow) };
    case 'SignerAdded': {
      const units = [...new Set([...row.units, event.data.signer.unit])];
      return { ...row, units, signers: signersOf(event.data.flow) };
    }
    case 'SignatureGiven':
      return { ...row, signers: signersOf(event.data.flow) };
    case 'ClockStopped':
      return { ...row, state: 'suspended', promisedDue: null };
    case 'ClockRestarted':
      return { ...row, state: 'accepted', promisedDue: event.data.promisedDue, legalDue: event.data.legalDue };
    case 'LimitExtended':
      return { ...row, promisedDue: event.data.promisedDue, legalDue: event.data.legalDue };
    case 'LimitRecounted': {
      const { acceptBy, promisedDue, legalDue } = event.data;
      return { ...row, acceptBy, promisedDue, legalDue };
    }
    case 'ApplicationDecided': {
      const { outcome, today, onTime } = event.data;
      return { ...row, state: outcome, decidedOn: today, onTime, stages: [], signers: [] };
    }
    case 'CaseMigrated': {
      const before = new Map(row.stages.map((stage) => [stage.key, stage.enteredOn]));
      const stages = event.data.stages.map(({ was, ...stage }) => ({
        ...stage,
        enteredOn: (was === null ? undefined : before.get(was)) ?? event.data.today,
      }));
      return { ...row, stages, units: [...new Set([...row.units, ...stages.map((stage) => stage.unit)])] };
    }
    case 'ApplicationWithdrawn':
      return { ...row, state: 'withdrawn', decidedOn: event.data.today, stages: [], signers: [] };
    default:
      return row;
  }
}

/** Sorts after every date: due dates that are not known. */
const LATER = '9999-12-31';

/** What a queue of open cases is sorted by: the day something is due. */
export function dueOf(row: CaseRow): string {
  return (row.state === 'received' ? row.acceptBy : row.promisedDue) ?? LATER;
}

/**
 * The place of a case among others, in one order for all of them: open ones first, soonest due first; then closed ones,
 * the latest decision first.
 */
function placeOf(row: CaseRow): string {
  return OPEN.has(row.state)
    ? `${dueOf(row)}/${row.number}`
    : `${CLOSED}${newestFirst(row.decidedOn ?? '')}/${row.number}`;
}

/** What the place of a closed case begins with: after every date. */
const CLOSED = 'c/';

/** States by which the lists of a unit are kept apart; `all` of them together are every case. */
export const STATES = {
  open: ['received', 'supplementRequested', 'accepted', 'suspended'],
  closed: ['granted', 'refused', 'notAccepted', 'withdrawn'],
} as const satisfies { readonly [part: string]: readonly CaseState[] };

const OPEN: ReadonlySet<CaseState> = new Set(STATES.open);

/** What a number begins with: the short code of the unit. Numbers with the same are found by how they begin. */
export function numberSeries(number: string): string {
  return /^[^\d]*/.exec(number)?.[0] ?? '';
}

/** The query for one whole number. */
export function wholeNumber(number: string) {
  return { index: 'byNumber', partition: numberSeries(number), from: number, to: number, limit: 1 };
}

/** Who can act now: `unit/role` pairs. Whoever takes applications in, front desk or village station, is `window`. */
export function todoOf(row: CaseRow): readonly string[] {
  if (row.state === 'received') {
    return [`${row.unit}/clerk`, ...[row.unit, ...row.alsoUnits].map((unit) => `${unit}/window`)];
  }
  if (row.state === 'suspended') return row.stages.map((stage) => `${stage.unit}/${stage.role}`);
  // After the decision there may be work left to do (制证、送达).
  const handled = row.state === 'accepted' || row.state === 'granted';
  return handled ? [...row.stages.map((stage) => `${stage.unit}/${stage.role}`), ...row.signers] : [];
}

function isUndated({ state, acceptBy, promisedDue, legalDue }: CaseRow): boolean {
  if (state === 'received') return acceptBy === null;
  return state === 'accepted' && (promisedDue === null || legalDue === null);
}

export const casesView = view<CaseRow, Exclude<ApplicationEvent, { type: 'ApplicationRated' }>>({
  name: 'cases',
  version: 8,
  rowsPerStream: true,
  events: [
    'ApplicationSubmitted',
    'SupplementRequested',
    'SupplementProvided',
    'ApplicationAccepted',
    'ApplicationNotAccepted',
    'StagesEntered',
    'StageCompleted',
    'StageSentBack',
    'SignerAdded',
    'SignatureGiven',
    'ClockStopped',
    'ClockRestarted',
    'LimitExtended',
    'LimitRecounted',
    'ApplicationDecided',
    'ApplicationWithdrawn',
    'CaseMigrated',
  ],
  route: (event) => [event.stream],
  evolve: (row, event) => (event.type === 'ApplicationSubmitted' ? submitted(event) : row && changed(row, event)),
  // Two entries for each unit, and units are bounded (`MOST_CASE_UNITS` in lowcode), so that no case outgrows one transaction.
  indexes: {
    todo: (row) => [...new Set(todoOf(row))].map((partition) => ({ partition, sort: `${dueOf(row)}/${row.number}` })),
    byState: (row) => row.units.map((unit) => ({ partition: `${unit}/${row.state}`, sort: placeOf(row) })),
    byService: (row) => row.units.map((unit) => ({ partition: `${unit}/${row.service.key}`, sort: row.submittedAt })),
    bySubject: (row) => [{ partition: row.subject, sort: row.submittedAt }],
    /** Cases that an agent or the front desk filed for others. */
    byFiler: (row) => (row.filedBy ? [{ partition: row.filedBy, sort: row.submittedAt }] : []),
    byNumber: (row) => [{ partition: numberSeries(row.number), sort: row.number }],
    /** Received cases by the day silence becomes acceptance: what the clock looks at. */
    silence: (row) => (row.state === 'received' && row.acceptBy ? [{ partition: 'received', sort: row.acceptBy }] : []),
    /** Cases that wait for a supplement with a term, by its last day: what the clock looks at. */
    supplement: ({ state, supplementDue }) =>
      state === 'supplementRequested' && supplementDue ? [{ partition: 'waiting', sort: supplementDue }] : [],
    /** Open cases with a date that the calendar did not reach: looked at when a year was announced. */
    undated: (row) => (isUndated(row) ? [{ partition: 'undated', sort: row.submittedOn }] : []),
  },
});
