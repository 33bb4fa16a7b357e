import { expect, test } from 'vitest';
import { checkField } from './check-field.ts';
import type { Field } from './definition.ts';
import { acceptOf, fileProblem, fileRuleWords } from './file-kinds.ts';
import { readerOf } from './read.ts';

const field = (more: Partial<Field> = {}): Field => ({ kind: 'file', key: 'f', label: { zh: '现场照片' }, ...more });
const photo = field({ kind: 'image', maxMegabytes: 5 });
const jpg = { id: 'a1', name: '照片.jpg', size: 5 * 1024 * 1024, type: 'image/jpeg' };

test('a picture is a picture, and within its size', () => {
  expect(readerOf(photo)([jpg])).toEqual([jpg]);
  expect(readerOf(photo)([{ ...jpg, size: jpg.size + 1 }])).toMatchObject({ code: 'FILE_TOO_LARGE' });
  expect(readerOf(photo)([{ ...jpg, type: 'application/pdf' }])).toMatchObject({ code: 'FILE_KIND' });
});

test('a file is of the kinds that the field takes, of any where it says none', () => {
  expect(fileProblem(field(), jpg)).toBe(null);
  expect(fileProblem(field({ fileKinds: ['pdf'] }), jpg)).toBe('FILE_KIND');
  expect(fileProblem(field({ fileKinds: ['pdf', 'jpg'] }), jpg)).toBe(null);
});

test('what is taken is told before anybody chooses', () => {
  expect(fileRuleWords(photo)).toBe('JPG、PNG，每个不超过5MB');
  expect(fileRuleWords(photo, 'en')).toBe('JPG, PNG; up to 5 MB each');
  expect(fileRuleWords(field())).toBe('');
  expect(acceptOf(photo)).toBe('image/jpeg,.jpg,.jpeg,image/png,.png');
});

test('a picture field of Word files is refused', () => {
  const codes = (of: Field) => checkField(of, 'p', false).map(({ code, path }) => `${code} ${path}`);
  expect(codes(field({ kind: 'image', fileKinds: ['docx'] }))).toEqual(['NOT_FOR_KIND p.fileKinds']);
  expect(codes(field({ fileKinds: [] }))).toEqual(['NO_OPTIONS p.fileKinds']);
  expect(codes(field({ kind: 'text', maxMegabytes: 3, levels: ['town'] }))).toEqual([
    'NOT_FOR_KIND p.maxMegabytes',
    'NOT_FOR_KIND p.levels',
  ]);
});
