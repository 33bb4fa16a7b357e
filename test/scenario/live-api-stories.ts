import { expect, it } from 'vitest';
import { openStalls, publish, STALL, stallForm } from './stall.ts';
import { answerTo, ask, refusal, type World } from './world.ts';

const STALLS = [
  { goods: 'food', area: '12.5', rent: '120000', opensOn: '2026-09-01', town: '430423100', night: true },
  { goods: 'food', area: '8', rent: '90000', opensOn: '2026-10-01', town: '430423100', night: true },
  { goods: 'produce', area: '100', opensOn: '2026-09-15', town: '430423101' },
  { goods: 'daily', area: '9.25', rent: '1000000', night: false },
];

/** What publishing a form makes at once: object, input, live list, explore list. Told on every platform. */
export function liveApiStories(open: () => Promise<{ world: World }>): void {
  let read = '';
  let typeName = '';
  let numbers: string[] = [];
  const list = async (world: World, person: string, args: string, node = 'number goods area') =>
    (
      await ask(
        world,
        person,
        `{ ${read}List${args} { edges { cursor node { ${node} } } pageInfo { hasNextPage endCursor } } }`,
      )
    )[`${read}List`];
  const shown = async (world: World, args: string) =>
    (await list(world, 'clerk', args)).edges.map(({ node }: { node: { number: string } }) =>
      numbers.indexOf(node.number),
    );

  it('gives a published form its own types, input and lists', async () => {
    const { world } = await open();
    world.clock.goTo('2026-08-24');
    typeName = await openStalls(world);
    read = typeName.charAt(0).toLowerCase() + typeName.slice(1);
    const submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
    numbers = [];
    for (const [i, stall] of STALLS.entries()) {
      const [person, holder, holderNumber] =
        i % 2 === 0 ? ['citizen', '李样例', '430423199001010014'] : ['citizen2', '王示范', '430423198502020021'];
      const input = { ...stall, holder, holderNumber, remark: '靠近学校' };
      numbers.push((await ask(world, person as string, submit, { input }))[`submit${typeName}`].number);
    }
    await world.platform.runner.catchUp();
    expect(await shown(world, '')).toEqual([3, 2, 1, 0]);
    expect(await shown(world, '(descending: false)')).toEqual([0, 1, 2, 3]);
  });

  it('filters and sorts the live list by what the form declares, and by nothing else', async () => {
    const { world } = await open();
    expect(await shown(world, '(filter: { goods: { is: ["food"] } })')).toEqual([1, 0]);
    expect(await shown(world, '(filter: { area: { from: "9", to: "12.5" } })')).toEqual([3, 0]);
    expect(await shown(world, '(filter: { opensOn: { empty: true } })')).toEqual([3]);
    expect(await shown(world, '(filter: { holderNumber: "430423198502020021" })')).toEqual([3, 1]);
    expect(await shown(world, '(filter: { holderNumber: "110000199001010017" })')).toEqual([]);
    expect(await shown(world, '(sort: area, filter: { holderNumber: "430423198502020021" })')).toEqual([1, 3]);
    expect(await shown(world, '(sort: rent, filter: { holderNumber: "430423199001010014" })')).toHaveLength(2);
    expect(await shown(world, '(filter: { case_submittedOn: { from: "2026-08-25" } })')).toEqual([]);
    expect(await shown(world, '(filter: { case_submittedOn: { from: "2026-08-24", to: "2026-08-24" } })')).toHaveLength(
      4,
    );
    expect(await shown(world, '(sort: area)')).toEqual([1, 3, 0, 2]);
    expect(await shown(world, '(sort: area, descending: true)')).toEqual([2, 0, 3, 1]);
    expect(await shown(world, '(sort: area, filter: { goods: { not: ["food"] } })')).toEqual([3, 2]);
    for (const undeclared of [
      'filter: { night: { is: true } }',
      'filter: { holder: { is: ["李样例"] } }',
      'sort: opensOn',
    ])
      expect(await refusal(world, 'clerk', `{ ${read}List(${undeclared}) { edges { cursor } } }`)).toBe('BAD_REQUEST');
    expect(await refusal(world, 'clerk', `{ ${read}List(filter: { area: { from: "x" } }) { edges { cursor } } }`)).toBe(
      'BAD_CONDITION',
    );
  });

  it('pages a sorted list, those without an answer last, each once', async () => {
    const { world } = await open();
    for (const descending of [false, true]) {
      const seen: number[] = [];
      let after = '';
      for (let turn = 0; turn < 8; turn++) {
        const page = await list(
          world,
          'clerk',
          `(sort: rent, descending: ${descending}, first: 1${after && `, after: "${after}"`})`,
        );
        seen.push(...page.edges.map(({ node }: { node: { number: string } }) => numbers.indexOf(node.number)));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(seen).toEqual(descending ? [3, 0, 1, 2] : [1, 0, 3, 2]);
    }
    expect(await refusal(world, 'clerk', `{ ${read}List(sort: rent, after: "r.x") { edges { cursor } } }`)).toBe(
      'BAD_CURSOR',
    );
  });

  it('shows personal answers of a line only to who may open the case', async () => {
    const { world } = await open();
    const node = 'number holder holderNumber remark case { applicantName }';
    const { edges } = await list(world, 'clerk', '(first: 1)', node);
    expect(edges[0].node).toMatchObject({ holder: '王示范', holderNumber: '430423198502020021', remark: '靠近学校' });
    const looking = await list(world, 'supervisor', '(first: 1)', node);
    expect(JSON.stringify(looking)).not.toContain('430423198502020021');
    for (const stranger of [null, 'citizen', 'designer', 'evaluator'])
      expect(await refusal(world, stranger, `{ ${read}List { edges { cursor } } }`)).toBe('FORBIDDEN');
    expect((await list(world, 'clerk2', '')).edges).toEqual([]);
  });

  it('explores: any filter, sort and group, with what it stands at', async () => {
    const { world } = await open();
    const explore = async (person: string, filter: string, inner: string) =>
      (await ask(world, person, `{ ${read}Explore${filter} { asOf position total ${inner} } }`))[`${read}Explore`];
    const all = await explore(
      'clerk',
      '',
      'groups(by: [goods], numbers: [area, rent]) { codes labels count numbers { column count sum avg min max } }',
    );
    expect(all.total).toBe(4);
    expect(all.asOf).toMatch(/^2026-08-24T/);
    expect(all.groups.map(({ labels, count }: { labels: string[]; count: number }) => [...labels, count])).toEqual([
      ['日用品', 1],
      ['小吃', 2],
      ['农产品', 1],
    ]);
    expect(all.groups[1].numbers).toEqual([
      { column: 'area', count: 2, sum: '20.5', avg: '10.25', min: '8', max: '12.5' },
      { column: 'rent', count: 2, sum: '210000', avg: '105000', min: '90000', max: '120000' },
    ]);
    const months = await explore(
      'clerk',
      '(filter: { night: { is: true }, case_state: { is: ["received"] } })',
      'groups(by: [opensOn_month, town_town]) { labels count } rows(sort: [area], descending: true, first: 1) { edges { node { number area holder } } pageInfo { hasNextPage } }',
    );
    expect(months.groups.map(({ labels }: { labels: string[] }) => labels[0])).toEqual(['2026年9月', '2026年10月']);
    expect(months.rows).toMatchObject({
      edges: [{ node: { number: numbers[0], area: '12.5', holder: '李样例' } }],
      pageInfo: { hasNextPage: true },
    });
    expect((await explore('clerk2', '', 'groups(by: []) { count }')).groups).toEqual([]);
    expect(await refusal(world, 'citizen', `{ ${read}Explore { total } }`)).toBe('FORBIDDEN');
    const bad = `{ ${read}Explore(filter: { area: { from: "ten" } }) { total } }`;
    expect(await refusal(world, 'clerk', bad)).toBe('BAD_CONDITION');
    const twice = `{ ${read}Explore { groups(by: [goods, goods]) { count } } }`;
    expect(await refusal(world, 'clerk', twice)).toBe('BAD_DIMENSION');
  });

  it('deprecates a field that a later version dropped, refuses it with the version, and keeps old cases readable', async () => {
    const { world } = await open();
    world.clock.goTo('2026-08-25');
    const { version } = await publish(
      world,
      'form',
      STALL,
      stallForm([{ kind: 'phone', key: 'phone', label: { zh: '电话' } }], ['night']),
    );
    expect(version).toBe(2);
    await world.platform.runner.catchUp();
    // What is published is typed within a twentieth of a second.
    await new Promise((done) => setTimeout(done, 100));
    const described = `{ __type(name: "${typeName}") { fields(includeDeprecated: true) { name isDeprecated deprecationReason } } }`;
    const { __type } = await ask(world, null, described);
    const night = __type.fields.find(({ name }: { name: string }) => name === 'night');
    expect(night).toEqual({
      name: 'night',
      isDeprecated: true,
      deprecationReason: '第2版起不再填写，以前的办件仍可读取',
    });
    const old = await ask(world, 'clerk', `query($n: String!) { ${read}(number: $n) { night formVersion } }`, {
      n: numbers[0],
    });
    expect(old[read]).toEqual({ night: true, formVersion: 1 });
    const submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
    const input = { holder: '李样例', holderNumber: '430423199001010014', goods: 'food', night: true };
    const { errors } = await answerTo(world, 'citizen', submit, { input });
    expect(errors?.[0]).toMatchObject({
      message: '“夜间经营”从第2版起不再填写，请去掉',
      extensions: { code: 'FIELD_REMOVED', fields: [{ path: 'night', code: 'FIELD_REMOVED' }] },
    });
    const { [`${read}Explore`]: still } = await ask(
      world,
      'clerk',
      `{ ${read}Explore(filter: { night: { is: true } }) { total } }`,
    );
    expect(still.total).toBe(2);
  });
}
