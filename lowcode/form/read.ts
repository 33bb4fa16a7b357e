import type { Field } from './definition.ts';
import { partsOf } from './parts.ts';
import { readChoice, readChoices, readDate, readDateRange, readFiles } from './read-choice.ts';
import { readCode } from './read-code.ts';
import { readConsent } from './read-consent.ts';
import { readDivision } from './read-division.ts';
import { readGeometry } from './read-geometry.ts';
import { readNumber } from './read-number.ts';
import { readParts } from './read-parts.ts';
import { readText } from './read-text.ts';
import { readStaff, readUnit, readUnits } from './read-unit.ts';
import { type Reader, refuse } from './reader.ts';

/**
 * The function that reads a raw answer to a field: what is kept of it (null for empty), or why it is refused. It
 * looks at types and lengths first, so that hostile input is refused at once whatever its size.
 */
export function readerOf(field: Field): Reader {
  const parts = partsOf(field);
  if (parts) return readParts(field, parts, readerOf);
  switch (field.kind) {
    case 'text':
    case 'hidden':
    case 'longText':
    case 'address':
    case 'personName':
      return readText(field);
    case 'number':
    case 'integer':
    case 'money':
      return readNumber(field);
    case 'boolean':
    case 'declaration':
      return (raw) => (raw === null || typeof raw === 'boolean' ? raw : refuse('WRONG_TYPE'));
    case 'choice':
      return readChoice(field);
    case 'choices':
      return readChoices(field);
    case 'date':
      return readDate(field);
    case 'dateRange':
      return readDateRange(field);
    case 'file':
    case 'image':
      return readFiles(field);
    case 'unit':
      return readUnit;
    case 'units':
      return readUnits;
    case 'staff':
      return readStaff;
    case 'division':
      return readDivision(field);
    case 'geometry':
      return readGeometry(field);
    case 'consent':
      return readConsent(field);
    case 'heading':
    case 'note':
      return () => refuse('UNKNOWN_FIELD');
    default:
      return readCode(field.kind);
  }
}
