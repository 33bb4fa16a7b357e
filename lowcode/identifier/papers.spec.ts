import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeList } from '../code-lists/options.ts';
import { certificateProblem, cleanCertificateNumber } from './certificate.ts';
import { landlineOf } from './landline.ts';
import { isPropertyUnit, propertyUnitWords } from './property-unit.ts';

describe('certificates, each by its own rule', () => {
  test.each([
    ['111', '11010519491231002X', null],
    ['111', '110105194912310021', 'CHECK_DIGIT'],
    ['111', 'E12345678', 'INVALID_FORMAT'],
    ['113', '430423001', null],
    ['114', '军字第1234567号', null],
    ['114', '南字第01234567号', null],
    ['114', '军字第号', 'INVALID_FORMAT'],
    ['117', 'R430012345', null],
    ['414', 'E12345678', null],
    ['414', 'EABCDEFGH', 'INVALID_FORMAT'],
    ['511', '01234567', null],
    ['511', '0123456', 'INVALID_FORMAT'],
    ['516', 'H12345678', null],
    ['516', 'C12345678', 'INVALID_FORMAT'],
    ['553', 'CHN310190010101', null],
    ['553', '911124198108030024', null],
    ['553', '911124198108030025', 'CHECK_DIGIT'],
    ['553', '911124198113030024', 'INVALID_FORMAT'],
    ['810', '810000199001010000', null],
    ['810', '830000199001010004', 'INVALID_FORMAT'],
    ['820', '830000199001010004', null],
    ['999', '1', 'INVALID_FORMAT'],
  ])('%s %s: %s', (kind, number, problem) => {
    expect(certificateProblem(kind, number)).toBe(problem);
  });

  test('a typed number is cleaned, once for ever', () => {
    expect(cleanCertificateNumber(' ｈ１２３４ ５６７８ ')).toBe('H12345678');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanCertificateNumber(text);
        expect(cleanCertificateNumber(once)).toBe(once);
        for (const { value } of codeList('certificate')) certificateProblem(value, once);
      }),
    );
  });
});

describe('real-estate unit numbers', () => {
  test.each([
    ['430423001001GB00001F00010001', true],
    ['430423001001GB00001W00000000', true],
    ['430423001001GB00001W00000001', false],
    ['430423001001GB00001F00000000', false],
    ['430400001001GB00001F00010001', false],
    ['430423001001KB00001F00010001', false],
    ['430423001001GB00001F0001000', false],
    ['430423001001JA00001W00000000', true],
    ['430423001001GA00001W00000000', false],
    ['430423001001JC00012F00010001', true],
    ['430423001001JN00012L00000001', true],
    ['430423001001GH00001Q00000001', true],
    ['430423001001JH00001Q00000001', false],
    ['430423001001JG00001W00000000', false],
    ['430423001001ZW00001W00000000', true],
  ])('%s: %s', (text, valid) => {
    expect(isPropertyUnit(text)).toBe(valid);
  });

  test('are printed in their four groups', () => {
    expect(propertyUnitWords('430423001001GB00001F00010001')).toBe('430423 001001 GB00001 F00010001');
  });
});

describe('landlines', () => {
  test.each([
    ['0734-5812345', '0734-5812345'],
    ['07345812345', '0734-5812345'],
    ['(0734) 5812345', '0734-5812345'],
    ['（0734）5812345转801', '0734-5812345-801'],
    ['01065221234', '010-65221234'],
    ['021-65221234-12', '021-65221234-12'],
    ['5812345', null],
    ['13800000001', null],
    ['0734-1812345', null],
    ['0734-9581234', null],
    ['026-65221234', null],
    ['029-85221234', '029-85221234'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(landlineOf(typed)).toBe(kept);
  });

  test('what is kept is kept again', () => {
    const typed = fc.stringMatching(/^\(?0[0-9]{2,3}[-) ]{0,2}[2-9][0-9]{6,7}(-[0-9]{1,6})?$/);
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (text) => {
        const once = landlineOf(text);
        if (once !== null) expect(landlineOf(once)).toBe(once);
      }),
    );
  });
});
