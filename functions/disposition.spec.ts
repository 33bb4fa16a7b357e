import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentNamed } from './disposition.ts';

test('a Chinese name goes whole, and as far as ASCII reaches', () => {
  expect(attachmentNamed("位置图's (1).pdf")).toBe(
    `attachment; filename="___'s (1).pdf"; filename*=UTF-8''%E4%BD%8D%E7%BD%AE%E5%9B%BE%27s%20%281%29.pdf`,
  );
});

test('any name makes one valid header that gives the name back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
      const header = attachmentNamed(name);
      new Headers({ 'content-disposition': header });
      const [, whole = ''] =
        /^attachment; filename="[^"\\]*"; filename\*=UTF-8''([A-Za-z0-9%._~-]*)$/.exec(header) ?? [];
      expect(decodeURIComponent(whole)).toBe(name.toWellFormed());
    }),
  );
});
