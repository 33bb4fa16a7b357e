import type { Place } from '../../../lowcode/document/template-text.ts';
import type { Field } from '../../../lowcode/form/definition.ts';
import type { ValueType } from '../../../lowcode/rule/value.ts';
import type { GuideQuestion } from '../../../lowcode/service/questions.ts';

/** One property of a part of a definition: where it stands below the part, and how it is edited. */
export interface Property {
  readonly name: string;
  readonly label: string;
  readonly kind: PropertyKind;
  readonly hint?: string;
  readonly options?: readonly { readonly value: string | number; readonly label: string }[];
  readonly min?: number;
  readonly max?: number;
  /** What stands when nothing is set. */
  readonly none?: string;
  /** For boxes: whether it is ticked when nothing is set. */
  readonly otherwise?: boolean;
  /** For rules: what they must give. */
  readonly expected?: readonly ValueType[];
  /** For situations: the questions they may hang on. */
  readonly questions?: readonly GuideQuestion[];
  /** For records: the field that is filled, and the fields of its own form that fit it. */
  readonly taken?: {
    readonly field: Field;
    readonly own: readonly { readonly value: string; readonly label: string }[];
  };
  /** For texts with places: what can be put in. */
  readonly places?: readonly Place[];
  /** For lists: the properties of each item, what one is called, and a new one. */
  readonly each?: readonly Property[];
  /** The same where they depend on the item. */
  readonly eachFor?: (item: unknown) => readonly Property[];
  /** For lists: what an item means, as a sentence. */
  readonly sentence?: (item: unknown) => string;
  readonly item?: string;
  readonly fresh?: () => unknown;
  /** Not to be taken away: an empty text stays a text. */
  readonly needed?: boolean;
  readonly locked?: boolean;
}

export type PropertyKind =
  | 'zh' // { zh, en? } on one line
  | 'longZh'
  | 'placedZh' // { zh, en? } with places that are filled in
  | 'string'
  | 'longString'
  | 'integer'
  | 'boolean'
  | 'select'
  | 'multi'
  | 'strings'
  | 'unit'
  | 'units'
  | 'definition' // key of another definition, chosen from a list
  | 'condition'
  | 'value'
  | 'required'
  | 'situation' // answers to a guided question
  | 'situations'
  | 'takenFrom' // the record that a first answer comes from
  | 'list';
