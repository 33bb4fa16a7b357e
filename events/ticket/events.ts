import type { Box } from '../stream.ts';

/** Stream `ticket/<id>`: one hotline ticket (12345 工单). */
export const category = 'ticket';

export type TicketKind = 'consultation' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'siteError';
export type TicketChannel = 'phone' | 'web' | 'sms' | 'mailbox' | 'app' | 'miniProgram' | 'officialAccount';

/** A limit of a class: hours run round the clock from dispatch. */
export interface TicketLimit {
  readonly unit: 'hours' | 'naturalDays' | 'workingDays';
  readonly count: number;
}

/** Which ticket it is, for statistics that read one event alone. No word of the caller. */
export interface TicketFacets {
  readonly region: string;
  readonly kind: TicketKind;
  readonly category: string;
  readonly categoryName: string;
  /** Division code of the town; null when not said. */
  readonly town: string | null;
  /** Month of registration, YYYY-MM. */
  readonly month: string;
  readonly today: string;
}

interface Personal<T extends object> {
  readonly subject: string;
  readonly personal: Box<T>;
}

export type TicketEvent =
  | {
      readonly type: 'TicketRegistered';
      readonly v: 1;
      readonly data: TicketFacets &
        Personal<{
          title: string;
          text: string;
          place?: string;
          callerName?: string;
          callerPhone?: string;
          queryCode: string;
        }> & {
          readonly number: string;
          readonly queryDigest: string;
          readonly channel: TicketChannel;
          readonly urgent: boolean;
          /** 匿名: nobody sees who called. */
          readonly anonymous: boolean;
          /** 保密: only the hotline sees who called. */
          readonly confidential: boolean;
          readonly limit: TicketLimit;
          /** Unit of the hotline that took it in, and its ancestors. */
          readonly hotline: string;
          readonly hotlinePath: readonly string[];
          readonly site: string | null;
          readonly page: string | null;
          /** Stream of the case it is about. */
          readonly application: string | null;
          readonly registeredBy: string | null;
        };
    }
  | { readonly type: 'TicketAccepted'; readonly v: 1; readonly data: TicketFacets }
  | { readonly type: 'TicketRejected'; readonly v: 1; readonly data: TicketFacets & Personal<{ reason: string }> }
  | { readonly type: 'TicketAnsweredOnSpot'; readonly v: 1; readonly data: TicketFacets & Personal<{ reply: string }> }
  | {
      readonly type: 'TicketDispatched';
      readonly v: 1;
      readonly data: TicketFacets &
        Personal<{ note: string }> & {
          readonly unit: string;
          readonly unitName: string;
          readonly unitPath: readonly string[];
          readonly jointUnits: readonly string[];
          readonly round: number;
          /** Instant the limit ends, ISO 8601 UTC; end of the day in Asia/Shanghai for limits in days; null while the calendar does not reach. */
          readonly dueAt: string | null;
          /** Business date of the same; what people are shown. */
          readonly due: string | null;
          /** Last business date to sign or return. */
          readonly signBy: string | null;
        };
    }
  | { readonly type: 'TicketSigned'; readonly v: 1; readonly data: TicketFacets & { readonly unit: string } }
  | {
      readonly type: 'TicketReturned';
      readonly v: 1;
      readonly data: TicketFacets & Personal<{ reason: string }> & { readonly unit: string };
    }
  | {
      /** 撤回派单: the hotline takes back what nobody signed for; `unit` is who had it. */
      readonly type: 'TicketRecalled';
      readonly v: 1;
      readonly data: TicketFacets & Personal<{ reason: string }> & { readonly unit: string };
    }
  | {
      readonly type: 'TicketReplied';
      readonly v: 1;
      readonly data: TicketFacets &
        Personal<{ reply: string }> & { readonly unit: string; readonly onTime: boolean | null };
    }
  | {
      readonly type: 'TicketReviewed';
      readonly v: 1;
      readonly data: TicketFacets & Personal<{ note: string }> & { readonly approved: boolean };
    }
  | {
      readonly type: 'TicketCalledBack';
      readonly v: 1;
      readonly data: TicketFacets &
        Personal<{ note: string }> & { readonly reached: boolean; readonly satisfaction: number | null };
    }
  | {
      readonly type: 'TicketRedone';
      readonly v: 1;
      readonly data: TicketFacets &
        Personal<{ reason: string }> & {
          readonly unit: string;
          readonly dueAt: string | null;
          readonly due: string | null;
        };
    }
  | {
      readonly type: 'TicketClosed';
      readonly v: 1;
      readonly data: TicketFacets & {
        readonly unit: string;
        readonly unitName: string;
        readonly channel: TicketChannel;
        readonly onTime: boolean | null;
        /** 4 and 5 stars; null when not rated. */
        readonly satisfied: boolean | null;
      };
    };

export const versions = {
  TicketRegistered: 1,
  TicketAccepted: 1,
  TicketRejected: 1,
  TicketAnsweredOnSpot: 1,
  TicketDispatched: 1,
  TicketSigned: 1,
  TicketReturned: 1,
  TicketRecalled: 1,
  TicketReplied: 1,
  TicketReviewed: 1,
  TicketCalledBack: 1,
  TicketRedone: 1,
  TicketClosed: 1,
} as const;

export const personal = {
  TicketRegistered: ['title', 'text', 'place', 'callerName', 'callerPhone', 'queryCode'],
  TicketRejected: ['reason'],
  TicketAnsweredOnSpot: ['reply'],
  TicketDispatched: ['note'],
  TicketReturned: ['reason'],
  TicketRecalled: ['reason'],
  TicketReplied: ['reply'],
  TicketReviewed: ['note'],
  TicketCalledBack: ['note'],
  TicketRedone: ['reason'],
} as const;
