import type { ServiceDefinition } from '../../lowcode/service/definition.ts';

/** What the generator makes: plain records in Shanghai dates and times, to be turned into events by the deciders. */
export type Plan = ServicePlan | CasePlan | TicketPlan | LicencePlan;

/** An entry of the catalogue; `guide` says that the item is typed in whole under `services/`. */
export interface ServicePlan {
  readonly plan: 'service';
  readonly region: string;
  readonly key: string;
  readonly title: string;
  readonly kind: ServiceDefinition['kind'];
  readonly unit: string;
  readonly unitName: string;
  readonly audience: ServiceDefinition['audience'];
  readonly theme: string;
  readonly mode: ServiceDefinition['mode'];
  readonly legalDays: number;
  readonly promisedDays: number;
  readonly guide: boolean;
}

/** Somebody who does not exist: identifiers are valid but lie in division 430499, which is not assigned. */
export interface PlannedApplicant {
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly identifier: string;
  readonly phone: string;
  readonly address: string;
}

export type CaseOutcome = 'granted' | 'refused' | 'notAccepted' | 'withdrawn' | 'open';

export interface CasePlan {
  readonly plan: 'case';
  /** 1.. in order of submission. */
  readonly serial: number;
  readonly service: string;
  readonly unit: string;
  readonly town: string;
  readonly village: string;
  readonly channel: 'web' | 'window' | 'agent';
  readonly applicant: PlannedApplicant;
  /** `YYYY-MM-DD HH:mm`. */
  readonly submittedAt: string;
  readonly supplement: { readonly on: string; readonly defect: string; readonly suppliedOn: string | null } | null;
  readonly acceptedOn: string | null;
  readonly promisedDays: number;
  /** Working days counted from the day after acceptance; null while open or never accepted. */
  readonly daysUsed: number | null;
  readonly due: string | null;
  readonly decidedOn: string | null;
  readonly onTime: boolean | null;
  readonly outcome: CaseOutcome;
  readonly reasons: string | null;
  readonly rating: { readonly stars: number; readonly tags: readonly string[]; readonly on: string } | null;
}

export interface TicketPlan {
  readonly plan: 'ticket';
  readonly serial: number;
  readonly kind: string;
  readonly category: string;
  readonly channel: string;
  readonly town: string;
  readonly village: string;
  readonly title: string;
  readonly text: string;
  readonly caller: { readonly name: string; readonly phone: string } | null;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly urgent: boolean;
  /** Key of the limit class. */
  readonly limit: string;
  readonly unit: string;
  /** `YYYY-MM-DD HH:mm` each; null when the step was not (yet) taken. */
  readonly registeredAt: string;
  readonly acceptedAt: string | null;
  readonly returnedAt: string | null;
  readonly dispatchedAt: string | null;
  readonly signedAt: string | null;
  readonly repliedAt: string | null;
  readonly reviewedAt: string | null;
  readonly closedAt: string | null;
  readonly due: string | null;
  readonly onTime: boolean | null;
  /** 1-5 from the call back. */
  readonly satisfaction: number | null;
  readonly outcome: 'onSpot' | 'closed' | 'rejected' | 'open';
}

export interface LicencePlan {
  readonly plan: 'licence';
  readonly serial: number;
  /** Key of the licence type. */
  readonly type: string;
  readonly number: string;
  readonly holder: PlannedApplicant;
  readonly town: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly state: 'valid' | 'expired' | 'cancelled';
  /** Values on the face, by the type's field keys. */
  readonly fields: { readonly [key: string]: string };
}
