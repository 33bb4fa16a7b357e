import { document } from './ask.ts';
import type { Definition, DefinitionKind, DefinitionName, DefinitionSummary, PartProblem, Problem } from './model.ts';

export const DEFINITIONS = document<{ definitions: readonly DefinitionSummary[] }, { kind: DefinitionKind }>(
  `query Definitions($kind: DefinitionKind!) {
    definitions(kind: $kind) { kind key title { zh en } version state inReview unit { code name { zh } } changedAt }
  }`,
);

const whole = `kind key title { zh en } version state definition published
  problems { level code path message } changes typeName revision unit { code name { zh } } moves
  usedBy { kind key title { zh } }
  review { on note together { kind key } } returned { on reasons }`;

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
  { kind: DefinitionKind; title: string; copyOf?: string; unit?: string; definition?: unknown; commandId: string }
>(`mutation Draft($kind: DefinitionKind!, $title: String!, $copyOf: ID, $unit: ID, $definition: JSON, $commandId: ID) {
  draftDefinition(
    kind: $kind, title: $title, copyOf: $copyOf, unit: $unit, definition: $definition, commandId: $commandId
  ) { ${whole} }
}`);

export const REVISE_DEFINITION = document<
  { reviseDefinition: Definition },
  { kind: DefinitionKind; key: string; definition: unknown; expect: number; commandId: string }
>(`mutation Revise($kind: DefinitionKind!, $key: ID!, $definition: JSON!, $expect: Int, $commandId: ID) {
  reviseDefinition(kind: $kind, key: $key, definition: $definition, expect: $expect, commandId: $commandId) { ${whole} }
}`);

/** A part of what is looked at, sent or published together, at the revision that was seen. */
export interface Part extends DefinitionName {
  readonly expect?: number;
}

export const SUBMIT_FOR_REVIEW = document<
  { submitForReview: readonly Definition[] },
  { parts: readonly Part[]; note: string; commandId: string }
>(`mutation Submit($parts: [DefinitionPart!]!, $note: String, $commandId: ID) {
  submitForReview(parts: $parts, note: $note, commandId: $commandId) { ${whole} }
}`);

export const PUBLISH_TOGETHER = document<
  { publishTogether: readonly Definition[] },
  { parts: readonly Part[]; commandId: string }
>(`mutation Publish($parts: [DefinitionPart!]!, $commandId: ID) {
  publishTogether(parts: $parts, commandId: $commandId) { ${whole} }
}`);

export const RETURN_TO_DRAFTER = document<
  { returnToDrafter: readonly Definition[] },
  { parts: readonly Part[]; reasons: string; commandId: string }
>(`mutation Return($parts: [DefinitionPart!]!, $reasons: String!, $commandId: ID) {
  returnToDrafter(parts: $parts, reasons: $reasons, commandId: $commandId) { ${whole} }
}`);

export const BEGIN_PILOT = document<
  { beginPilot: readonly Definition[] },
  { parts: readonly Part[]; units: readonly string[]; from: string; to: string; commandId: string }
>(`mutation BeginPilot($parts: [DefinitionPart!]!, $units: [ID!]!, $from: Date!, $to: Date!, $commandId: ID) {
  beginPilot(parts: $parts, units: $units, from: $from, to: $to, commandId: $commandId) { key }
}`);

export const END_PILOT = document<
  { endPilot: readonly Definition[] },
  { parts: readonly Part[]; confirm: boolean; reason: string; commandId: string }
>(`mutation EndPilot($parts: [DefinitionPart!]!, $confirm: Boolean!, $reason: String, $commandId: ID) {
  endPilot(parts: $parts, confirm: $confirm, reason: $reason, commandId: $commandId) { key }
}`);

export const IN_PILOT = document<{
  definitionsInPilot: readonly (Pick<Definition, 'kind' | 'key' | 'title'> & { readonly pilot: Pilot | null })[];
}>(`query InPilot {
  definitionsInPilot {
    kind key title { zh en } pilot { version from to units { code name { zh } } together { kind key } }
  }
}`);

/** A version on trial: where, when, and what is tried with it. */
export interface Pilot {
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly units: readonly { readonly code: string; readonly name: { readonly zh: string } }[];
  readonly together: readonly DefinitionName[];
}

export const CHECK_TOGETHER = document<{ checkTogether: readonly PartProblem[] }, { parts: readonly Part[] }>(
  `query CheckTogether($parts: [DefinitionPart!]!) {
    checkTogether(parts: $parts) { kind key level code path message }
  }`,
);

export const IN_REVIEW = document<{
  definitionsInReview: readonly Pick<Definition, 'kind' | 'key' | 'title' | 'version' | 'unit' | 'review'>[];
}>(`query InReview {
  definitionsInReview { kind key title { zh en } version unit { code name { zh } } review { on note together { kind key } } }
}`);

/** What a guide says of the unit that gives the service. */
export const UNIT_FACTS = document<
  {
    unit: {
      readonly code: string;
      readonly phone: string | null;
      readonly address: string | null;
      readonly hours: string | null;
    } | null;
  },
  { code: string }
>('query UnitFacts($code: ID!) { unit(code: $code) { code phone address hours } }');

export const WITHDRAW_DEFINITION = document<
  { withdrawDefinition: Definition },
  { kind: DefinitionKind; key: string; reason: string; expect: number; commandId: string }
>(`mutation Withdraw($kind: DefinitionKind!, $key: ID!, $reason: String!, $expect: Int, $commandId: ID) {
  withdrawDefinition(kind: $kind, key: $key, reason: $reason, expect: $expect, commandId: $commandId) { ${whole} }
}`);
