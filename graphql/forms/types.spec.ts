import { buildSchema, GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, printType } from 'graphql';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { householdForm } from '../../lowcode/form/household.fixture.ts';
import { withRowIds } from './answers.ts';
import { grow } from './types.ts';

const fixed = buildSchema(
  'scalar Date scalar Money enum CaseState { received } type Case { id: ID } type Query { case: Case }',
);

function printed(versions: readonly FormDefinition[]): string {
  const { output, input } = grow(
    { key: 'jiuZhu', typeName: 'JiuZhu', title: '救助', version: versions.length, columns: new Map(), versions },
    fixed,
  );
  const schema = new GraphQLSchema({ types: [output, input] });
  const own = Object.values(schema.getTypeMap()).filter(({ name }) => name.startsWith('JiuZhu'));
  return own
    .filter((type) => type instanceof GraphQLObjectType || type instanceof GraphQLInputObjectType)
    .map((type) => printType(type).replaceAll(/"""[^"]*"""\s*/g, ''))
    .join('\n');
}

test('rows within rows have a type of their own, for reading and for writing', () => {
  const text = printed([householdForm]);
  expect(text).toContain('households: [JiuZhuHouseholdsRow!]');
  expect(text).toContain('members: [JiuZhuHouseholdsRowMembersRow!]');
  expect(text).toMatch(/type JiuZhuHouseholdsRowMembersRow \{[^}]*gap: Money/);
  expect(text).toMatch(/input JiuZhuHouseholdsRowMembersRowInput \{[^}]*income: Money/);
  expect(text).not.toMatch(/input JiuZhuHouseholdsRowMembersRowInput \{[^}]*gap:/);
});

test('an inner field that a later version dropped stays readable', () => {
  const later = JSON.parse(JSON.stringify(householdForm).replace('"key":"name"', '"key":"fullName"')) as FormDefinition;
  const text = printed([householdForm, later]);
  expect(text).toMatch(/type JiuZhuHouseholdsRowMembersRow \{[^}]*name: String[^}]*fullName: String/);
  // Who still sends it is told since which version it is gone.
  expect(text).toMatch(/input JiuZhuHouseholdsRowMembersRowInput \{[^}]*\bname: String @deprecated\(reason: "第2版起/);
});

test('inner rows without an id get one', () => {
  expect(withRowIds({ households: [{ members: [{ name: 'a' }, { id: 'x', name: 'b' }] }] })).toEqual({
    households: [
      {
        id: 'r1',
        members: [
          { id: 'r1', name: 'a' },
          { id: 'x', name: 'b' },
        ],
      },
    ],
  });
});
