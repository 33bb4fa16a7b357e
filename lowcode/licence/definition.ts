import type { Text } from '../text.ts';

/** A kind of licence (证照类型). */
export interface LicenceTypeDefinition {
  readonly name: Text;
  /** Type code in the identifier: credit code of the defining body followed by three digits. */
  readonly typeCode: string;
  /** Code of the issuing unit; its credit code goes into the identifier. */
  readonly issuer: string;
  readonly definer: Text;
  /** Years from the start; without it, and without an end or days in `validity`, there is no end (长期). */
  readonly validYears?: number;
  /** Where the application itself says how long the licence holds (占用道路三十日). */
  readonly validity?: LicenceValidity;
  /** 111 identity number, 001 credit code: holder code types. */
  readonly holder: 'person' | 'company' | 'both';
  /** Fields on the face: where each value comes from in the application. */
  readonly fields: readonly LicenceField[];
  /** Shown under the title. */
  readonly area?: Text;
}

/**
 * Keys of form fields, typed or computed, that are always answered; a date range's ends as `period.from`, `period.to`.
 * At most one of `end`, `days` and the type's `validYears`.
 */
export interface LicenceValidity {
  /** First day (date); the day of issue without it, or when that is later. */
  readonly start?: string;
  /** Last day (date). */
  readonly end?: string;
  /** Whole days from the start, which is the first of them. */
  readonly days?: string;
}

export interface LicenceField {
  readonly key: string;
  readonly label: Text;
  /** Key of the form field the value is taken from. */
  readonly from: string;
  readonly personal?: boolean;
}

/** 有效 暂扣 撤销 注销 失效 转出 吊销 其他. */
export type LicenceState =
  | 'valid'
  | 'withheld'
  | 'annulled'
  | 'cancelled'
  | 'expired'
  | 'transferred'
  | 'revoked'
  | 'other';
