import type { FieldKind } from '../form/definition.ts';

/** One line of what was read from a paste, to be looked over by a clerk before it becomes part of a form. */
export interface PastedRow {
  /** `office`: looks like something that the office fills in, such as an opinion or a stamp; becomes nothing. */
  readonly as: 'section' | 'group' | 'field' | 'office';
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly options: readonly PastedOption[];
  readonly hint: string;
  readonly unit: string;
  /** Most characters of a text, where the table says so. */
  readonly max: number | null;
  /** A field of the group above it. */
  readonly inGroup: boolean;
  /** Row of the pasted table, from 0. */
  readonly from: number;
}

export interface PastedOption {
  /** The code the table gives, such as 01; empty when it gives none. */
  readonly code: string;
  readonly label: string;
}

/** A row with the usual for all that is not said. */
export function pastedRow(row: Pick<PastedRow, 'label' | 'from'> & Partial<PastedRow>): PastedRow {
  return {
    as: 'field',
    kind: 'text',
    required: false,
    options: [],
    hint: '',
    unit: '',
    max: null,
    inGroup: false,
    ...row,
  };
}
