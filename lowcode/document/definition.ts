import type { Rule } from '../rule/tree.ts';
import type { Numbering } from '../system/definition.ts';
import type { Text } from '../text.ts';

/**
 * A template of an official document (文书模板) or of the paper form that the answers are printed into (表单套打), declared in the item.
 * Texts are plain; `{key}` stands for an answer of the form, `{@name}` for a fact of the case (`DOCUMENT_FACTS`). What stands
 * in square brackets is left out when something named in it is empty.
 */
export interface DocumentTemplate {
  /** Unique in the item. */
  readonly key: string;
  readonly title: Text;
  /** When there is something to print; a template takes the place of the standard one of its occasion. */
  readonly occasion: Occasion;
  readonly blocks: readonly DocumentBlock[];
  /** The official number (文号) that a decision gets with it; templates of one pattern count together in a unit and year. */
  readonly numbering?: DocumentNumbering;
}

/** `pattern` as in the numberings of inner systems: `衡城管许字〔{year}〕第{n}号`. */
export type DocumentNumbering = Pick<Numbering, 'pattern' | 'digits'>;

/** Occasions whose documents end a case and may be numbered: each comes to be once. */
export const NUMBERED_OCCASIONS = ['granted', 'refused', 'notAccepted'] as const satisfies readonly Occasion[];
export type NumberedOccasion = (typeof NUMBERED_OCCASIONS)[number];

export function isNumbered(occasion: Occasion): occasion is NumberedOccasion {
  return (NUMBERED_OCCASIONS as readonly Occasion[]).includes(occasion);
}

export type Occasion =
  | 'application' // 申请表: from submission on
  | 'supplement' // 补正告知
  | 'acceptance' // 受理
  | 'suspension' // 特别程序告知: while the clock stands
  | 'notAccepted' // 不予受理
  | 'granted' // 准予决定
  | 'refused'; // 不予决定

export type DocumentBlock = TextBlock | ListBlock | SheetBlock | RowsBlock | SignBlock;

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  /** `indent`, two characters as paragraphs have, when absent. */
  readonly align?: 'indent' | 'start' | 'centre' | 'end';
  /** Over the form's answers. */
  readonly when?: Rule;
}

/** What the case has several of: 补正内容、理由和救济途径、材料. */
export interface ListBlock {
  readonly kind: 'list';
  readonly of: 'defects' | 'grounds' | 'materials';
}

/** A ruled table whose cells are filled in (表格). */
export interface SheetBlock {
  readonly kind: 'sheet';
  /** Relative widths, 1 to 12 of them. */
  readonly columns: readonly number[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** Least height in millimetres. */
  readonly height?: number;
  /** Together as wide as the table, counting what reaches down from rows above. */
  readonly cells: readonly SheetCell[];
}

export interface SheetCell {
  readonly text: string;
  /** Columns it takes; 1 when absent. */
  readonly span?: number;
  /** Rows it takes; 1 when absent. */
  readonly down?: number;
  /** Printed words of the form, centred, as opposed to what is filled in. */
  readonly label?: boolean;
}

/** The rows of a repeating group, a table row for each. */
export interface RowsBlock {
  readonly kind: 'rows';
  readonly group: string;
  /** Fields of the group and groups inside its rows, in this order. */
  readonly fields: readonly string[];
  /** Empty rows are added up to this many. */
  readonly least?: number;
}

/** 落款: the deciding body, the day of the fact, and where the seal goes. */
export interface SignBlock {
  readonly kind: 'sign';
}
