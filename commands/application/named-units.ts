import { unit } from '../../events/unit/stream.ts';
import type { Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { messageFor } from '../../lowcode/form/messages.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';

interface Told {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

type Where = Pick<CommandContext, 'platform' | 'units' | 'region'>;

/**
 * Answers that name a unit which the region does not have (or one of a level that the field does not offer), or an account
 * that holds no role in the unit it is named with. Evaluation is pure and looks at their form alone.
 */
export async function unknownUnits(
  where: Where,
  definition: FormDefinition,
  answers: Answers,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { path, field, answer } of answersOf(definition, answers)) {
    const code = await problemOf(where, field, answer);
    if (code) told.push({ path, code, message: messageFor(field, code).zh });
  }
  return told;
}

async function problemOf(where: Where, field: Field, answer: unknown) {
  if (field.kind === 'staff' && typeof answer === 'string')
    return (await isStaff(where, answer)) ? null : ('UNKNOWN_STAFF' as const);
  const codes = field.kind === 'unit' ? [answer] : field.kind === 'units' && Array.isArray(answer) ? answer : [];
  const found = await Promise.all(codes.flatMap((code) => (typeof code === 'string' ? [where.units.get(code)] : [])));
  const fits = found.every((one) => one?.region === where.region && (field.levels?.includes(one.level) ?? true));
  return fits ? null : ('UNKNOWN_UNIT' as const);
}

async function isStaff({ platform, region }: Where, answer: string): Promise<boolean> {
  const [code = '', account = ''] = answer.split('/');
  const { state } = await load(platform, unit, code);
  return state?.facts.region === region && (state.staff[account]?.length ?? 0) > 0;
}
