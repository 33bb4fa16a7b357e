import type { CountedDay } from '../parts/bits.tsx';
import type { DataText } from '../parts/reading.tsx';
import type { UnitSummary } from './services.ts';

export const DUE = `due { date note daysLeft level counted { date reason number } }`;
const STEPS = `steps { label on status }`;

export interface DueAnswer {
  readonly date: string | null;
  readonly note?: string | null;
  readonly daysLeft: number | null;
  readonly level: string;
  readonly counted: readonly CountedDay[];
}
export interface Step {
  readonly label: string;
  readonly on: string | null;
  readonly status: string;
}
/** Until when a supplement can be handed in, and what follows. */
export interface SupplementTerm {
  readonly due: string;
  readonly expiry: string;
}

export interface Defect {
  readonly at: string;
  readonly label: string;
  readonly reason: string;
}

export const PROGRESS = `query Progress($number: String!, $queryCode: String!) {
  progress(number: $number, queryCode: $queryCode) {
    number serviceName { zh en } unit { code name { zh en } } state submittedOn acceptedOn ${DUE} decidedOn
    licenceIdentifier ${STEPS} reasons remedies defects { at label reason } supplementTerm { due expiry }
  }
}`;
export interface ProgressAnswer {
  readonly progress: ProgressData | null;
}
export interface ProgressData {
  readonly number: string;
  readonly serviceName: DataText;
  readonly unit: UnitSummary;
  readonly state: string;
  readonly submittedOn: string;
  readonly acceptedOn: string | null;
  readonly due: DueAnswer | null;
  readonly decidedOn: string | null;
  readonly licenceIdentifier: string | null;
  readonly steps: readonly Step[];
  readonly reasons: string | null;
  readonly remedies: string | null;
  readonly defects: readonly Defect[];
  readonly supplementTerm: SupplementTerm | null;
}

export const TICKET_PROGRESS = `query TicketProgress($number: String!, $queryCode: String!) {
  ticketProgress(number: $number, queryCode: $queryCode) {
    number kind categoryName state registeredOn unit { code name { zh en } } ${DUE} reply ${STEPS}
  }
}`;
export interface TicketProgressAnswer {
  readonly ticketProgress: TicketProgressData | null;
}
export interface TicketProgressData {
  readonly number: string;
  readonly kind: string;
  readonly categoryName: string;
  readonly state: string;
  readonly registeredOn: string;
  readonly unit: UnitSummary | null;
  readonly due: DueAnswer | null;
  readonly reply: string | null;
  readonly steps: readonly Step[];
}

export const VERIFY = `query Verify($identifier: String!) {
  verifyLicence(identifier: $identifier) {
    result identifier message typeName { zh en } state issuer { code name { zh en } } maskedHolder validFrom validTo
  }
}`;
export interface VerifyAnswer {
  readonly verifyLicence: {
    readonly result: string;
    readonly identifier: string;
    readonly message: string;
    readonly typeName: DataText | null;
    readonly state: string | null;
    readonly issuer: UnitSummary | null;
    readonly maskedHolder: string | null;
    readonly validFrom: string | null;
    readonly validTo: string | null;
  };
}

export const HOTLINE = `query Hotline { ticketCategories { key name kind parent } divisions { code name } publicTickets(first: 5) { edges { cursor node { kind categoryName townName quarter closed count } } } }`;
export interface HotlineAnswer {
  readonly ticketCategories: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: string;
    readonly parent: string | null;
  }[];
  readonly divisions: readonly { readonly code: string; readonly name: string }[];
  readonly publicTickets: {
    readonly edges: readonly {
      readonly node: {
        readonly kind: string | null;
        readonly categoryName: string | null;
        readonly townName: string | null;
        readonly quarter: string | null;
        readonly closed: boolean | null;
        readonly count: number;
      };
    }[];
  };
}

export const REGISTER = `mutation Register($input: TicketInput!, $commandId: ID) {
  registerTicket(input: $input, commandId: $commandId) { number queryCode registeredOn repeated }
}`;
export interface RegisterAnswer {
  readonly registerTicket: TicketReceipt;
}
export interface TicketReceipt {
  readonly number: string;
  readonly queryCode: string;
  readonly registeredOn: string;
  readonly repeated: boolean;
}
