import { document } from './ask.ts';
import type { Definition, DefinitionKind, DefinitionSummary, Problem } from './model.ts';

export const DEFINITIONS = document<{ definitions: readonly DefinitionSummary[] }, { kind: DefinitionKind }>(
  `query Definitions($kind: DefinitionKind!) {
    definitions(kind: $kind) { kind key title { zh en } version state unit { code name { zh } } changedAt }
  }`,
);

const whole = `kind key title { zh en } version state definition published
  problems { level code path message } changes typeName revision`;

export const DEFINITION = document<{ definition: Definition | null }, { kind: DefinitionKind; key: string }>(
  `query Definition($kind: DefinitionKind!, $key: ID!) { definition(kind: $kind, key: $key) { ${whole} } }`,
);

export const CHECK_DEFINITION = document<
  { checkDefinition: readonly Problem[] },
  { kind: DefinitionKind; key: string; definition: unknown }
>(`query Check($kind: DefinitionKind!, $key: ID!, $definition: JSON!) {
  checkDefinition(kind: $kind, key: $key, definition: $definition) { level code path message }
}`);

export const DRAFT_DEFINITION = document<
  { draftDefinition: Definition },
  { kind: DefinitionKind; title: string; copyOf?: string; commandId: string }
>(`mutation Draft($kind: DefinitionKind!, $title: String!, $copyOf: ID, $commandId: ID) {
  draftDefinition(kind: $kind, title: $title, copyOf: $copyOf, commandId: $commandId) { ${whole} }
}`);

export const REVISE_DEFINITION = document<
  { reviseDefinition: Definition },
  { kind: DefinitionKind; key: string; definition: unknown; expect: number; commandId: string }
>(`mutation Revise($kind: DefinitionKind!, $key: ID!, $definition: JSON!, $expect: Int, $commandId: ID) {
  reviseDefinition(kind: $kind, key: $key, definition: $definition, expect: $expect, commandId: $commandId) { ${whole} }
}`);

export const PUBLISH_DEFINITION = document<
  { publishDefinition: Definition },
  { kind: DefinitionKind; key: string; expect: number; commandId: string }
>(`mutation Publish($kind: DefinitionKind!, $key: ID!, $expect: Int, $commandId: ID) {
  publishDefinition(kind: $kind, key: $key, expect: $expect, commandId: $commandId) { ${whole} }
}`);

export const WITHDRAW_DEFINITION = document<
  { withdrawDefinition: Definition },
  { kind: DefinitionKind; key: string; reason: string; expect: number; commandId: string }
>(`mutation Withdraw($kind: DefinitionKind!, $key: ID!, $reason: String!, $expect: Int, $commandId: ID) {
  withdrawDefinition(kind: $kind, key: $key, reason: $reason, expect: $expect, commandId: $commandId) { ${whole} }
}`);
