import type { FlowDefinition } from '../flow/definition.ts';
import type { FormDefinition } from '../form/definition.ts';
import type { LicenceTypeDefinition } from '../licence/definition.ts';
import type { LintFinding, ServiceDefinition } from './definition.ts';
import { lintBindings } from './lint-bindings.ts';
import { lintElements } from './lint-elements.ts';
import { lintLimits } from './lint-limits.ts';
import { lintMaterials } from './lint-materials.ts';

/** Definitions or units that exist; with `get` what they say is held against the item as well. */
export interface Known<T> {
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

/**
 * Lints a guide: the eight elements with deciding body, limit and fee basis, texts that say nothing, the cross-field
 * rules of the national item tables, and what the item is bound to. Errors block publication, warnings lower the score.
 * Each message says exactly what is missing.
 */
export function lintService(service: ServiceDefinition, known: KnownDefinitions): readonly LintFinding[] {
  const found: LintFinding[] = [];
  const say: Say = (level, code, path, zh) => found.push({ level, code, path, message: { zh } });
  lintElements(service, say);
  lintLimits(service, say);
  lintMaterials(service, known, say);
  lintBindings(service, known, say);
  return found;
}

/** Completeness of a guide from 0 to 100: each error costs 20, each warning 4. Our own measure, not an official one. */
export function guideScore(findings: readonly LintFinding[]): number {
  const errors = findings.filter(({ level }) => level === 'error').length;
  return Math.max(0, 100 - 20 * errors - 4 * (findings.length - errors));
}
