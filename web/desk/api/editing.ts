import { document } from './ask.ts';
import type { DefinitionKind } from './model.ts';

/** What somebody changed and did not save. */
export interface EditingCopy {
  readonly definition: unknown;
  readonly base: number;
  readonly version: number;
  readonly savedAt: string;
}

/** Another window that has the definition open. */
export interface Attendant {
  readonly window: string;
  readonly name: string;
  readonly mine: boolean;
  readonly part: string;
  readonly label: string;
  readonly unsaved: boolean;
}

interface Which {
  readonly kind: DefinitionKind;
  readonly key: string;
}

export const EDITING_COPY = document<{ editingCopy: EditingCopy | null }, Which>(
  `query EditingCopy($kind: DefinitionKind!, $key: ID!) {
    editingCopy(kind: $kind, key: $key) { definition base version savedAt }
  }`,
);

export const KEEP_COPY = document<
  { keepEditingCopy: { version: number; savedAt: string } },
  Which & { definition: unknown; base: number; expectVersion: number }
>(`mutation KeepCopy($kind: DefinitionKind!, $key: ID!, $definition: JSON!, $base: Int!, $expectVersion: Int) {
  keepEditingCopy(kind: $kind, key: $key, definition: $definition, base: $base, expectVersion: $expectVersion) { version savedAt }
}`);

export const DROP_COPY = document<{ dropEditingCopy: boolean }, Which>(
  `mutation DropCopy($kind: DefinitionKind!, $key: ID!) { dropEditingCopy(kind: $kind, key: $key) }`,
);

export const ATTEND = document<
  { attendDefinition: readonly Attendant[] },
  Which & { window: string; part: string; label: string; unsaved: boolean }
>(`mutation Attend($kind: DefinitionKind!, $key: ID!, $window: ID!, $part: String!, $label: String!, $unsaved: Boolean!) {
  attendDefinition(kind: $kind, key: $key, window: $window, part: $part, label: $label, unsaved: $unsaved) {
    window name mine part label unsaved
  }
}`);

export const LEAVE = document<{ leaveDefinition: boolean }, Which & { window: string }>(
  `mutation Leave($kind: DefinitionKind!, $key: ID!, $window: ID!) { leaveDefinition(kind: $kind, key: $key, window: $window) }`,
);
