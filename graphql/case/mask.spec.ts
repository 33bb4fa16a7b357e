import { expect, test } from 'vitest';
import { everyKindAnswers, everyKindForm } from '../../lowcode/form/every-kind.fixture.ts';
import { maskAnswers } from './mask.ts';

test('numbers of people are masked wherever they stand, also as parts', () => {
  const masked = maskAnswers(everyKindForm, everyKindAnswers);
  const whole = JSON.stringify(masked);
  expect(whole).not.toContain('11010519491231002X');
  expect(whole).not.toContain('E12345678');
  expect(whole).not.toContain('6200000000000000000');
  expect(masked.aPerson).toEqual({
    name: '𠮷田花',
    certificateKind: '111',
    certificateNumber: '1****************X',
  });
});
