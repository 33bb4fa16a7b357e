import { expect, it } from 'vitest';
import cases from './pattern-cases.json' with { type: 'json' };
import { matches, type Pattern } from './patterns.ts';

it.each(cases as [string, Pattern, unknown, boolean][])('%s', (_, pattern, event, expected) => {
  expect(matches(pattern, event)).toBe(expected);
});

it('does not guess', () => {
  expect(() => matches({ s: [{ 'sounds-like': 'x' }] }, { s: 'x' })).toThrow('sounds-like');
});
