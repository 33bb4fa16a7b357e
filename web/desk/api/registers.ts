import type { RegisterDefinition } from '../../../lowcode/register/definition.ts';
import { document } from './ask.ts';
import type { Unit } from './model.ts';

export interface RegisterSummary {
  readonly key: string;
  readonly title: { readonly zh: string };
  readonly unit: Pick<Unit, 'name'> | null;
  readonly changedAt: string;
}

export interface RegisterColumn {
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'money' | 'date' | 'boolean' | 'choice' | 'choices' | 'division' | null;
  readonly personal: boolean;
  readonly parts: readonly string[];
  readonly counted: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface RegisterResult {
  readonly asOf: string;
  /** Whether the viewer sees cases at all. */
  readonly seesCases: boolean;
  readonly total: number;
  readonly columns: readonly { readonly id: string; readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly { readonly number: string; readonly cells: readonly string[] }[];
  readonly hasMore: boolean;
  readonly totals: readonly { readonly label: string; readonly text: string }[];
  readonly groups: readonly { readonly label: string; readonly count: number; readonly cells: readonly string[] }[];
  readonly cross: {
    readonly corner: string;
    readonly measure: string;
    readonly columns: readonly string[];
    readonly rows: readonly { readonly label: string; readonly cells: readonly string[]; readonly total: string }[];
    readonly totals: readonly string[];
    readonly total: string;
  } | null;
}

export interface Register {
  readonly key: string;
  readonly title: { readonly zh: string };
  readonly unit: Pick<Unit, 'name'> | null;
  readonly definition: RegisterDefinition;
  readonly revision: number;
  readonly mayEdit: boolean;
}

export const REGISTERS = document<{ registers: readonly RegisterSummary[] }>(
  'query Registers { registers { key title { zh } unit { code name { zh } } changedAt } }',
);

export const REGISTER = document<{ register: Register | null }, { key: string }>(
  'query Register($key: ID!) { register(key: $key) { key title { zh } unit { code name { zh } } definition revision mayEdit } }',
);

export const REGISTER_PREVIEW = document<
  { registerPreview: RegisterResult },
  { definition: RegisterDefinition; first: number; offset: number }
>(`query RegisterPreview($definition: JSON!, $first: Int, $offset: Int) {
  registerPreview(definition: $definition, first: $first, offset: $offset) {
    asOf seesCases total columns { id label numeric } rows { number cells } hasMore totals { label text }
    groups { label count cells }
    cross { corner measure columns rows { label cells total } totals total }
  }
}`);

export const REGISTER_COLUMNS = document<{ registerColumns: readonly RegisterColumn[] | null }, { form: string }>(
  'query RegisterColumns($form: ID!) { registerColumns(form: $form) { id label type personal parts counted options { value label } } }',
);
