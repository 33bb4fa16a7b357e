import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewerFor } from '../../graphql/viewer.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { openStalls, publish, STALL, stallForm } from '../../test/scenario/stall.ts';
import { claimsOf } from '../../test/scenario/world.ts';
import { formAddresses } from './addresses.ts';

const ORIGIN = 'https://www.example.gov.cn';
const AT = `/api/forms/${STALL}`;
let world: SmallWorld;
let ask: (person: string | null, path: string, init?: RequestInit) => Promise<Response>;
// biome-ignore lint/suspicious/noExplicitAny: documents are read by name
let openapi: any;

const stall = {
  holder: '李样例',
  holderNumber: '430423199001010014',
  goods: 'food',
  area: '12.5',
  rent: '120000',
  opensOn: '2026-09-01',
  town: '430423100',
};

beforeAll(async () => {
  world = await smallWorld();
  await openStalls(world);
  const answer = formAddresses(world.engine, ORIGIN);
  ask = async (person, path, init) => {
    const viewer = person === null ? null : await viewerFor(world.platform, claimsOf(person));
    const response = await answer(new Request(`${ORIGIN}${path}`, init), viewer);
    if (!response) throw new Error(`no answer at ${path}`);
    return response;
  };
  openapi = await (await ask(null, `${AT}/openapi.json`)).json();
}, 60_000);
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('the OpenAPI of a form', () => {
  /** The answer is what the document says of that address and status. */
  async function checked(person: string | null, path: string, at: string, init?: RequestInit) {
    const response = await ask(person, path, init);
    const operation = openapi.paths[at][init?.method?.toLowerCase() ?? 'get'];
    const { schema } = operation.responses[response.status].content['application/json'];
    const ajv = new Ajv2020({ strict: false, formats: { date: true, 'date-time': true, email: true } });
    const validate = ajv.compile({ ...schema, components: openapi.components });
    const body = await response.json();
    expect([validate(body), validate.errors]).toEqual([true, null]);
    return { status: response.status, body };
  }

  it('describes addresses that work and answer as it says', async () => {
    const { status, body } = await checked('citizen', `${AT}/cases`, `${AT}/cases`, post({ answers: stall }));
    expect(status).toBe(201);
    await world.platform.runner.catchUp();
    const { body: page } = await checked('clerk', `${AT}/cases?goods.is=food&area.from=12&sort=area`, `${AT}/cases`);
    expect(page.cases).toMatchObject([{ number: body.number, state: 'received', answers: { ...stall } }]);
    const one = await checked('clerk', `${AT}/cases/${body.number}`, `${AT}/cases/{number}`);
    expect(one.body).toEqual(page.cases[0]);
    const { body: counts } = await checked(
      'clerk',
      `${AT}/statistics?by=goods&by=opensOn.month&numbers=area&numbers=rent&town.is=430423`,
      `${AT}/statistics`,
    );
    expect(counts).toMatchObject({
      total: 1,
      groups: [{ codes: ['food', '2026-09'], labels: ['小吃', '2026年9月'], count: 1 }],
    });
    expect(counts.groups[0].numbers[1]).toMatchObject({ column: 'rent', sum: '120000', avg: '120000' });
  });

  it('names every parameter as the address takes it', async () => {
    for (const [at, { get }] of Object.entries<{ get?: { parameters: Parameter[] } }>(openapi.paths))
      for (const { name, in: place, schema } of get?.parameters ?? []) {
        if (place !== 'query' || name === 'after') continue;
        const type = schema.items ?? schema;
        const value =
          type.enum?.[0] ??
          { boolean: 'true', integer: '5' }[type.type as 'boolean'] ??
          (type.format ? '2026-09-01' : '1');
        const response = await ask('clerk', `${at}?${name}=${encodeURIComponent(value)}`);
        expect([name, response.status, response.ok ? '' : await response.text()]).toEqual([name, 200, '']);
      }
  });

  it('says every error as it is', async () => {
    const wrong: [string | null, string, RequestInit | undefined, number, string][] = [
      [null, `${AT}/cases`, undefined, 401, 'FORBIDDEN'],
      ['citizen', `${AT}/cases`, undefined, 403, 'FORBIDDEN'],
      ['clerk', `${AT}/cases?night.is=true`, undefined, 400, 'BAD_REQUEST'],
      ['clerk', `${AT}/cases?area.from=ten`, undefined, 400, 'BAD_CONDITION'],
      ['clerk', `${AT}/cases?case_submittedOn.from=yesterday`, undefined, 400, 'BAD_CONDITION'],
      ['clerk', `${AT}/statistics?opensOn.to=2026-02-30`, undefined, 400, 'BAD_CONDITION'],
      ['clerk', `${AT}/cases?first=0`, undefined, 400, 'BAD_PAGE_SIZE'],
      ['clerk', `${AT}/cases?after=x`, undefined, 400, 'BAD_CURSOR'],
      ['clerk', `${AT}/cases/XX20260302000001`, undefined, 404, 'NOT_FOUND'],
      ['clerk2', `${AT}/statistics?by=goods.month`, undefined, 400, 'BAD_DIMENSION'],
      [null, `${AT}/cases`, post({ answers: stall }), 401, 'FORBIDDEN'],
      ['citizen', `${AT}/cases`, post({ answers: { ...stall, goods: 'x' } }), 400, 'INVALID_ANSWERS'],
      ['citizen', `${AT}/cases`, post({ answers: stall, more: 1 }), 400, 'BAD_REQUEST'],
      ['citizen', `${AT}/cases`, post([]), 400, 'BAD_REQUEST'],
      ['window', `${AT}/cases`, post({ answers: stall, applicant: { kind: 'x' } }), 400, 'BAD_REQUEST'],
    ];
    for (const [person, path, init, status, code] of wrong) {
      const at = path.includes('/cases/') ? `${AT}/cases/{number}` : (path.split('?')[0] as string);
      const told = await checked(person, path, at, init);
      expect([path, told.status, told.body.errors[0].extensions.code]).toEqual([path, status, code]);
    }
  });

  it('is answered with a code whatever the parameters are', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'by',
        'numbers',
        'sort',
        'first',
        'goods.is',
        'area.from',
        'opensOn.to',
        'case_submittedOn.to',
        'x.empty',
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, fc.string()), { maxLength: 5 }),
        fc.constantFrom('cases', 'statistics'),
        async (pairs, at) => {
          const response = await ask('clerk', `${AT}/${at}?${new URLSearchParams(pairs)}`);
          if (response.status !== 200) expect((await response.json()).errors[0].extensions.code).not.toBe('INTERNAL');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the JSON Schema of a form', () => {
  it('is found by its address, says which it is, and is not sent twice', async () => {
    const response = await ask(null, `${AT}/schema.json`);
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    const schema = (await response.json()) as { $id: string };
    expect(schema.$id).toBe(`${ORIGIN}${AT}/versions/1/schema.json`);
    const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(schema);
    expect([validate(stall), validate({ ...stall, goods: 'x' })]).toEqual([true, false]);
    const etag = response.headers.get('etag') ?? '';
    const again = await ask(null, `${AT}/schema.json`, { headers: { 'if-none-match': `W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const fixed = await ask(null, new URL(schema.$id).pathname);
    expect(fixed.headers.get('cache-control')).toContain('immutable');
    expect(fixed.headers.get('etag')).toBe(etag);
  });

  it('stays at the address of its version when there is a newer one', async () => {
    await publish(world, 'form', STALL, stallForm([], ['night']));
    await world.platform.runner.catchUp();
    await new Promise((done) => setTimeout(done, 100));
    const current = await (await ask(null, `${AT}/schema.json`)).json();
    expect(current).toMatchObject({ $id: expect.stringContaining('/versions/2/') });
    expect(current.properties.night).toBeUndefined();
    expect((await (await ask(null, `${AT}/versions/1/schema.json`)).json()).properties.night).toEqual({
      title: '夜间经营',
      type: 'boolean',
    });
    const { components } = await (await ask(null, `${AT}/openapi.json`)).json();
    expect(components.schemas.StoredAnswers.properties.night).toMatchObject({
      deprecated: true,
      description: expect.stringContaining('第2版起'),
    });
  });
});

it('gives SDL that stands on its own', async () => {
  const sdl = await (await ask(null, `${AT}/schema.graphql`)).text();
  const schema = buildSchema(sdl);
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toHaveLength(3);
  expect(sdl).toContain('"""经营品类"""');
});

it.each([
  ['/api/forms/none-of-these/schema.json', 404],
  [`${AT}/versions/9/schema.json`, 404],
  [`${AT}/versions/0/schema.json`, 404],
  [`${AT}/else`, 404],
  ['/api/forms/', 404],
  ['/api/forms/constructor/schema.json', 404],
])('%s is answered with %i', async (path, status) => {
  expect((await ask(null, path)).status).toBe(status);
});

it('lists the forms with their addresses', async () => {
  const { forms } = await (await ask(null, '/api/forms')).json();
  const own = forms.find(({ key }: { key: string }) => key === STALL);
  expect(own).toMatchObject({ title: '摊点登记表', broken: false, openapi: `${ORIGIN}${AT}/openapi.json` });
});

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: {
    type: string;
    enum?: string[];
    format?: string;
    items?: { type: string; enum?: string[]; format?: string };
  };
}
