import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { DataText } from '../parts/reading.tsx';
import type { FormVersionData } from './drafts.ts';
import { type Defect, DUE, type DueAnswer, type SupplementTerm } from './look-ups.ts';
import { MESSAGE, type MessageRow } from './messages.ts';
import type { ChartData, Connection, UnitSummary } from './services.ts';

const CASE_ROW = `id number state trial submittedOn service { key version name { zh en } } unit { code name { zh en } } ${DUE}`;
const TICKET_ROW = `id number kind categoryName state registeredOn title ${DUE}`;

export const MY = `query My($cases: String, $tickets: String, $licences: String) {
  myDrafts { id savedAt expiresOn service { key name { zh en } } }
  myCases(first: 20, after: $cases) { edges { cursor node { ${CASE_ROW} actions } } pageInfo { hasNextPage endCursor } }
  myLicences(first: 20, after: $licences) {
    edges { cursor node { id identifier number typeName { zh en } state issuer { code name { zh en } } validFrom validTo } }
    pageInfo { hasNextPage endCursor }
  }
  myTickets(first: 20, after: $tickets) { edges { cursor node { ${TICKET_ROW} } } pageInfo { hasNextPage endCursor } }
  unreadMessages
  messages(first: 3) { edges { cursor node { ${MESSAGE} } } pageInfo { hasNextPage endCursor } }
}`;

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly submittedOn: string;
  readonly trial: boolean;
  readonly service: { readonly key: string; readonly version: number; readonly name: DataText };
  readonly unit: UnitSummary;
  readonly due: DueAnswer | null;
  readonly actions: readonly string[];
}
export interface LicenceRow {
  readonly id: string;
  readonly identifier: string;
  readonly number: string;
  readonly typeName: DataText;
  readonly state: string;
  readonly issuer: UnitSummary;
  readonly validFrom: string;
  readonly validTo: string | null;
}
export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly categoryName: string;
  readonly state: string;
  readonly registeredOn: string;
  readonly title: string | null;
  readonly due: DueAnswer | null;
}
export interface MyAnswer {
  readonly myDrafts: readonly {
    readonly id: string;
    readonly savedAt: string;
    readonly expiresOn: string;
    readonly service: { readonly key: string; readonly name: DataText };
  }[];
  readonly myCases: Connection<CaseRow>;
  readonly myLicences: Connection<LicenceRow>;
  readonly myTickets: Connection<TicketRow>;
  readonly unreadMessages: number;
  readonly messages: Connection<MessageRow>;
}

const TIMELINE = `timeline { ordinal on text detail actor }`;

export const MY_CASE = `query MyCase($id: ID!) {
  case(id: $id) {
    ${CASE_ROW} acceptBy acceptedOn deemedAccepted decidedOn daysUsed onTime fee answers supplementRounds
    formVersion { key version title { zh en } definition }
    attachments { id name type size material url }
    defects { at label reason } supplementTerm { due expiry }
    chart { nodes { key label who column row kind status } edges { from to kind } }
    ${TIMELINE}
    reasons remedies
    licence { id identifier number typeName { zh en } state validFrom validTo fields { label { zh en } value } }
    rating { stars tags on }
    actions revision
  }
}`;
export interface TimelineData {
  readonly ordinal: number;
  readonly on: string;
  readonly text: string;
  readonly detail: string | null;
  readonly actor: string | null;
}
export interface MyCaseAnswer {
  readonly case: MyCase | null;
}
export interface MyCase extends CaseRow {
  readonly acceptBy: string | null;
  readonly acceptedOn: string | null;
  readonly deemedAccepted: boolean;
  readonly decidedOn: string | null;
  readonly daysUsed: number | null;
  readonly onTime: boolean | null;
  readonly fee: string | null;
  readonly answers: RawAnswers | null;
  readonly supplementRounds: number;
  readonly formVersion: FormVersionData;
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly size: number;
    /** The material's key, else the field's. */
    readonly material: string | null;
    readonly url: string;
  }[];
  readonly defects: readonly Defect[];
  readonly supplementTerm: SupplementTerm | null;
  readonly chart: ChartData;
  readonly timeline: readonly TimelineData[];
  readonly reasons: string | null;
  readonly remedies: string | null;
  readonly licence: {
    readonly id: string;
    readonly identifier: string;
    readonly number: string;
    readonly typeName: DataText;
    readonly state: string;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly fields: readonly { readonly label: DataText; readonly value: string }[];
  } | null;
  readonly rating: { readonly stars: number; readonly tags: readonly string[]; readonly on: string } | null;
  readonly revision: number;
}

export const SUPPLEMENT = `mutation Supplement($id: ID!, $answers: JSON!, $expect: Int, $commandId: ID) {
  supplementCase(id: $id, answers: $answers, expect: $expect, commandId: $commandId) { id state }
}`;
export const WITHDRAW = `mutation Withdraw($id: ID!, $reason: String!, $expect: Int, $commandId: ID) {
  withdrawCase(id: $id, reason: $reason, expect: $expect, commandId: $commandId) { id state }
}`;
export const RATE = `mutation Rate($id: ID, $stars: Int!, $tags: [String!]!, $commandId: ID) {
  rateCase(id: $id, stars: $stars, tags: $tags, commandId: $commandId) { stars }
}`;

export const MY_TICKET = `query MyTicket($id: ID!) {
  ticket(id: $id) {
    ${TICKET_ROW} text unit { code name { zh en } } town { code name } reply satisfaction anonymous confidential site page ${TIMELINE}
  }
}`;
export interface MyTicketAnswer {
  readonly ticket:
    | (TicketRow & {
        readonly text: string | null;
        readonly unit: UnitSummary | null;
        readonly town: { readonly code: string; readonly name: string } | null;
        readonly reply: string | null;
        readonly satisfaction: number | null;
        readonly anonymous: boolean;
        readonly confidential: boolean;
        readonly site: string | null;
        readonly page: string | null;
        readonly timeline: readonly TimelineData[];
      })
    | null;
}
