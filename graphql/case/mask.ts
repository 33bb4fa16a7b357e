import type { Answers, Field, FormDefinition, Row } from '../../lowcode/form/definition.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';

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

/** Answers with the numbers of people and of their bank cards masked, also in rows. */
export function maskAnswers(form: FormDefinition, answers: Answers): Answers {
  const masked: { [key: string]: Answers[string] } = { ...answers };
  for (const { item } of itemsOf(form)) {
    const answer = answers[item.key];
    if (item.kind === 'group') {
      if (Array.isArray(answer)) masked[item.key] = (answer as readonly Row[]).map((row) => maskRow(item.fields, row));
    } else if (NUMBERS.has(item.kind) && typeof answer === 'string') masked[item.key] = maskIdentifier(answer);
  }
  return masked;
}

function maskRow(fields: readonly Field[], row: Row): Row {
  const hidden = fields.flatMap(({ kind, key }) => {
    const answer = row[key];
    return NUMBERS.has(kind) && typeof answer === 'string' ? [[key, maskIdentifier(answer)]] : [];
  });
  return { ...row, ...Object.fromEntries(hidden) };
}
