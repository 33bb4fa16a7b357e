import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Target } from './target.ts';

let target: Target;
let heads: number[];
beforeAll(async () => {
  target = await Target.open();
  heads = await target.heads();
}, 60_000);
afterAll(() => target?.close());
afterEach(async () => {
  expect(target.faults.splice(0)).toEqual([]);
  expect(await target.heads()).toEqual(heads);
});

const many = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(' ');
const list = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(', ');
const deep = (levels: number, leaf: string, open: string, close: string): string =>
  `${open.repeat(levels)}${leaf}${close.repeat(levels)}`;

describe('a document that would cost too much', () => {
  const twice = (leaf: string) =>
    `{ ...f0 } ${many(60, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f60 on Query { ${leaf} }`;
  const EDGES = 'edges { node { number timeline { text } } }';

  it.each<[name: string, code: string, query: string]>([
    [
      'aliases of a dear field',
      'TOO_COSTLY',
      `{ ${many(200, (i) => `a${i}: openCaseStatistics(groupBy: [quarter]) { total }`)} }`,
    ],
    ['a thousand aliases', 'BAD_REQUEST', `{ ${many(1000, (i) => `a${i}: services(first: 100) { totalCount }`)} }`],
    [
      'aliases of lists',
      'TOO_COSTLY',
      `{ ${many(100, (i) => `a${i}: services(first: 100) { edges { node { key } } }`)} }`,
    ],
    ['lists without a size', 'TOO_COSTLY', `{ ${many(220, (i) => `a${i}: cases { ${EDGES} }`)} }`],
    ['a list of a billion', 'TOO_COSTLY', `{ cases(first: 1000000000) { ${EDGES} } }`],
    ['fragments that double', 'TOO_COSTLY', twice('region { code }')],
    ['aliased introspection', 'TOO_COSTLY', `{ ${many(60, (i) => `a${i}: __schema { types { fields { name } } }`)} }`],
    [
      'nested introspection',
      'BAD_REQUEST',
      `{ __schema { types { ${deep(8, 'name', 'fields { type { ', ' } }')} } } }`,
    ],
    ['a deep chain', 'TOO_DEEP', `{ unit(code: "430423-cgj") { ${deep(20, 'code', 'parent { ', ' }')} } }`],
    [
      'a deep chain of fragments',
      'TOO_DEEP',
      `{ unit(code: "430423") { ...f0 } } ${many(20, (i) => `fragment f${i} on Unit { parent { ...f${i + 1} } }`)} fragment f20 on Unit { code }`,
    ],
    ['fragments in a circle', 'BAD_REQUEST', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
    ['many tokens', 'BAD_REQUEST', `{ ${many(5000, () => 'viewer { id }')} }`],
    ['many directives', 'BAD_REQUEST', `{ region ${'@a '.repeat(3000)} { code } }`],
    ['a long document', 'BAD_REQUEST', `{ region { code } } # ${'x'.repeat(60_000)}`],
    ['a deep list', 'TOO_DEEP', `{ evaluateForm(key: "x", answers: ${deep(900, '1', '[', ']')}) { visible } }`],
    ['a deep object', 'TOO_DEEP', `{ evaluateForm(key: "x", answers: ${deep(900, '1', '{a:', '}')}) { visible } }`],
    ['many variables', 'BAD_REQUEST', `query(${many(900, (i) => `$v${i}: Int`)}) { region { code } }`],
  ])('is refused at once: %s', async (_, code, query) => {
    const reply = await target.ask('admin', query);
    expect([reply.status, reply.code]).toEqual([expect.any(Number), code]);
    expect(reply.status).toBeLessThan(500);
  });

  it('answers a cheap one quickly, however it is written', async () => {
    for (const query of [
      twice('__typename'),
      `{ ${many(1300, () => 'region { code }')} }`,
      `{ ${many(1900, () => '__typename')} }`,
    ]) {
      expect((await target.ask(null, query)).status).toBe(200);
    }
  });
});

describe('a document that is wrong', () => {
  it.each([
    '{ nothing }',
    '{ region { code __proto__ } }',
    '{ constructor }',
    '{ hasOwnProperty { x } }',
    'subscription { region { code } }',
    'mutation { acceptCase(id: "x", nothing: 1) { id } }',
    'mutation { acceptCase(id: {a: 1}) { id } }',
    'mutation { extendLimit(id: "x", days: "5", reason: "x") { id } }',
    'mutation { extendLimit(id: "x", days: 99999999999, reason: "x") { id } }',
    'mutation { changeLicenceState(id: "x", to: burned, reason: "x") { id } }',
    'mutation { registerTicket(input: {kind: complaint}) { number } }',
    'mutation { registerTicket(input: {kind: complaint, title: "abc", text: "abcdef", state: closed}) { number } }',
    'mutation { submitZhanYongWaJueDaoLu(input: {__proto__: 1}) { number } }',
    'query { openCases(filter: {from: "2026-02-30"}) { edges { cursor } } }',
    'query { openCases(filter: {from: "<script>"}) { edges { cursor } } }',
    'query A { region { code } } query A { region { code } }',
    'query A { region { code } } query B { region { code } }',
    'fragment f on Query { region { code } }',
    '{ region { code',
    '\u0000',
    '',
  ])('is refused: %s', async (query) => {
    const reply = await target.ask('citizen', query);
    expect(reply.status).toBeLessThan(500);
    expect(reply.code).toBe('BAD_REQUEST');
  });

  it.each<[query: string, variables: object]>([
    ['query($n: Int) { services(first: $n) { totalCount } }', { n: '5' }],
    ['query($n: Int) { services(first: $n) { totalCount } }', { n: 1.5 }],
    ['query($n: Int) { services(first: $n) { totalCount } }', { n: 2 ** 40 }],
    ['query($f: ServiceFilter) { services(filter: $f) { totalCount } }', { f: { search: { $ne: null } } }],
    [
      'query($f: ServiceFilter) { services(filter: $f) { totalCount } }',
      { f: JSON.parse('{"__proto__": {"online": true}}') },
    ],
    ['query($f: ServiceFilter) { services(filter: $f) { totalCount } }', { f: { constructor: 1 } }],
    ['query($f: ServiceFilter) { services(filter: $f) { totalCount } }', { f: [1, 2] }],
    ['query($id: ID!) { case(id: $id) { number } }', { id: null }],
    ['query($id: ID!) { case(id: $id) { number } }', { id: ['a'] }],
    ['query($id: ID!) { case(id: $id) { number } }', {}],
  ])('is refused with these variables: %s %j', async (query, variables) => {
    expect(await target.ask(null, query, variables)).toMatchObject({ status: 200, code: 'BAD_REQUEST' });
  });

  it.each([0, -1, 101, 2147483647])('is refused with a page of %i', async (first) => {
    for (const list of ['services', 'openCases', 'openTickets'])
      expect(
        (await target.ask(null, `query($n: Int) { ${list}(first: $n) { pageInfo { hasNextPage } } }`, { n: first }))
          .code,
      ).toBe('BAD_PAGE_SIZE');
    for (const list of ['cases', 'tickets'])
      expect(
        (
          await target.ask(
            list === 'cases' ? 'clerk' : 'operator',
            `query($n: Int) { ${list}(first: $n) { pageInfo { hasNextPage } } }`,
            { n: first },
          )
        ).code,
      ).toBe('BAD_PAGE_SIZE');
  });
});

describe('a forged cursor', () => {
  const forged = [
    'x',
    '%%%',
    Buffer.from('["2026","application/x"]').toString('base64url'),
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('{"__proto__":1}').toString('base64url'),
    Buffer.from('["\' OR 1=1 --","x"]').toString('base64url'),
    Buffer.from('[["a"],{"b":1},null,true]').toString('base64url'),
    'A'.repeat(20_000),
    '\u0000',
    '\ud800',
  ];

  it.each(forged)('is refused, or shows nothing else (%#)', async (after) => {
    for (const list of [
      'services',
      'openCases',
      'openTickets',
      'publicTickets',
      'myCases',
      'myLicences',
      'myTickets',
      'cases',
      'tickets',
    ]) {
      const person = list.startsWith('my') ? 'citizen' : list === 'tickets' ? 'operator' : 'clerk';
      const reply = await target.ask(person, `query($a: String) { ${list}(after: $a) { edges { cursor } } }`, {
        a: after,
      });
      expect(reply.status).toBe(200);
      expect([list, reply.code ?? 'nothing']).toEqual([
        list,
        expect.stringMatching(/^(BAD_CURSOR|BAD_ENCODING|nothing)$/),
      ]);
      if (reply.code === null) expect(reply.data[list].edges).toEqual([]);
    }
  });
});

describe('1,000 nested objects and prototype keys', () => {
  // As JSON text: what nests this deeply cannot be written from values.
  const nested = (levels: number): string => deep(levels, '1', '{"a":', '}');
  const poison = '{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "toString": 1}';

  it.each<[name: string, answers: string]>([
    ['nested a thousand times', nested(1000)],
    ['nested a hundred thousand times', nested(100_000)],
    ['lists in lists', deep(5000, '1', '[', ']')],
    ['prototype keys', poison],
    [
      'prototype keys in rows',
      `{"roadSections": [{"id": "__proto__", "__proto__": ${poison}}, {"id": "constructor"}]}`,
    ],
    ['a number', '7'],
    ['a text', '"x"'],
    ['a list', '[1, 2]'],
    ['half a character', '{"projectName": "\\ud800", "reason": "\\udfff\\ud800"}'],
    ['ten thousand keys', `{${list(10_000, (i) => `"k${i}": ${i}`)}}`],
    ['ten thousand rows', `{"roadSections": [${list(10_000, (i) => `{"id": "r${i}"}`)}]}`],
  ])('are refused as answers: %s', async (_, answers) => {
    const key = 'zhan-yong-wa-jue-dao-lu';
    const send = (person: string | null, query: string) =>
      target.post(`{"query": ${JSON.stringify(query)}, "variables": {"k": "${key}", "a": ${answers}}}`, person);
    const submitted = await send(
      'citizen',
      'mutation($k: ID!, $a: JSON!) { submitApplication(service: $k, answers: $a) { number } }',
    );
    expect(['INVALID_ANSWERS', 'TOO_DEEP', 'BAD_ENCODING']).toContain(submitted.code);
    const evaluated = await send(
      null,
      'query($k: ID!, $a: JSON!) { evaluateForm(key: $k, answers: $a) { errors { code } } }',
    );
    expect(evaluated.status).toBe(200);
    if (evaluated.code === null) expect(evaluated.data.evaluateForm.errors.length).toBeGreaterThan(0);
    else expect(['TOO_DEEP', 'BAD_ENCODING']).toContain(evaluated.code);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it.each(['form', 'flow', 'service', 'licenceType', 'system', 'register'])(
    'are refused as a definition of a %s',
    async (kind) => {
      const definitions = [nested(1000), nested(30), poison, `{"pages": ${poison}, "title": ${poison}}`, `[${poison}]`];
      for (const definition of [...definitions, '7', '"x"', 'null', '[]', '{}']) {
        const query =
          'query($k: DefinitionKind!, $d: JSON!) { checkDefinition(kind: $k, key: "x", definition: $d) { level code } }';
        const body = `{"query": ${JSON.stringify(query)}, "variables": {"k": "${kind}", "d": ${definition}}}`;
        const reply = await target.post(body, 'designer');
        expect(reply.status).toBe(200);
        if (reply.code === null)
          expect(reply.data.checkDefinition.some((one: { level: string }) => one.level === 'error')).toBe(true);
        else expect(['TOO_DEEP', 'BAD_REQUEST', 'INVALID_DEFINITION']).toContain(reply.code);
      }
    },
  );
});

describe('words that look like SQL, rules or HTML', () => {
  const words = [
    "' OR 1=1 --",
    '"; DROP TABLE commits; --',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '#{7*7}',
    '%',
    '_',
    '\\',
    '*',
    '(',
    'a:b^2 NEAR "',
    '\u0000',
    '\ud800',
    '😀'.repeat(3000),
  ];

  it.each(words)('find nothing and break nothing (%#)', async (word) => {
    const queries: [string | null, string][] = [
      [
        null,
        'query($w: String!, $i: ID!) { services(filter: {search: $w, unit: $i, theme: $w}) { totalCount } keyFromLabel(label: $w) form: service(key: $i) { key } unit(code: $i) { code } divisions(parent: $i) { code } site(id: $i) { id } verifyLicence(identifier: $w) { result } publicTickets(category: $w) { edges { cursor } } }',
      ],
      [
        null,
        'query($w: String!, $i: ID!) { progress(number: $w, queryCode: $w) { number } ticketProgress(number: $w, queryCode: $w) { number } units(parent: $i) { code } }',
      ],
      [
        'clerk',
        'query($w: String!, $i: ID!) { cases(filter: {search: $w, service: $i}) { edges { cursor } } byService: cases(filter: {service: $i}) { edges { cursor } } case(number: $w) { id } byId: case(id: $i) { id } definition(kind: form, key: $i) { key } }',
      ],
      [
        'operator',
        'query($w: String!, $i: ID!) { tickets(filter: {category: $i}) { edges { cursor } } ticket(number: $w) { id } byId: ticket(id: $i) { id } }',
      ],
      ['evaluator', 'query($i: ID!) { performance(unit: $i) { month } }'],
    ];
    const answer = word.includes('\0') || !word.isWellFormed() ? 'BAD_ENCODING' : null;
    for (const [person, query] of queries) {
      const reply = await target.ask(person, used(query), { w: word, i: word });
      expect(reply.status).toBe(200);
      // What an index cannot hold is refused where an index is asked.
      if (word.length < 1000) expect([query, reply.code]).toEqual([query, answer]);
      else expect([null, 'BAD_QUERY']).toContain(reply.code);
    }
  });

  it.each(words)('are no month (%#)', async (word) => {
    for (const query of [
      'query($w: String!) { performance(from: $w) { month } }',
      'query($w: String!) { openTickets(filter: {to: $w}) { edges { cursor } } }',
    ])
      expect((await target.ask('evaluator', query, { w: word })).code).toMatch(/^BAD_(MONTH|ENCODING)$/);
  });

  it.each(words)('are no name and no key (%#)', async (word) => {
    const tries: [string, string][] = [
      ['designer', 'mutation($w: String!) { draftDefinition(kind: form, title: "题目", key: $w) { key } }'],
      ['evaluator', 'mutation($w: String!) { registerSite(name: "网站", url: $w, unit: "430423-cgj") { id } }'],
      ['admin', 'mutation($i: ID!) { eraseSubject(subject: $i, reason: "request") }'],
      ['admin', 'mutation($w: String!) { eraseSubject(subject: "00000000-0000-4000-8000-000000000000", reason: $w) }'],
      ['citizen', 'mutation($i: ID!) { startDraft(service: $i) { id } }'],
      ['citizen', 'mutation($i: ID!, $w: String!) { attachUpload(draft: $i, field: $w, key: $w, name: $w) { id } }'],
      ['citizen', 'mutation($i: ID!) { deleteDraft(id: $i) }'],
      ['clerk', 'mutation($i: ID!) { acceptCase(id: $i) { id } }'],
      ['operator', 'mutation($i: ID!) { acceptTicket(id: $i) { id } }'],
    ];
    for (const [person, query] of tries) {
      const reply = await target.ask(person, query, { w: word, i: word });
      expect(reply.status).toBe(200);
      expect([query, reply.code]).toEqual([query, expect.stringMatching(/^(NOT_FOUND|TOO_LARGE|BAD_[A-Z]+)$/)]);
    }
  });

  /** Declares only the variables that the query uses. */
  function used(query: string): string {
    return query.replaceAll(/\$(\w): (String|ID)!(, )?/g, (whole, name) =>
      query.split(`$${name}`).length > 2 ? whole : '',
    );
  }
});
