import type { Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { mapAnswers } from '../../lowcode/form/walk.ts';

/** An identifier with all but its first and last characters hidden. */
export function maskIdentifier(identifier: string): string {
  if (identifier.length < 3) return '*'.repeat(identifier.length);
  return `${identifier[0]}${'*'.repeat(identifier.length - 2)}${identifier.at(-1)}`;
}

/** A name with all but its first character hidden. */
export function maskName(name: string): string {
  const characters = [...name];
  return `${characters[0] ?? ''}${'*'.repeat(Math.max(0, characters.length - 1))}`;
}

const NUMBERS: ReadonlySet<Field['kind']> = new Set(['identityNumber', 'bankCard']);

/** Answers with the numbers of people, of their certificates and of their bank cards masked, also in rows. */
export function maskAnswers(form: FormDefinition, answers: Answers): Answers {
  return mapAnswers(form, answers, ({ kind }, answer) => {
    if (NUMBERS.has(kind) && typeof answer === 'string') return maskIdentifier(answer);
    if (typeof answer !== 'object' || answer === null || !('certificateNumber' in answer)) return answer;
    return { ...answer, certificateNumber: maskIdentifier(answer.certificateNumber) };
  });
}
