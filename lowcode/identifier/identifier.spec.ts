import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from '../../test/data/golden-identifiers.json' with { type: 'json' };
import { bankCardCheck, isBankCard } from './bank-card.ts';
import { creditCodeCheck, creditCodeProblem, isCreditCode } from './credit-code.ts';
import { divisionLevel, divisionWithin, isDivisionCode, parentDivision } from './division.ts';
import {
  birthDate,
  division,
  identityNumberCheck,
  identityNumberProblem,
  isIdentityNumber,
  sex,
} from './identity-number.ts';
import {
  isLicenceIdentifier,
  licenceIdentifierParts,
  licenceIdentifierProblem,
  makeLicenceIdentifier,
} from './licence-identifier.ts';
import {
  isChineseName,
  isEmail,
  isLicencePlate,
  isMobilePhone,
  isPersonName,
  isPhone,
  namedCheck,
} from './patterns.ts';

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

describe('unified social credit code (GB 32100)', () => {
  test.each(golden.unifiedSocialCreditCodes.valid)('%s is valid', (code) => expect(creditCodeProblem(code)).toBeNull());
  test.each(golden.unifiedSocialCreditCodes.invalid)('"%s" is not', (code) => expect(isCreditCode(code)).toBe(false));

  test('a wrong check character is answered with the right one', () => {
    expect(creditCodeProblem('91330100799655058A')).toEqual({ code: 'CHECK_CHARACTER', expected: 'B' });
  });

  test('any single changed character is noticed', () => {
    fc.assert(
      fc.property(
        digits(6),
        fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{9}$/),
        fc.nat(17),
        fc.nat(30),
        (area, org, at, to) => {
          const body = `91${area}${org}`;
          const code = body + creditCodeCheck(body);
          expect(isCreditCode(code)).toBe(true);
          const other = CREDIT.charAt(to);
          if (other !== code.charAt(at))
            expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
        },
      ),
    );
  });
});

describe('identity number (GB 11643)', () => {
  const zhang = `43042319900307001${identityNumberCheck('43042319900307001')}`;

  test('the number printed in the standard is valid, and says when, what and where', () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true);
    expect(birthDate('11010519491231002X')).toBe('1949-12-31');
    expect(sex('11010519491231002X')).toBe('女');
    expect(sex(zhang)).toBe('男');
    expect(division(zhang)).toBe('430423');
  });

  test.each([
    ['11010519491231002x', 'FORMAT'],
    ['1101051949123100', 'FORMAT'],
    ['99010519491231002X', 'DIVISION'],
    ['110105194902310022', 'BIRTH_DATE'],
    ['110105194912310021', 'CHECK_CHARACTER'],
  ])('%s: %s', (text, code) => {
    expect(identityNumberProblem(text)?.code).toBe(code);
    expect([birthDate(text), sex(text), division(text)]).toEqual([null, null, null]);
  });

  test('any swap of neighbouring different digits is noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27_000 }), fc.nat(999), fc.nat(16), (days, serial, at) => {
        const born = new Date(Date.UTC(1950, 0, 1 + days)).toISOString().slice(0, 10).replaceAll('-', '');
        const body = `430423${born}${String(serial).padStart(3, '0')}`;
        const text = body + identityNumberCheck(body);
        expect(isIdentityNumber(text)).toBe(true);
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
        if (swapped !== text) expect(isIdentityNumber(swapped)).toBe(false);
      }),
    );
  });
});

describe('licence identifier (GB/T 36904)', () => {
  test.each(golden.licenceIdentifiers.valid)('%s is valid', (text) =>
    expect(licenceIdentifierProblem(text)).toBeNull(),
  );
  test.each(golden.licenceIdentifiers.invalid)('%s has a wrong check character', (text) => {
    expect(licenceIdentifierProblem(text)?.code).toBe('CHECK_CHARACTER');
  });

  test('the parts of a published identifier make it again', () => {
    for (const text of golden.licenceIdentifiers.valid) {
      const parts = licenceIdentifierParts(text);
      expect(parts && makeLicenceIdentifier(parts)).toBe(text);
    }
  });

  test('each part is looked at', () => {
    const good = golden.licenceIdentifiers.valid[0] as string;
    expect(licenceIdentifierProblem(good.replace('3005.2', '3005.3'))).toEqual({ code: 'ROOT' });
    expect(licenceIdentifierProblem(good.replace('13338W011', '13338X011'))).toEqual({ code: 'TYPE' });
    expect(licenceIdentifierProblem(good.replace('6122244L', '6122244M'))).toEqual({ code: 'ISSUER' });
    expect(licenceIdentifierProblem(good.replace('20230000403', '2023-000403'))).toEqual({ code: 'SERIAL' });
    expect(licenceIdentifierProblem(good.replace('.001.', '.01.'))).toEqual({ code: 'VERSION' });
    expect(licenceIdentifierProblem(`${good}.0`)).toEqual({ code: 'FORMAT' });
    expect(licenceIdentifierProblem('1'.repeat(10_000_000))).toEqual({ code: 'FORMAT' });
  });

  test('what is made is valid, and a changed character of the serial is noticed', () => {
    const base = { typeCode: '11100000000013338W011', issuer: '11430000006122244L' };
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,32}$/), fc.integer({ min: 1, max: 999 }), (serial, version) => {
        const text = makeLicenceIdentifier({ ...base, serial, version });
        expect(isLicenceIdentifier(text)).toBe(true);
        expect(licenceIdentifierParts(text)).toEqual({ ...base, serial, version });
        const first = serial.startsWith('7') ? '8' : '7';
        expect(isLicenceIdentifier(text.replace(`.${serial}.`, `.${first}${serial.slice(1)}.`))).toBe(false);
      }),
    );
  });

  test('bad parts are refused', () => {
    const base = { typeCode: '11100000000013338W011', issuer: '11430000006122244L', serial: '1', version: 1 };
    for (const bad of [
      { version: 0 },
      { version: 1000 },
      { version: 1.5 },
      { serial: 'a' },
      { issuer: '' },
      { typeCode: '1' },
    ]) {
      expect(() => makeLicenceIdentifier({ ...base, ...bad })).toThrow(RangeError);
    }
  });
});

describe('division code', () => {
  test.each([
    ['430000', 'province', null],
    ['430400', 'city', '430000'],
    ['430423', 'county', '430400'],
    ['430423100', 'town', '430423'],
    ['430423100001', 'village', '430423100'],
    ['430423000000', 'county', '430400'],
    ['990000', null, null],
    ['430023', null, null],
    ['43042', null, null],
  ])('%s: %s', (code, level, parent) => {
    expect(divisionLevel(code)).toBe(level);
    expect(isDivisionCode(code)).toBe(level !== null);
    expect(parentDivision(code)).toBe(parent);
  });

  test('a village lies in its county, not in the next one', () => {
    expect(divisionWithin('430423100001', '430423')).toBe(true);
    expect(divisionWithin('430423100001', '430400')).toBe(true);
    expect(divisionWithin('430423100001', '430424')).toBe(false);
    expect(divisionWithin('430400', '430423')).toBe(false);
  });
});

describe('bank card, phones, plates, names', () => {
  test('a card with its check digit is valid, with any other it is not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9][0-9]{10,17}$/), fc.integer({ min: 1, max: 9 }), (body, off) => {
        const check = Number(bankCardCheck(body));
        expect(isBankCard(`${body}${check}`)).toBe(true);
        expect(isBankCard(`${body}${(check + off) % 10}`)).toBe(false);
      }),
    );
  });

  test.each([
    [isMobilePhone, '13900000000', true],
    [isMobilePhone, '12900000000', false],
    [isPhone, '0734-5812345', true],
    [isPhone, '010-12345678-801', false],
    [isPhone, '010-82345678-801', true],
    [isPhone, '12345', true],
    [isPhone, '400-123-4567', true],
    [isPhone, '0734 5812345', false],
    [isPhone, '0734-9581234', false],
    [isEmail, 'wang.wu@hengshan.gov.cn', true],
    [isEmail, 'wang..wu@hengshan.gov.cn', false],
    [isEmail, 'wang@localhost', false],
    [isEmail, 'a@b@c.cn', false],
    [isLicencePlate, '湘D12345', true],
    [isLicencePlate, '湘DD12345', true],
    [isLicencePlate, '湘D1234挂', true],
    [isLicencePlate, '湘D12345F', true],
    [isLicencePlate, '湘DAA1234', true],
    [isLicencePlate, '湘DL12345', false],
    [isLicencePlate, '湘D123456', false],
    [isLicencePlate, '湘DD1234A', false],
    [isLicencePlate, '湘I12345', false],
    [isChineseName, '王小明', true],
    [isChineseName, '阿卜杜拉·买买提', true],
    [isChineseName, '王', false],
    [isChineseName, '王1明', false],
    [isPersonName, 'Anne-Marie O’Neil', true],
    [isPersonName, '<script>', false],
  ])('%o %s: %s', (check, text, expected) => expect(check(text)).toBe(expected));

  test('no named check is slow or throws on anything', () => {
    const names = [
      'identityNumber',
      'creditCode',
      'mobilePhone',
      'phone',
      'email',
      'postcode',
      'licencePlate',
      'bankCard',
      'licenceIdentifier',
      'chineseName',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 60 }), (name, text) => {
        expect(typeof namedCheck(name)(text)).toBe('boolean');
      }),
    );
    for (const name of names) for (const part of ['1', 'a.', '王', '-', 'A1']) namedCheck(name)(part.repeat(500_000));
  });
});
