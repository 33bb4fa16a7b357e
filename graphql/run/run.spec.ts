import fc from 'fast-check';
import { buildSchema, type ExecutionResult, execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { planOf } from './plan.ts';
import { runOperation } from './run.ts';

const printed = `
  type Query { one: Node  must: Node!  many: [Node]  strict: [Node!]  grid: [[Int]!]  say(text: String = "hi", on: Boolean): String }
  type Mutation { change(by: Int!): Int  undo: Int }
  type Node { id: ID!  name: String  colour: Colour  count: Int!  next: Node  sure: Node!  list: [Node]!  say(text: String!): String! }
  enum Colour { red green }
`;
const schema = buildSchema(printed);

/** Values of every kind, at once or later: right ones, wrong ones, none, and errors. */
const late = (value: fc.Arbitrary<unknown>) =>
  fc.tuple(value, fc.constantFrom('now', 'later', 'asked')).map(([made, when]) => {
    const give = () => {
      if (made instanceof Error) throw made;
      return made;
    };
    if (when === 'asked' || made instanceof Error) return give;
    return when === 'later' ? async () => made : made;
  });
const failing = fc.constantFrom('broken', 'refused').map((text) => new Error(text));
const often = (value: fc.Arbitrary<unknown>) =>
  late(
    fc.oneof(
      { weight: 20, arbitrary: value },
      { weight: 1, arbitrary: failing },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  );
const nodeOf = (depth: number): fc.Arbitrary<unknown> => {
  const inner = depth === 0 ? fc.constant(null) : nodeOf(depth - 1);
  const item = fc.oneof(inner, fc.constant(null), failing);
  return fc.record({
    id: often(fc.oneof(fc.string({ maxLength: 3 }), fc.integer())),
    name: often(fc.oneof(fc.string({ maxLength: 3 }), fc.constant({}), fc.constant(true))),
    colour: often(fc.constantFrom('red', 'green', 'blue')),
    count: often(fc.oneof({ weight: 9, arbitrary: fc.integer() }, { weight: 1, arbitrary: fc.constant(1.5) })),
    next: often(inner),
    sure: often(inner),
    list: often(fc.oneof(fc.array(item, { maxLength: 3 }), fc.constant(7))),
    say: fc.constant(({ text }: { text: string }) => text.repeat(2)),
  });
};
const node = nodeOf(2);

const SELECTION = fc.letrec((tie) => ({
  fields: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(
          'id',
          'name',
          'colour',
          'count',
          '__typename',
          'n: name',
          'say(text: "x")',
          'say2: say(text: $text)',
        ),
        fc
          .tuple(fc.constantFrom('next', 'sure', 'list', 'also: next'), tie('fields'))
          .map(([name, inner]) => `${name} ${inner}`),
        tie('fields').map((inner) => `... on Node ${inner}`),
        fc.constant('...Part'),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => `{ ${parts.join(' ')} }`),
})).fields as fc.Arbitrary<string>;

const query = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom('one', 'must', 'many'), SELECTION).map(([name, fields]) => `${name} ${fields}`),
      fc.constantFrom('grid', 'say', 'b: say(text: $text)', 'c: say(on: true)', '__typename'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    (parts) =>
      `query Q($text: String! = "t") { ${parts.join(' ')} ok: say(text: $text) } fragment Part on Node { id next { name } }`,
  );

const rootOf = (one: unknown, many: unknown) => ({
  one,
  must: () => one,
  many,
  grid: [[1, null], [2], null],
  say: ({ text, on }: { text: string; on?: boolean }) => `${text}${on ?? ''}`,
});

describe('carrying out an operation', () => {
  it('answers as graphql-js does, whatever resolvers return or throw', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(
        query,
        node,
        fc.array(node, { maxLength: 2 }),
        fc.option(fc.string(), { nil: undefined }),
        async (text, one, many, said) => {
          const document = parse(text);
          fc.pre(validate(schema, document).length === 0);
          if (planOf(withRoot(rootOf(one, many)), document, undefined)) planned++;
          const variables = said === undefined ? {} : { text: said };
          const there = await execute({ schema, document, rootValue: rootOf(one, many), variableValues: variables });
          const here = await runOperation({
            schema: withRoot(rootOf(one, many)),
            document,
            operationName: undefined,
            variables,
            context: {},
          });
          expect(plain(here).data).toEqual(plain(there).data);
          const [ours, theirs] = [plain(here).errors, plain(there).errors];
          // Of errors that happen at the same time below one place that may not be null, either may be the one that is told.
          if (ours.length === 1 && theirs.length === 1 && isStill(one, many)) expect(ours).toEqual(theirs);
          expect(ours.length > 0).toBe(theirs.length > 0);
          expect(new Set(ours.map(at)).size).toBe(ours.length);
        },
      ),
      { numRuns: 200 },
    );
    expect(planned).toBeGreaterThan(50);
  });

  it.each([
    ['query($text: String!) { say(text: $text) }', { text: null }],
    ['query($text: String!) { say(text: $text) }', {}],
    ['query($text: String!) { say(text: $text) }', { text: ['a', 'b'] }],
    ['query A { say } query B { grid }', {}],
    ['{ say @skip(if: true) grid }', {}],
    ['{ __schema { queryType { name } } say }', {}],
    ['mutation { a: change(by: 1) undo b: change(by: 2) }', {}],
    ['mutation($by: Int!) { change(by: $by) }', { by: 3 }],
    ['mutation($by: Int!) { change(by: $by) }', { by: '3' }],
    ['{ __proto__: say }', {}],
  ])('answers %s as graphql-js does', async (text, variables) => {
    const rootValue = { ...rootOf(null, null), change: ({ by }: { by: number }) => by, undo: 0 };
    const document = parse(text);
    const there = await execute({ schema, document, rootValue, variableValues: variables });
    const operation = { schema: withRoot(rootValue), document, operationName: undefined, variables, context: {} };
    expect(plain(await runOperation(operation))).toEqual(plain(there));
  });

  it('leaves no failure unheard when it gives up a list', async () => {
    const later = async () => {
      throw new Error('late');
    };
    const root = { strict: [{ name: 'a', count: later }, null] };
    const operation = { schema: withRoot(root), document: parse('{ strict { count } }') };
    const answer = await runOperation({ ...operation, operationName: undefined, variables: {}, context: {} });
    expect(plain(answer)).toMatchObject({ data: { strict: null }, errors: [{ path: ['strict', 1] }] });
  });

  it('finds the operation out once', () => {
    const document = parse('{ say }');
    expect(planOf(schema, document, undefined)?.root.fields).toHaveLength(1);
    expect(planOf(schema, parse('mutation { undo again: undo }'), undefined)).toBeNull();
  });
});

/** The schema with resolvers that read a root value: our context has none. */
function withRoot(root: object) {
  const made = buildSchema(printed);
  for (const type of [made.getQueryType(), made.getMutationType()])
    for (const field of Object.values(type?.getFields() ?? {}))
      field.resolve = (_source, args, context) => {
        const value = (root as Record<string, unknown>)[field.name];
        return typeof value === 'function' ? value.call(root, args, context) : value;
      };
  return made;
}

const plain = (result: ExecutionResult) => {
  const { data = undefined, errors = [] } = JSON.parse(JSON.stringify(result)) as {
    data?: unknown;
    errors?: { message: string; path?: unknown; locations?: unknown }[];
  };
  return { data, errors };
};
const at = (error: { path?: unknown }) => JSON.stringify(error.path);
/** Whether nothing is answered later. */
const isStill = (...values: unknown[]): boolean =>
  values.every((value) =>
    typeof value === 'function'
      ? value.constructor.name !== 'AsyncFunction'
      : typeof value !== 'object' || value === null || isStill(...Object.values(value)),
  );
