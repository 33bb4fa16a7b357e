import { isDate } from '../calendar/date.ts';
import { optionsOf } from '../code-lists/options.ts';
import { MOST_FILES, OPEN_END, USUAL_FILES } from './bounds.ts';
import { cleanText, isSafeText } from './clean.ts';
import type { Answer, Field, FieldErrorCode, FileAnswer } from './definition.ts';
import { fileProblem } from './file-kinds.ts';
import { cleanFileName } from './file-name.ts';
import { hasExactly, isObject, type Reader, type Refusal, refuse } from './reader.ts';

export function readChoice(field: Field): Reader {
  const values = new Set(optionsOf(field).map(({ value }) => value));
  return (raw) => {
    if (raw === null || raw === '') return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    return values.has(raw) ? raw : refuse('NOT_AN_OPTION');
  };
}

/** Several options: kept once each, in the order of the form. */
export function readChoices(field: Field): Reader {
  const values = optionsOf(field).map(({ value }) => value);
  const known = new Set<unknown>(values);
  return (raw) => {
    if (raw === null) return null;
    if (!Array.isArray(raw)) return refuse('WRONG_TYPE');
    if (raw.length > values.length) return refuse('NOT_AN_OPTION');
    for (const value of raw) {
      if (typeof value !== 'string') return refuse('WRONG_TYPE');
      if (!known.has(value)) return refuse('NOT_AN_OPTION');
    }
    return raw.length === 0 ? null : values.filter((value) => raw.includes(value));
  };
}

export function readDate(field: Field): Reader {
  return (raw) => {
    if (raw === null) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    if (raw.length > 40) return refuse('INVALID_FORMAT');
    const date = cleanText('date', raw);
    if (date === '') return null;
    if (field.openEnd && (date === OPEN_END || OPEN_WORDS.has(date))) return OPEN_END;
    const code = dateProblem(field, date);
    return code === null ? date : refuse(code);
  };
}

const OPEN_WORDS: ReadonlySet<string> = new Set(['长期', '永久', '长期有效']);

/** Both ends; the end is not before the beginning. */
export function readDateRange(field: Field): Reader {
  const date = readDate({ ...field, openEnd: false });
  const end = readDate(field);
  return (raw): Answer | Refusal => {
    if (raw === null) return null;
    if (!isObject(raw) || !hasExactly(raw, ['from', 'to'])) return refuse('WRONG_TYPE');
    const [from, to] = [date(raw.from), end(raw.to)];
    if (typeof from !== 'string') return from === null ? (to === null ? null : refuse('INVALID_FORMAT')) : from;
    if (typeof to !== 'string') return to === null ? refuse('INVALID_FORMAT') : to;
    return to < from ? refuse('INVALID_FORMAT') : { from, to };
  };
}

/** Attachments that the file step has taken in; whether they exist is for the command to ask. */
export function readFiles(field: Field): Reader {
  const most = Math.min(field.maxFiles ?? USUAL_FILES, MOST_FILES);
  return (raw) => {
    if (raw === null) return null;
    if (!Array.isArray(raw)) return refuse('WRONG_TYPE');
    if (raw.length > most) return refuse('TOO_MANY_FILES');
    const files: FileAnswer[] = [];
    for (const file of raw) {
      if (!isFile(file) || files.some(({ id }) => id === file.id)) return refuse('WRONG_TYPE');
      const wrong = fileProblem(field, file);
      if (wrong) return refuse(wrong);
      files.push({ id: file.id, name: cleanFileName(file.name), size: file.size, type: file.type });
    }
    return files.length === 0 ? null : files;
  };
}

function dateProblem(field: Field, date: string): FieldErrorCode | null {
  if (!isDate(date)) return 'INVALID_FORMAT';
  if (field.min !== undefined && date < field.min) return 'TOO_SMALL';
  return field.max !== undefined && date > field.max ? 'TOO_LARGE' : null;
}

function isFile(raw: unknown): raw is FileAnswer {
  if (!isObject(raw) || !hasExactly(raw, ['id', 'name', 'size', 'type'])) return false;
  const { id, name, size, type } = raw;
  if (typeof id !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(id)) return false;
  if (typeof name !== 'string' || name === '' || name.length > 255 || !isSafeText(name)) return false;
  if (typeof type !== 'string' || !/^[a-z]{1,20}\/[A-Za-z0-9.+-]{1,100}$/.test(type)) return false;
  return Number.isSafeInteger(size) && (size as number) >= 0;
}
