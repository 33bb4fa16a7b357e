import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanFileName, withEnding } from './file-name.ts';

test.each([
  ['位置图（修改）.pdf', '位置图（修改）.pdf'],
  ['C:\\fakepath\\平面图.png', '平面图.png'],
  ['../../etc/passwd', 'passwd'],
  ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
  ['发票\u202Efdp.exe', '发票fdp.exe'],
  ['\u200b\u2066图\u2069.pdf', '图.pdf'],
  ['..', '文件'],
  ['   ', '文件'],
  ['图\ud800.pdf', '图.pdf'],
  ['a"b<c>.pdf', 'a_b_c_.pdf'],
])('%j becomes %j', (name, kept) => {
  expect(cleanFileName(name)).toBe(kept);
});

test('a long name keeps its ending', () => {
  const kept = cleanFileName(`${'长'.repeat(300)}.docx`);
  expect([...kept]).toHaveLength(100);
  expect(kept.endsWith('长.docx')).toBe(true);
  expect([...cleanFileName('𠮷'.repeat(300))]).toHaveLength(100);
});

test('a name without an ending gets that of its type', () => {
  expect(withEnding('位置图', 'application/pdf')).toBe('位置图.pdf');
  expect(withEnding('扫描件.PDF', 'application/pdf')).toBe('扫描件.PDF');
  expect(withEnding('说明', 'application/x-unknown')).toBe('说明');
});

test('whatever a browser sends, the name is safe, short and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const kept = cleanFileName(name);
      expect(kept).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
      expect([...kept].length).toBeGreaterThan(0);
      expect([...kept].length).toBeLessThanOrEqual(100);
      expect(() => encodeURIComponent(kept)).not.toThrow();
      expect(cleanFileName(kept)).toBe(kept);
    }),
  );
});
