import { dayNumber, weekday } from '../calendar/date.ts';
import { certificateProblem, cleanCertificateNumber } from '../identifier/certificate.ts';
import type { Answer, Field, FieldErrorCode, PartsAnswer } from './definition.ts';
import type { PartField } from './parts.ts';
import { isObject, type Reader, Refusal, refuse } from './reader.ts';

type Given = { [part: string]: Answer };

/**
 * An answer of several parts: each read as the field it is, all or none given, then held against each other (a number
 * against its kind of certificate). A refusal names the part it is about.
 */
export function readParts(field: Field, parts: readonly PartField[], readerOf: (field: Field) => Reader): Reader {
  const known = new Map(parts.map((part) => [part.key, { part, read: readerOf(part) }]));
  return (raw) => {
    if (raw === null) return null;
    if (!isObject(raw)) return refuse('WRONG_TYPE');
    for (const key of Object.keys(raw)) if (!known.has(key)) return refuse('WRONG_TYPE');
    const given: Given = {};
    let wrong: Refusal | null = null;
    for (const { part, read } of known.values()) {
      const typed = Object.hasOwn(raw, part.key) ? (raw[part.key] ?? null) : null;
      const kept = read(part.key === 'certificateNumber' ? cleanedNumber(typed) : typed);
      if (kept instanceof Refusal) wrong ??= new Refusal(kept.code, part.key);
      else if (kept !== null && kept !== false) given[part.key] = kept;
    }
    if (wrong) return wrong;
    if (parts.every((part) => given[part.key] === undefined || part.begin !== undefined)) return null;
    const missing = parts.find((part) => given[part.key] === undefined);
    if (missing) return new Refusal('INCOMPLETE', missing.key);
    return contradiction(field, given) ?? (given as unknown as PartsAnswer);
  };
}

function cleanedNumber(typed: unknown): unknown {
  return typeof typed === 'string' && typed.length <= 200 ? cleanCertificateNumber(typed) : typed;
}

function contradiction(field: Field, given: Given): Refusal | null {
  if (field.kind === 'certificate' || field.kind === 'person') {
    const code: FieldErrorCode | null = certificateProblem(
      given.certificateKind as string,
      given.certificateNumber as string,
    );
    return code && new Refusal(code, 'certificateNumber');
  }
  if (field.kind === 'appointment') {
    const { weekdays } = field.slots ?? {};
    const day = weekday(dayNumber(given.date as string));
    return weekdays && !weekdays.includes(day) ? new Refusal('NOT_AN_OPTION', 'date') : null;
  }
  return null;
}
