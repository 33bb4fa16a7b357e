import type { LintFinding, ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';
import { lintBindings } from './lint-bindings.ts';
import { lintElements } from './lint-elements.ts';
import { lintLimits } from './lint-limits.ts';
import { lintMaterials } from './lint-materials.ts';
import { lintOpenData } from './lint-open-data.ts';
import { lintQuestions } from './lint-questions.ts';

/**
 * Lints a guide: the eight elements with deciding body, limit and fee basis, texts that say nothing, the cross-field
 * rules of the national item tables, and what the item is bound to. Errors block publication, warnings lower the score.
 * Each message says exactly what is missing.
 */
export function lintService(service: ServiceDefinition, known: KnownDefinitions): readonly LintFinding[] {
  const found: LintFinding[] = [];
  const say: Say = (level, code, path, zh) => found.push({ level, code, path, message: { zh } });
  lintElements(service, say);
  lintLimits(service, known, say);
  lintMaterials(service, known, say);
  lintQuestions(service, known, say);
  lintBindings(service, known, say);
  lintOpenData(service, known, say);
  return found;
}

/** Completeness of a guide from 0 to 100: each error costs 20, each warning 4. Our own measure, not an official one. */
export function guideScore(findings: readonly LintFinding[]): number {
  const errors = findings.filter(({ level }) => level === 'error').length;
  return Math.max(0, 100 - 20 * errors - 4 * (findings.length - errors));
}
