import type { Field } from './definition.ts';
import { readChoice, readChoices, readDate, readDateRange, readFiles } from './read-choice.ts';
import { readCode } from './read-code.ts';
import { readNumber } from './read-number.ts';
import { readText } from './read-text.ts';
import { readUnit, readUnits } from './read-unit.ts';
import { type Reader, refuse } from './reader.ts';

/**
 * The function that reads a raw answer to a field: what is kept of it (null for empty), or why it is refused. It
 * looks at types and lengths first, so that hostile input is refused at once whatever its size.
 */
export function readerOf(field: Field): Reader {
  switch (field.kind) {
    case 'text':
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
    case 'note':
      return () => refuse('UNKNOWN_FIELD');
    default:
      return readCode(field.kind);
  }
}
