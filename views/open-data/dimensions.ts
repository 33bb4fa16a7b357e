import type { OpenCaseRow } from '../open-cases/view.ts';
import type { OpenTicketRow } from '../open-tickets/view.ts';
import type { Dimensions, Measures } from './publish.ts';

export type CaseDimension = 'quarter' | 'unit' | 'service' | 'outcome' | 'channel';
export type CaseMeasure = 'onTime' | 'daysUsed' | 'promisedDays';
export type TicketDimension = 'quarter' | 'kind' | 'category' | 'town' | 'closed';
export type TicketMeasure = 'onTime' | 'satisfied';

/** The quarter of a date or month: `2026-Q1`. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

const flag = (value: boolean | null) => (value === null ? null : Number(value));

export const CASES: {
  readonly dimensions: Dimensions<CaseDimension, OpenCaseRow>;
  readonly measures: Measures<CaseMeasure, OpenCaseRow>;
} = {
  dimensions: [
    ['quarter', (row) => quarterOf(row.submittedOn)],
    ['unit', (row) => row.unit],
    ['service', (row) => row.service],
    ['outcome', (row) => row.outcome],
    ['channel', (row) => row.channel],
  ],
  measures: [
    ['onTime', (row) => flag(row.onTime)],
    ['daysUsed', (row) => row.daysUsed],
    ['promisedDays', (row) => row.promisedDays],
  ],
};

export const TICKETS: {
  readonly dimensions: Dimensions<TicketDimension, OpenTicketRow>;
  readonly measures: Measures<TicketMeasure, OpenTicketRow>;
} = {
  dimensions: [
    ['quarter', (row) => quarterOf(row.month)],
    ['kind', (row) => row.kind],
    ['category', (row) => row.category],
    ['town', (row) => row.town],
    ['closed', (row) => (row.closed ? 'yes' : 'no')],
  ],
  measures: [
    ['onTime', (row) => flag(row.onTime)],
    ['satisfied', (row) => flag(row.satisfied)],
  ],
};
