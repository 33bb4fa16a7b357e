/** Told to the window when an action is done: what waits where may have changed. */
export const ACTION_DONE = 'desk-action-done';

/** One thing a person can do with a case or a ticket, and what they must say to do it. */
export interface Action<Subject> {
  readonly key: string;
  readonly label: string;
  /** What it does and what follows, before one does it. */
  readonly intro: string;
  readonly submit: string;
  /** Red only for what is refused or taken away. */
  readonly danger?: boolean;
  readonly fields: readonly ActionField[];
  /** Does it; throws `AskError`. */
  readonly act: (subject: Subject, values: ActionValues, commandId: string) => Promise<unknown>;
  readonly done: string;
}

export type ActionValues = Readonly<Record<string, unknown>>;

export interface ActionField {
  readonly name: string;
  readonly label: string;
  /** `confirm` is a box that must be ticked; its label is what one stands for. */
  readonly kind:
    | 'longText'
    | 'choice'
    | 'radio'
    | 'number'
    | 'yesNo'
    | 'unit'
    | 'units'
    | 'defects'
    | 'stars'
    | 'tags'
    | 'confirm';
  readonly hint?: string;
  readonly optional?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: unknown;
  readonly min?: number;
  readonly max?: number;
  /** Shown only for such values of the other fields. */
  readonly when?: (values: ActionValues) => boolean;
}

/** The values of the fields that are shown; the others say nothing. */
export function shownValues(fields: readonly ActionField[], values: ActionValues): ActionValues {
  const shown = fields.filter((field) => !field.when || field.when(values));
  return Object.fromEntries(shown.map(({ name }) => [name, values[name]]).filter(([, value]) => value !== undefined));
}
