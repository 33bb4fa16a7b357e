import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { domain } from '../../views/registry.ts';
import { dumpAll } from '../scenario/closing-stories.ts';
import { ROAD } from '../scenario/road.ts';
import { answerTo } from '../scenario/world.ts';
import { Target } from './target.ts';

/** Texts that are well-formed and mean nothing good. */
const TEXTS = [
  '',
  ' ',
  'x',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'x'.repeat(3000),
  '\u200b\u202e衡山',
  '\n\r\t\u0001',
  '2026-03-02',
  '430423-cgj',
  ROAD,
  '-1',
  '🚧🚧',
];
const NUMBERS = [0, -1, 1, 5, 2147483647, -2147483648];
const VALUES = [
  null,
  0,
  '',
  [],
  {},
  { a: { b: [] } },
  JSON.parse('{"__proto__": {"x": 1}}'),
  [[[1]]],
  'x'.repeat(2000),
];
const PEOPLE = [null, 'citizen', 'company', 'window', 'clerk', 'operator', 'designer', 'admin', 'evaluator', 'handler'];
const ROUNDS = 24;

let target: Target;
let ids: string[];
beforeAll(async () => {
  target = await Target.open();
  const receipt = await target.apply();
  const { data } = await target.ask('citizen', `mutation { startDraft(service: "${ROAD}") { id } }`);
  const ticket = await target.ask(
    'operator',
    'mutation { registerTicket(input: {kind: help, title: "求助一事", text: "请帮助联系有关部门。"}) { ticket number } }',
  );
  ids = [receipt.case, receipt.number, data.startDraft.id, ticket.data.registerTicket.ticket, ROAD, '430423-cgj'];
}, 60_000);
afterAll(() => target?.close());

it('answers every field with a code or a value, whatever its arguments are, and stays whole', {
  timeout: 120_000,
}, async () => {
  const { world } = target;
  const schema = await world.engine.schema();
  const codes = new Set<string>();
  const answered = new Set<string>();
  for (const [kind, type] of [
    ['query', schema.getQueryType()] as const,
    ['mutation', schema.getMutationType()] as const,
  ]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      // An erasure with an id that happens to be somebody's is a wish, not an attack.
      for (let round = 0; round < ROUNDS; round++) {
        const [query, variables] = requestOf(kind, field, round);
        const answer = await answerTo(world, PEOPLE[round % PEOPLE.length] ?? null, query, variables);
        if (!answer.errors) answered.add(field.name);
        for (const { extensions, message } of answer.errors ?? []) {
          expect([query, variables, extensions?.code, message]).toEqual([
            query,
            variables,
            expect.stringMatching(/^(?!INTERNAL)[A-Z_]+$/),
            message,
          ]);
          codes.add(extensions?.code ?? '');
        }
      }
    }
  }
  expect(target.faults).toEqual([]);
  // Not only the first check of each was met, and not everything was refused.
  expect(codes.size).toBeGreaterThan(12);
  expect(answered.size).toBeGreaterThan(40);
  const { log, runner } = world.platform;
  expect((await log.verify(0)).ok).toBe(true);
  const before = await dumpAll(world.platform);
  for (const view of domain.views) await runner.rebuild(view.name);
  expect(await dumpAll(world.platform)).toEqual(before);
  expect((await runner.status()).flatMap(({ parked }) => parked)).toEqual([]);
});

/** A request for one field, its arguments chosen by the round: sometimes left out, mostly hostile, sometimes real ids. */
function requestOf(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  round: number,
): [query: string, variables: object] {
  const given = field.args.filter((arg, i) => isNonNullType(arg.type) || (i + round) % 3 !== 0);
  const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const variables = Object.fromEntries(given.map((arg, i) => [arg.name, valueFor(arg.type, mixed(round, i))]));
  const query = `${kind}${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selectionOf(field.type, 2)} }`;
  return [query, variables];
}

/** Numbers that go through all pairs of arguments, the same in every run. */
function mixed(round: number, place: number): number {
  return (round * 2654435761 + place * 40503 * (round + 1)) % 9973;
}

function valueFor(type: GraphQLInputType, seed: number): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, seed);
  if (isListType(type)) return Array.from({ length: seed % 4 }, (_, i) => valueFor(type.ofType, seed + i));
  if (isEnumType(type)) return type.getValues()[seed % type.getValues().length]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field, i) => isNonNullType(field.type) || (seed + i) % 2 === 0)
        .map((field, i) => [field.name, valueFor(field.type, seed + i)]),
    );
  if (!isScalarType(type)) throw new Error(`no value for ${type}`);
  switch (type.name) {
    case 'Int':
    case 'Float':
      return NUMBERS[seed % NUMBERS.length];
    case 'Boolean':
      return seed % 2 === 0;
    case 'Date':
      return ['2026-03-02', '0001-01-01', '9999-12-31'][seed % 3];
    case 'Money':
      return ['0', '-1', '999999999999999'][seed % 3];
    case 'JSON':
      return VALUES[seed % VALUES.length];
    case 'ID':
      return seed % 2 === 0 ? ids[seed % ids.length] : TEXTS[seed % TEXTS.length];
    default:
      return TEXTS[seed % TEXTS.length];
  }
}

/** Every field that needs no argument, a few levels down. */
function selectionOf(type: GraphQLOutputType, levels: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named) || levels < 0) return '';
  const parts = Object.values(named.getFields()).flatMap((field) => {
    const needs = field.args.some((arg) => isNonNullType(arg.type));
    const inner = selectionOf(field.type, levels - 1);
    const isLeaf = !isObjectType(getNamedType(field.type));
    return needs || (!isLeaf && (levels === 0 || inner === '')) ? [] : [`${field.name} ${inner}`];
  });
  return parts.length > 0 ? `{ ${parts.join(' ')} }` : '{ __typename }';
}
