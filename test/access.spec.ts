import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../graphql/execute.ts';
import { fixedSchema } from '../graphql/schema.ts';
import { readCounty } from '../samples/county.ts';
import { openDataOf } from '../views/open-data/engine.ts';
import { recordsOf } from '../views/records/engine.ts';
import { directoryOf } from '../views/services/directory.ts';
import { DENIED, expectations, type Probe, type Things } from './access.table.ts';
import { Target } from './hostile/target.ts';
import { begunMatter } from './scenario/matter-stories.ts';
import { apply, complete, ROAD } from './scenario/road.ts';
import { answerTo, ask, type World } from './scenario/world.ts';

/** Everybody who can ask: each sample person, and nobody. */
const everybody: readonly (string | null)[] = [null, ...readCounty().people.map((person) => person.key)];

let target: Target;
let world: World;
let things: Things;

beforeAll(async () => {
  target = await Target.open();
  const { cloud, platform } = target.world;
  const services = {
    cloud,
    directory: directoryOf(platform),
    openData: openDataOf(platform),
    records: recordsOf(platform),
    probe: async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' }),
  };
  world = { ...target.world, engine: createEngine(services, (_, error) => target.faults.push(String(error))) };
  things = await makeThings();
}, 120_000);
afterAll(() => target?.close());

const fields = (type: 'Query' | 'Mutation'): string[] => {
  const schema = fixedSchema();
  return Object.keys((type === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {});
};

describe('the table', () => {
  it('has every field of Query and Mutation, and none that is gone', () => {
    expect(Object.keys(expectations.Query).sort()).toEqual(fields('Query').sort());
    expect(Object.keys(expectations.Mutation).sort()).toEqual(fields('Mutation').sort());
  });

  it('names sample people only', () => {
    const named = Object.values(expectations).flatMap((type) =>
      Object.values(type).flatMap((probe) => (probe.may === 'everybody' ? [] : probe.may)),
    );
    expect(named.filter((person) => !everybody.includes(person))).toEqual([]);
  });
});

describe.each(['Query', 'Mutation'] as const)('%s', (type) => {
  it.each(fields(type))('%s is for whom the table says', async (field) => {
    const probe = expectations[type][field] as Probe;
    const heads = await target.heads();
    const found: string[] = [];
    for (const person of everybody) {
      if (probe.before) await probe.before(world, things);
      const answer = await answerTo(world, person, probe.query, probe.variables?.(things) ?? {});
      const outcome = probe.outcome ? probe.outcome(answer) : outcomeOf(answer);
      const may = probe.may === 'everybody' || (person !== null && probe.may.includes(person));
      const right = may ? outcome === (probe.yes ?? 'something') : (probe.no ?? DENIED).includes(outcome);
      if (!right) found.push(`${person ?? 'nobody'} ${may ? 'may' : 'may not'}, but: ${outcome}`);
    }
    expect(found).toEqual([]);
    expect(target.faults).toEqual([]);
    if (!probe.writes) expect(await target.heads()).toEqual(heads);
  });
});

describe('what must not be seen', () => {
  const all = everybody.filter((person) => person !== null);

  it('says nothing of an applicant to who may not see the case', async () => {
    const may = (expectations.Query.case as Probe).may;
    for (const person of [null, ...all.filter((one) => !may.includes(one))]) {
      const seen = await everythingSeenBy(person);
      for (const word of ['430423199001010014', '示例路12号', '社区惠民市集'])
        expect([person, seen]).not.toEqual([person, expect.stringContaining(word)]);
    }
  });

  it('never shows a whole identifier beside the answers that the case is decided by', async () => {
    for (const person of all) {
      const { data } = await answerTo(
        world,
        person,
        'query($id: ID!) { case(id: $id) { applicantName applicant { name maskedIdentifier phone } timeline { text detail actor } licence { holderName fields { value } } } viewer { maskedIdentifier } }',
        { id: things.case },
      );
      expect(JSON.stringify(data)).not.toContain('430423199001010014');
    }
  });

  it('shows the caller of a confidential ticket to the hotline only, of an anonymous one to nobody', async () => {
    for (const person of everybody) {
      const seen = await everythingSeenBy(person);
      expect([person, seen]).not.toEqual([person, expect.stringContaining('匿名来电人')]);
      expect([person, seen]).not.toEqual([person, expect.stringContaining('13800000222')]);
      if (person === 'operator') expect(seen).toContain('保密来电人');
      else expect([person, seen]).not.toEqual([person, expect.stringContaining('保密来电人')]);
    }
  });

  it('has nothing in any list for a neighbouring county', async () => {
    const lists = 'cases(queue: QUEUE) { edges { node { id } } } tickets(queue: QUEUE) { edges { node { id } } }';
    for (const queue of ['todo', 'open', 'all', 'closed', 'overdue']) {
      const { cases, tickets } = await ask(world, 'clerk2', `{ ${lists.replaceAll('QUEUE', queue)} }`);
      expect([cases.edges, tickets.edges]).toEqual([[], []]);
    }
    for (const filter of [
      `service: "${ROAD}"`,
      'state: received',
      'state: accepted',
      `search: "${things.caseNumber}"`,
    ]) {
      const { cases } = await ask(world, 'clerk2', `{ cases(filter: {${filter}}) { edges { node { id } } } }`);
      expect(cases.edges).toEqual([]);
      const { cases: own } = await ask(
        world,
        'admin',
        `{ cases(filter: {${filter}}, queue: all) { edges { node { id } } } }`,
      );
      if (!filter.includes('received')) expect(own.edges.length).toBeGreaterThan(0);
    }
    const { caseCounts, ticketCounts } = await ask(world, 'clerk2', '{ caseCounts { count } ticketCounts { count } }');
    expect([...caseCounts, ...ticketCounts].every(({ count }: { count: number }) => count === 0)).toBe(true);
  });

  it('lets nobody read a case by the typed query of its form, or file in it for somebody else', async () => {
    const { service } = await ask(world, null, `{ service(key: "${ROAD}") { form { typeName } } }`);
    const { typeName } = service.form;
    const read = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`;
    const may = (expectations.Query.case as Probe).may;
    for (const person of everybody) {
      const { data } = await answerTo(world, person, `{ ${read}(number: "${things.caseNumber}") { identityNumber } }`);
      expect([person, data?.[read] === null]).toEqual([person, !(person !== null && may.includes(person))]);
    }
    const filing = 'applicant: {kind: person, name: "王示范", identifier: "430423198502020021", phone: "13800000002"}';
    // 开云经办 keeps the town's own service centre as well.
    const mayFile = ['window', 'clerk', 'agent', 'village', 'clerk-kaiyun'];
    for (const person of everybody) {
      const answer = await answerTo(
        world,
        person,
        `mutation { submit${typeName}(input: {fee: null}, ${filing}) { number } }`.replace('{fee: null}', '{}'),
      );
      const code = answer.errors?.[0]?.extensions?.code;
      expect([person, code]).toEqual([person, person && mayFile.includes(person) ? 'INVALID_ANSWERS' : 'FORBIDDEN']);
    }
  });
});

/** Every text that the lists and pages show somebody. */
async function everythingSeenBy(person: string | null): Promise<string> {
  const ticket = '{ id title text callerName callerPhone reply timeline { text detail actor } }';
  const aCase =
    '{ id applicantName applicant { name maskedIdentifier phone } answers filedBy timeline { text detail } }';
  const queries = [
    `query($c: ID!, $n: String!) { case(id: $c) ${aCase} byNumber: case(number: $n) ${aCase} }`,
    `query($t: ID!) { ticket(id: $t) ${ticket} } `,
    `query($a: ID!) { ticket(id: $a) ${ticket} }`,
    `{ cases(queue: all) { edges { node ${aCase} } } }`,
    `{ tickets(queue: all) { edges { node ${ticket} } } }`,
    `{ openTickets { edges { node { categoryName townName quarter } } } publicTickets { edges { node { categoryName } } } openCases { edges { node { serviceName unitName } } } }`,
    `query($l: String!) { verifyLicence(identifier: $l) { message maskedHolder } }`,
    `query($d: ID!) { draft(id: $d) { answers } }`,
    '{ performance { month unit { code } decided } }',
  ];
  const all = {
    c: things.case,
    n: things.caseNumber,
    t: things.ticket,
    a: things.anonymous,
    l: things.licenceIdentifier,
    d: things.draft,
  };
  const answers: unknown[] = [];
  for (const query of queries) {
    const names = [...query.matchAll(/\$(\w):/g)].map((match) => match[1] as keyof typeof all);
    answers.push(await answerTo(world, person, query, Object.fromEntries(names.map((name) => [name, all[name]]))));
  }
  return JSON.stringify(answers);
}

/** One case under way and one granted, a licence, a draft, a confidential and an anonymous ticket, a site. */
async function makeThings(): Promise<Things> {
  const matter = await begunMatter(world);
  const granted = await apply(world, 'citizen', target.postFile);
  const accept = 'mutation($id: ID!) { acceptCase(id: $id) { state } }';
  await ask(world, 'clerk', accept, { id: granted.case });
  for (const [person, stage] of [
    ['clerk', 'review'],
    ['approver', 'siteReview'],
    ['approver2', 'trafficReview'],
    ['head', 'decision'],
  ] as const)
    await complete(world, person, granted.case, stage);
  const { case: ended } = await ask(
    world,
    'citizen',
    'query($id: ID!) { case(id: $id) { licence { id identifier } } }',
    {
      id: granted.case,
    },
  );
  const open = await apply(world, 'citizen', target.postFile);
  await ask(world, 'clerk', accept, { id: open.case });
  const { startDraft } = await ask(world, 'citizen', `mutation { startDraft(service: "${ROAD}") { id } }`);
  await ask(
    world,
    'citizen',
    'mutation($id: ID!) { saveDraft(id: $id, answers: {identityNumber: "430423199001010014"}) { id } }',
    startDraft,
  );
  const register = 'mutation($input: TicketInput!) { registerTicket(input: $input) { ticket number queryCode } }';
  const said = { kind: 'complaint', title: '路灯不亮', text: '示例路的路灯三天不亮了。', channel: 'phone' };
  const { registerTicket: ticket } = await ask(world, 'operator', register, {
    input: { ...said, confidential: true, callerName: '保密来电人', callerPhone: '13800000111' },
  });
  const dispatch = 'mutation($id: ID!, $unit: ID!) { dispatchTicket(id: $id, unit: $unit) { state } }';
  await ask(world, 'operator', 'mutation($id: ID!) { acceptTicket(id: $id) { state } }', { id: ticket.ticket });
  await ask(world, 'operator', dispatch, { id: ticket.ticket, unit: '430423-scjgj' });
  await ask(
    world,
    'handler-scjgj',
    'mutation($id: ID!) { returnTicket(id: $id, reason: "不属本单位职责") { state } }',
    {
      id: ticket.ticket,
    },
  );
  await ask(world, 'operator', dispatch, { id: ticket.ticket, unit: '430423-cgj' });
  const { registerTicket: anonymous } = await ask(world, 'operator', register, {
    input: { ...said, anonymous: true, callerName: '匿名来电人', callerPhone: '13800000222' },
  });
  const { registerSite: site } = await ask(
    world,
    'evaluator',
    'mutation { registerSite(name: "示例网站", url: "https://www.example.gov.cn/", unit: "430423-cgj") { id } }',
  );
  await world.platform.runner.catchUp();
  return {
    matter,
    case: open.case,
    caseNumber: open.number,
    caseCode: open.queryCode,
    licence: ended.licence.id,
    licenceIdentifier: ended.licence.identifier,
    draft: startDraft.id,
    ticket: ticket.ticket,
    ticketNumber: ticket.number,
    ticketCode: ticket.queryCode,
    anonymous: anonymous.ticket,
    site: site.id,
  };
}

/** An answer in a word: the error's code, or whether there was anything. */
function outcomeOf(answer: Awaited<ReturnType<typeof answerTo>>): string {
  const error = answer.errors?.[0];
  if (error) return error.extensions?.code ?? '(no code)';
  const [value] = Object.values(answer.data ?? {});
  const edges = (value as { edges?: unknown[] } | null)?.edges;
  const isNothing = value === null || (Array.isArray(value) && value.length === 0) || edges?.length === 0;
  return isNothing ? 'nothing' : 'something';
}
