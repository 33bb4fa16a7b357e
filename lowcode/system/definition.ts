import type { StageRole } from '../flow/roles.ts';
import type { Text } from '../text.ts';

/**
 * An inner system of offices (公文传输、督办、数字城管、数据填报 ...), assembled without code: a form whose pages are filled
 * in at stages, the flow that a matter (内部事务) takes, who begins and closes it, what numbers it is given, and the
 * screens it is listed on.
 */
export interface SystemDefinition {
  readonly name: Text;
  /** What it is for, one or two sentences. */
  readonly about: Text;
  /** Code of the unit that keeps the system; it sees every matter. */
  readonly unit: string;
  /** Keys of a published form and of a published flow of purpose `office`. */
  readonly form: string;
  readonly flow: string;
  /** Who begins a matter. */
  readonly begins: readonly Begins[];
  /** Key of the field, answered at the beginning, that names a matter in lists. */
  readonly titleFrom: string;
  readonly numberings?: readonly Numbering[];
  readonly registers: readonly Register[];
  /** What all units answered at a stage, side by side. */
  readonly summaries?: readonly Summary[];
  /** Units that see every matter beside `unit` and those that begin it or act on it. */
  readonly sees?: readonly string[];
  /** Who alone closes a matter once its flow has ended (督办由督查人员销号); without it the last stage closes it. */
  readonly closes?: Closes;
  /** Key of a field, always answered at the beginning: only one matter is open for each answer (同一人不得重复享受). */
  readonly onlyOne?: string;
  /**
   * Key of a field (an identity number or credit code, always answered at the beginning) that says whom a matter is about:
   * what is personal in it is sealed for them, and goes when they are erased. Without it a matter is sealed for itself.
   */
  readonly personFrom?: string;
  /** Shown as demonstration data on every page. */
  readonly demonstration?: boolean;
}

/** A role that begins matters, in the units named or, when none is, in any unit of the region. */
export interface Begins {
  readonly role: StageRole;
  readonly units?: readonly string[];
}

export interface Closes {
  readonly role: StageRole;
  /** Where the role is held; the system's own unit when absent. */
  readonly unit?: string;
}

/**
 * How official numbers (文号) are made. They count from 1 without a gap, for each unit that issues and each year; a number
 * once given stays given, also when the matter is withdrawn.
 */
export interface Numbering {
  readonly key: string;
  readonly title: Text;
  /** `衡政发〔{year}〕{n}号`: `{n}` is the number; `{year}` the year; `{unit}` the short code of the unit that issues. */
  readonly pattern: string;
  /** Other patterns for units that have their own word (机关代字). */
  readonly byUnit?: readonly { readonly unit: string; readonly pattern: string }[];
  /** Digits at least, filled up with zeros. */
  readonly digits?: number;
}

/** A list of matters as one screen (台账). */
export interface Register {
  readonly key: string;
  readonly title: Text;
  /** Fields that are answered once for the matter, or `MATTER_COLUMNS`. */
  readonly columns: readonly string[];
  /** Columns that can be filtered by; a personal field is none. */
  readonly filters?: readonly string[];
  /** What comes first; the latest begun when absent. */
  readonly sort?: RegisterSort;
  readonly shows?: 'open' | 'closed';
  /** Roles that are offered this list; everybody who sees matters when absent. */
  readonly roles?: readonly StageRole[];
}

/** 最近发起、最近到期. */
export type RegisterSort = 'begun' | 'due';

/** What every matter has, for columns: 登记号、文号、发起单位、发起日期、当前环节、到期、状态、办结日期. */
export const MATTER_COLUMNS = [
  '$number',
  '$official',
  '$unit',
  '$begun',
  '$stage',
  '$due',
  '$state',
  '$closed',
] as const;

/** Of these, what can be filtered by. */
export const MATTER_FILTERS: readonly string[] = ['$unit', '$begun', '$state', '$stage'];

export interface Summary {
  /** Key of a stage that each of several units ends (`eachOf`). */
  readonly stage: string;
  readonly title: Text;
  /** Fields on the stage's pages. */
  readonly columns: readonly string[];
  /** Of these, the numbers that are added up. */
  readonly totals?: readonly string[];
  /** Sets the figures beside those of the matter before it that gave the field the same answer (与上期比较). */
  readonly compareBy?: string;
}
