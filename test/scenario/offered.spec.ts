import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from '../../commands/access.ts';
import { readCounty } from '../../samples/county.ts';
import { PLACES, placesOf } from '../../web/desk/shell/places.ts';
import { applyForRelief, reliefAnswers } from './relief.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { answerTo, ask } from './world.ts';

let world: SmallWorld;
let open: string;
beforeAll(async () => {
  world = await smallWorld();
  ({ case: open } = await applyForRelief(world, 'citizen'));
}, 60_000);
afterAll(() => world?.close());

const staff = readCounty().people.filter((person) => person.roles.some(({ unit }) => unit));

/** What stands behind each place of the rail; a place without it would be offered untried. */
const BEHIND: Readonly<Record<string, string>> = {
  '/': '{ viewer { id } }',
  '/cases': '{ cases(queue: all) { edges { node { id } } } caseCounts { queue count } }',
  '/file': `mutation { startDraft(service: "nothing", applicant: {kind: person, name: "王示范", identifier: "430423198502020021", phone: "13800000002"}) { id } }`,
  '/licences': '{ licences { edges { node { id } } } }',
  '/tickets': '{ tickets(queue: all) { edges { node { id } } } ticketCounts { queue count } }',
  '/tickets/new':
    'mutation { registerTicket(input: {kind: complaint, title: "", text: "", channel: phone}) { number } }',
  '/definitions/service': '{ definitions(kind: service) { key } }',
  '/definitions/form': '{ definitions(kind: form) { key } }',
  '/definitions/flow': '{ definitions(kind: flow) { key } }',
  '/definitions/licenceType': '{ definitions(kind: licenceType) { key } }',
  '/definitions/system': '{ definitions(kind: system) { key } }',
  '/assembly': '{ definitions(kind: service) { key } }',
  '/reviews': '{ definitionsInReview { key } }',
  '/registers': '{ registers { key } }',
  '/systems': '{ systems { key } }',
  '/messages': '{ unreadMessages }',
  '/units': '{ units { staff { account } } }',
  '/substitutes': '{ units { substitutes { account } } }',
  '/packages': '{ packages { key } }',
  '/performance': '{ performance { month } }',
  '/sites': '{ sites { id } }',
  '/operations': '{ status { commits } }',
};

const places = PLACES.flatMap((group) => group.places);

async function viewerOf(person: string) {
  return (await ask(world, person, '{ viewer { id name kind permissions roles { role } } }')).viewer;
}

describe('the rail', () => {
  it('names permissions that the access table has, and is tried here to its end', () => {
    const known = Object.keys(ACCESS);
    expect(places.flatMap(({ needs }) => needs).filter((permission) => !known.includes(permission))).toEqual([]);
    for (const { to } of places.filter(({ to }) => !Object.hasOwn(BEHIND, to))) expect.fail(`untried: ${to}`);
  });

  it('offers each sample person what the server lets them use, and nothing it refuses', async () => {
    const wrong: string[] = [];
    for (const { key: person } of staff) {
      const viewer = await viewerOf(person);
      const offered = new Set(placesOf(viewer).flatMap((group) => group.places.map(({ to }) => to)));
      for (const { to } of places) {
        const answer = await answerTo(world, person, BEHIND[to] ?? '');
        const refused = answer.errors?.[0]?.extensions?.code === 'FORBIDDEN';
        if (offered.has(to) && refused) wrong.push(`${person} is offered ${to}, which is refused`);
        if (to === '/file' && !offered.has(to) && !refused) wrong.push(`${person} may use ${to}, which is not offered`);
        const edges = (answer.data?.[to.slice(1)] as { edges: unknown[] } | null | undefined)?.edges ?? [];
        if (!offered.has(to) && edges.length > 0)
          wrong.push(`${person} finds something in ${to}, which is not offered`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows all of whom a case is read by the place of cases', async () => {
    const readers: string[] = [];
    for (const { key: person } of staff) {
      const { data } = await answerTo(world, person, 'query($id: ID!) { case(id: $id) { id } }', { id: open });
      if (!data?.case) continue;
      readers.push(person);
      const offered = placesOf(await viewerOf(person)).flatMap((group) => group.places.map(({ to }) => to));
      expect([person, offered.includes('/cases')]).toEqual([person, true]);
    }
    expect(readers).toEqual(expect.arrayContaining(['supervisor', 'admin', 'clerk-kaiyun']));
  });
});

describe('the buttons of a case', () => {
  const mutation: Readonly<Record<string, string>> = {
    accept: 'acceptCase(id: $id, expect: 999) { id }',
    requestSupplement: 'requestSupplement(id: $id, defects: [{at: "situation", reason: "x"}], expect: 999) { id }',
    declineAcceptance: 'declineCase(id: $id, reasons: "x", remedies: "x", expect: 999) { id }',
    supplement: 'supplementCase(id: $id, answers: {}, expect: 999) { id }',
    withdraw: 'withdrawCase(id: $id, reason: "x", expect: 999) { id }',
    extendLimit: 'extendLimit(id: $id, days: 1, reason: "x", expect: 999) { id }',
  };

  it('are those whose wish the server would hear, for each sample person', async () => {
    const wrong: string[] = [];
    for (const { key: person } of readCounty().people) {
      const { data } = await answerTo(world, person, 'query($id: ID!) { case(id: $id) { actions } }', {
        id: open,
      });
      const actions: readonly string[] = (data?.case as { actions: string[] } | null)?.actions ?? [];
      for (const [action, wish] of Object.entries(mutation)) {
        const answer = await answerTo(world, person, `mutation($id: ID!) { ${wish} }`, { id: open });
        const code = answer.errors?.[0]?.extensions?.code;
        if (actions.includes(action) && code !== 'STALE') wrong.push(`${person} is offered ${action}: ${code}`);
        if (code === undefined) wrong.push(`${person} did ${action}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** A neighbour of the agent: the identifier is valid, and nobody's. */
const needy = { kind: 'person', name: '张试填', identifier: '430499199001010011', phone: '13800009001' };

describe('an agent', () => {
  it('finds what they filed, and what of it waits for them', async () => {
    const her = { applicantName: needy.name, identityNumber: needy.identifier };
    expect(reliefAnswers(her)).toMatchObject(her);
    const { case: id, number } = await applyForRelief(world, 'agent', her, needy);
    const list = 'query($q: CaseQueue!, $f: CaseFilter) { cases(queue: $q, filter: $f) { edges { node { id } } } }';
    const found = async (q: string, f: object = {}) =>
      (await ask(world, 'agent', list, { q, f })).cases.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(await found('all')).toEqual([id]);
    expect(await found('open')).toEqual([id]);
    expect(await found('closed')).toEqual([]);
    expect(await found('todo')).toEqual([]);
    expect(await found('all', { search: number })).toEqual([id]);
    expect(await found('all', { search: 'NONE' })).toEqual([]);
    const supplement =
      'mutation($id: ID!) { requestSupplement(id: $id, defects: [{at: "situation", reason: "请写明"}]) { id } }';
    await ask(world, 'clerk-kaiyun', supplement, { id });
    expect(await found('todo')).toEqual([id]);
    const { caseCounts } = await ask(world, 'agent', '{ caseCounts { queue count } }');
    expect(caseCounts).toContainEqual({ queue: 'todo', count: 1 });
  });
});
