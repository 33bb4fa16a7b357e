import type { FlowDefinition } from '../flow/definition.ts';
import type { FormDefinition } from '../form/definition.ts';
import type { LicenceTypeDefinition } from '../licence/definition.ts';
import type { LintFinding } from './definition.ts';

/** Definitions or units that exist; with `get` what they say is held against the item as well. */
interface Known<T> {
  has(key: string): boolean;
  get?(key: string): T | undefined;
}

export interface KnownDefinitions {
  readonly units: Known<unknown>;
  readonly forms: Known<FormDefinition>;
  readonly flows: Known<FlowDefinition>;
  readonly licenceTypes: Known<LicenceTypeDefinition>;
}

/** How a lint rule says what it found. */
export type Say = (level: LintFinding['level'], code: string, path: string, zh: string) => void;
