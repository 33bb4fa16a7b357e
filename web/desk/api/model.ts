import type { DocumentTemplate } from '../../../lowcode/document/definition.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { words } from '../../../lowcode/words.ts';

/** What the desk reads, as `graphql/schema.graphql` has it. Enumerations are those that have words. */
type Words = typeof words;
export type Role = keyof Words['role'];
export type CaseState = keyof Words['caseState'];
export type CaseAction = keyof Words['caseAction'];
export type CaseQueue = keyof Words['caseQueue'];
export type TicketState = keyof Words['ticketState'];
export type TicketAction = keyof Words['ticketAction'];
export type TicketKind = keyof Words['ticketKind'];
export type DueLevel = keyof Words['dueLevel'];
export type Channel = keyof Words['channel'];
export type LicenceState = keyof Words['licenceState'];
export type DefinitionKind = keyof Words['definitionKind'];
export type DefinitionState = keyof Words['definitionState'];
export type ApplicantKind = keyof Words['applicantKind'];
export type Measure = keyof Words['measure'];
export type ChartNodeStatus = keyof Words['chartNodeStatus'];

export interface Text {
  readonly zh: string;
  readonly en?: string | null;
}

export interface Unit {
  readonly code: string;
  readonly name: Text;
}

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'company' | 'staff';
  /** What the server allows them somewhere: `case.read`, `ticket.register` ... */
  readonly permissions: readonly string[];
  readonly roles: readonly { readonly role: Role; readonly unit: Unit | null; readonly standsIn: boolean }[];
}

export interface Region {
  readonly code: string;
  readonly name: Text;
  readonly today: string;
  readonly demonstration: boolean;
}

export interface DueDate {
  readonly date: string | null;
  /** Why the date is not sure, in words; null when it is. */
  readonly note: string | null;
  readonly daysLeft: number | null;
  readonly level: DueLevel;
}

export interface CountedDay {
  readonly date: string;
  readonly reason: string | null;
  readonly number: number | null;
}

export interface QueueCount {
  readonly queue: string;
  readonly count: number;
  readonly more: boolean;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
  /** Filed on trial (试运行). */
  readonly trial: boolean;
  readonly channel: Channel;
  readonly applicantName: string | null;
  readonly submittedOn: string;
  readonly due: DueDate | null;
  readonly service: { readonly key: string; readonly name: Text };
  readonly unit: Unit;
  readonly stages: readonly { readonly key: string; readonly title: Text; readonly mine: boolean }[];
}

export interface TimelineEntry {
  readonly ordinal: number;
  readonly at: string;
  readonly on: string;
  readonly text: string;
  readonly detail: string | null;
  readonly actor: string | null;
  /** Type of the fact. */
  readonly event: string;
}

export interface ChartNode {
  readonly key: string;
  readonly label: string;
  readonly who: string | null;
  readonly column: number;
  readonly row: number;
  readonly kind: keyof Words['chartNodeKind'];
  readonly status: ChartNodeStatus;
}

export interface Chart {
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: 'next' | 'jump' | 'sendBack';
  }[];
}

export interface OpenStage {
  readonly key: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly role: Role;
  readonly kind: 'review' | 'decide' | 'work';
  readonly enteredOn: string;
  readonly due: string | null;
  readonly mine: boolean;
  readonly procedures: readonly (keyof Words['procedure'])[];
  readonly waysBack: readonly { readonly to: string; readonly label: string }[];
  readonly asksSigners: boolean;
  readonly signers: readonly { readonly role: Role; readonly unit: Unit; readonly agrees: boolean | null }[];
  readonly signsHere: boolean;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly material: string | null;
  readonly url: string;
}

export interface Material {
  readonly key: string;
  readonly name: Text;
  readonly necessity: keyof Words['necessity'];
  readonly source: keyof Words['materialSource'];
}

export interface LicenceRow {
  readonly id: string;
  readonly identifier: string;
  readonly number: string;
  readonly typeName: Text;
  readonly state: LicenceState;
  readonly issuer: Unit;
  readonly holderName: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface LicencePage extends LicenceRow {
  readonly fields: readonly { readonly label: Text; readonly value: string }[];
  readonly case: { readonly number: string } | null;
  readonly timeline: readonly TimelineEntry[];
  readonly moves: readonly LicenceState[];
  readonly revision: number;
}

export interface FormVersion {
  readonly key: string;
  readonly version: number;
  readonly title: Text;
  readonly definition: FormDefinition;
}

export interface CasePage extends Omit<CaseRow, 'stages' | 'due'> {
  readonly applicant: {
    readonly name: string;
    readonly kind: ApplicantKind;
    readonly maskedIdentifier: string;
    readonly phone: string | null;
  } | null;
  readonly service: CaseRow['service'] & {
    readonly kind: keyof Words['serviceKind'];
    readonly documents: readonly DocumentTemplate[];
    readonly guide: { readonly materials: readonly Material[] } | null;
  };
  readonly filedBy: string | null;
  readonly acceptBy: string | null;
  readonly acceptedOn: string | null;
  readonly deemedAccepted: boolean;
  readonly acceptance: { readonly promisedDue: string | null; readonly legalDue: string | null } | null;
  readonly due: (DueDate & { readonly counted: readonly CountedDay[] }) | null;
  readonly legalDue: string | null;
  readonly decidedOn: string | null;
  readonly daysUsed: number | null;
  readonly onTime: boolean | null;
  readonly fee: string | null;
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly formVersion: FormVersion;
  readonly attachments: readonly Attachment[];
  readonly defects: readonly { readonly at: string; readonly label: string; readonly reason: string }[];
  readonly supplementRounds: number;
  readonly supplementTerm: { readonly due: string; readonly expiry: keyof (typeof words)['supplementExpiry'] } | null;
  readonly stages: readonly OpenStage[];
  readonly chart: Chart;
  readonly timeline: readonly TimelineEntry[];
  readonly documentNumbers: readonly { readonly document: string; readonly official: string }[];
  readonly reasons: string | null;
  readonly remedies: string | null;
  readonly licence: LicenceRow | null;
  readonly rating: { readonly stars: number; readonly tags: readonly string[]; readonly on: string } | null;
  readonly actions: readonly CaseAction[];
  readonly revision: number;
}

export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly kind: TicketKind;
  readonly categoryName: string;
  readonly channel: keyof Words['ticketChannel'];
  readonly state: TicketState;
  readonly urgent: boolean;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly title: string | null;
  readonly registeredOn: string;
  readonly unit: Unit | null;
  readonly due: DueDate | null;
}

export interface TicketPage extends Omit<TicketRow, 'due'> {
  readonly text: string | null;
  readonly town: { readonly code: string; readonly name: string } | null;
  readonly callerName: string | null;
  readonly callerPhone: string | null;
  readonly jointUnits: readonly Unit[];
  readonly due: CasePage['due'];
  readonly reply: string | null;
  readonly satisfaction: number | null;
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly TicketAction[];
  readonly site: string | null;
  readonly page: string | null;
  readonly revision: number;
}

export interface DefinitionSummary {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title: Text;
  readonly version: number | null;
  readonly state: DefinitionState;
  readonly inReview: boolean;
  readonly unit: Unit | null;
  readonly changedAt: string;
}

export interface Problem {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface PartProblem extends Problem, DefinitionName {}

export interface DefinitionName {
  readonly kind: DefinitionKind;
  readonly key: string;
}

export interface Definition extends Omit<DefinitionSummary, 'inReview' | 'changedAt'> {
  readonly review: {
    readonly on: string;
    readonly note: string;
    readonly together: readonly DefinitionName[];
  } | null;
  readonly returned: { readonly on: string; readonly reasons: string } | null;
  readonly moves: readonly (keyof Words['definitionMove'])[];
  /** Items and inner systems in use that are made of it now. */
  readonly usedBy: readonly (DefinitionName & { readonly title: Text })[];
  readonly definition: unknown;
  readonly published: unknown;
  readonly problems: readonly Problem[];
  readonly changes: readonly string[];
  readonly typeName: string | null;
  readonly revision: number;
}

export interface UnitPerformance {
  readonly unit: Unit;
  readonly month: string;
  readonly submitted: number;
  readonly decided: number;
  readonly onTime: number;
  readonly onTimeRate: number | null;
  readonly daysSaved: number;
  readonly ratings: number;
  readonly meanRating: number | null;
  readonly ticketsClosed: number;
  readonly ticketsOnTime: number;
  readonly ticketsRated: number;
  readonly ticketsSatisfied: number;
}

export interface Evidence {
  readonly number: string;
  readonly stream: string;
  readonly ordinal: number;
  readonly lane: number;
  readonly position: number;
  readonly on: string;
  readonly value: number | null;
}

export interface SiteProbe {
  readonly at: string;
  readonly reachable: boolean;
  readonly ms: number | null;
  readonly status: number | null;
  readonly problem: string | null;
}

export interface Site {
  readonly id: string;
  readonly name: Text;
  readonly url: string;
  readonly unit: Unit;
  readonly reachability: number | null;
  readonly medianMs: number | null;
  readonly lastProbe: SiteProbe | null;
  readonly recent: readonly SiteProbe[];
}
