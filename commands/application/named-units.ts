import type { Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { messageFor } from '../../lowcode/form/messages.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import type { Units } from '../units.ts';

interface Told {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Answers that name a unit which the region does not have, or one of a level that the field does not offer. */
export async function unknownUnits(
  units: Pick<Units, 'get'>,
  definition: FormDefinition,
  answers: Answers,
  region: string,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { path, field, codes } of unitsIn(definition, answers)) {
    const found = await Promise.all(codes.map((code) => units.get(code)));
    const fits = found.every((unit) => unit?.region === region && (field.levels?.includes(unit.level) ?? true));
    if (!fits) told.push({ path, code: 'UNKNOWN_UNIT', message: messageFor(field, 'UNKNOWN_UNIT').zh });
  }
  return told;
}

/** Every answer that names units, with where it stands. */
function* unitsIn(
  definition: FormDefinition,
  answers: Answers,
): Generator<{ readonly path: string; readonly field: Field; readonly codes: readonly string[] }> {
  for (const { path, field, answer } of answersOf(definition, answers)) {
    if (field.kind === 'unit' && typeof answer === 'string') yield { path, field, codes: [answer] };
    else if (field.kind === 'units' && Array.isArray(answer)) yield { path, field, codes: answer as readonly string[] };
  }
}
