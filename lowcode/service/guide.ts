import type { FormDefinition } from '../form/definition.ts';
import { fieldsOf } from '../form/walk.ts';
import { type Facts, holds } from '../rule/facts.ts';
import type { Material, ServiceDefinition } from './definition.ts';

/** A material as it concerns one applicant. */
export interface NeededMaterial {
  readonly material: Material;
  /** `ask`: only under a condition that the answers do not decide; the guide shows the condition. */
  readonly need: 'required' | 'optional' | 'ask';
}

/**
 * Which materials apply. With the facts of a case (`factsOf` its form and answers), conditional ones are decided by
 * their rule and left out when it does not hold; without facts, or without a rule, they are to be asked. Throws a
 * RuleFault for a rule that does not fit the form, which `lintService` reports before publication.
 */
export function materialsFor(service: ServiceDefinition, facts: Facts | null): readonly NeededMaterial[] {
  return service.materials.flatMap((material): readonly NeededMaterial[] => {
    if (material.necessity !== 'conditional') return [{ material, need: material.necessity }];
    if (facts === null || material.when === undefined) return [{ material, need: 'ask' }];
    return holds(material.when, facts) ? [{ material, need: 'required' }] : [];
  });
}

/** The file field whose slot each material fills, by the material's key: `key`, or `group.key` within rows (`group.group.key` within rows of rows). */
export function slotsOf(form: FormDefinition): ReadonlyMap<string, string> {
  return new Map(
    fieldsOf(form).flatMap(({ field, name }) =>
      field.material === undefined ? [] : [[field.material, name] as const],
    ),
  );
}
