import { buildSchema, coerceInputValue, GraphQLSchema, printType } from 'graphql';
import { expect, test } from 'vitest';
import { compileForm } from '../../lowcode/form/compile.ts';
import { evaluate } from '../../lowcode/form/evaluate.ts';
import {
  aMonday,
  EVERY_KIND,
  everyKindAnswers,
  everyKindForm,
  keyOfKind,
} from '../../lowcode/form/every-kind.fixture.ts';
import { isUnseen, saysOnly } from '../../lowcode/form/kinds.ts';
import { KINDS_OF_PARTS } from '../../lowcode/form/parts.ts';
import { withRowIds } from './answers.ts';
import { grow } from './types.ts';

const fixed = buildSchema(
  'scalar Date scalar Money enum CaseState { received } type Case { id: ID } type Query { case: Case }',
);
const { output, input } = grow(
  { key: 'ge', typeName: 'Ge', title: '各类', version: 1, columns: new Map(), versions: [everyKindForm] },
  fixed,
);

test('every kind that is answered has its type, for reading and, unless computed, for writing', () => {
  for (const kind of EVERY_KIND) {
    const key = keyOfKind(kind);
    expect(Object.hasOwn(output.getFields(), key), kind).toBe(!saysOnly(kind));
    expect(Object.hasOwn(input.getFields(), key), kind).toBe(!saysOnly(kind) && !isUnseen(kind));
  }
  const schema = new GraphQLSchema({ types: [output, input] });
  const type = (name: string) =>
    printType(schema.getType(name) as never)
      .replaceAll(/"""[^"]*"""\s*/g, '')
      .replaceAll(/\n\s*\n/g, '\n');
  expect(type('AnswerPerson')).toBe(
    'type AnswerPerson {\n  name: String\n  certificateKind: String\n  certificateNumber: String\n}',
  );
  expect(type('AnswerSignatureInput')).toBe('input AnswerSignatureInput {\n  name: String\n  own: Boolean\n}');
  for (const kind of KINDS_OF_PARTS) expect(String(output.getFields()[keyOfKind(kind)]?.type)).toMatch(/^Answer/);
});

test('what a program sends in these types is kept as what a person fills in', () => {
  const { aHidden: _computed, ...typed } = everyKindAnswers;
  const coerced = coerceInputValue(typed, input, (path, _value, error) => {
    throw new Error(`${path.join('.')}: ${error.message}`);
  });
  const found = evaluate(compileForm(everyKindForm), withRowIds(coerced as Record<string, unknown>), aMonday);
  expect(found.errors).toEqual([]);
  expect(found.answers).toEqual(everyKindAnswers);
});
