import { expect, it } from 'vitest';
import { apply, complete, type PostFile, ROAD } from './road.ts';
import { ask, refusal, type World } from './world.ts';

/** What departments do beside the main road: assembling a form, ending a case otherwise, changing a licence, watching a site. */
export function assemblyStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  it('turns a form that a clerk assembles into typed GraphQL, and keeps old versions readable', async () => {
    const { world } = await open();
    world.clock.goTo('2026-08-03');
    const { draftDefinition: draft } = await ask(
      world,
      'designer',
      'mutation { draftDefinition(kind: form, title: "广场活动申请表", key: "guang-chang-huo-dong") { key revision state } }',
    );
    expect(draft.state).toBe('draft');
    const save = (definition: object) =>
      ask(
        world,
        'designer',
        'mutation($d: JSON!) { reviseDefinition(kind: form, key: "guang-chang-huo-dong", definition: $d) { revision problems { code message } } }',
        { d: definition },
      );
    const bad = await refusal(
      world,
      'designer',
      'mutation { reviseDefinition(kind: form, key: "guang-chang-huo-dong", definition: {pages: 3, evil: "x"}) { key } }',
    );
    expect(bad).toBe('INVALID_DEFINITION');
    expect(
      await refusal(world, 'clerk', 'mutation { publishDefinition(kind: form, key: "guang-chang-huo-dong") { key } }'),
    ).toBe('FORBIDDEN');
    await save(plaza([{ kind: 'integer', key: 'people', label: { zh: '预计人数' }, required: true, min: '1' }]));
    const publish =
      'mutation { publishDefinition(kind: form, key: "guang-chang-huo-dong") { version typeName state } }';
    for (const person of ['designer', 'citizen', 'head'])
      expect(await refusal(world, person, publish)).toBe('FORBIDDEN');
    expect(await refusal(world, 'admin', publish)).toBe('NOT_SUBMITTED');
    const submit =
      'mutation { submitForReview(parts: [{ kind: form, key: "guang-chang-huo-dong" }], note: "首次启用") { moves review { note } } }';
    const { submitForReview: sent } = await ask(world, 'designer', submit);
    expect(sent).toEqual([{ moves: ['edit'], review: { note: '首次启用' } }]);
    const { publishDefinition: first } = await ask(world, 'admin', publish);
    expect(first).toMatchObject({ version: 1, typeName: 'GuangChangHuoDongShenQingBiao', state: 'published' });
    const fieldsOf = async (type: string): Promise<string[]> => {
      const answer = await ask(
        world,
        null,
        `{ __type(name: "${type}") { fields(includeDeprecated: true) { name } inputFields { name } } }`,
      );
      const { fields, inputFields } = answer.__type;
      return (fields ?? inputFields).map((field: { name: string }) => field.name);
    };
    expect(await fieldsOf('GuangChangHuoDongShenQingBiaoInput')).toEqual(['people']);
    await save(plaza([{ kind: 'date', key: 'day', label: { zh: '活动日期' }, required: true }]));
    await ask(world, 'designer', submit);
    const { publishDefinition: second } = await ask(world, 'admin', publish);
    expect(second).toMatchObject({ version: 2, typeName: first.typeName });
    await soon(async () => expect(await fieldsOf('GuangChangHuoDongShenQingBiaoInput')).toEqual(['day']));
    expect(await fieldsOf('GuangChangHuoDongShenQingBiao')).toEqual(
      expect.arrayContaining(['people', 'day', 'number', 'case']),
    );
    expect(
      await refusal(
        world,
        'citizen',
        'mutation { submitGuangChangHuoDongShenQingBiao(input: { day: "2026-08-09" }) { number } }',
      ),
    ).toBe('SERVICE_REQUIRED');
    expect(
      await refusal(
        world,
        'citizen',
        'mutation { submitGuangChangHuoDongShenQingBiao(input: { people: "3" }) { number } }',
      ),
    ).toBe('FIELD_REMOVED');
    await ask(
      world,
      'designer',
      'mutation { withdrawDefinition(kind: form, key: "guang-chang-huo-dong", reason: "改用统一申请表") { state } }',
    );
  });

  it('submits through the typed mutation and reads the case back by its type', async () => {
    const { world } = await open();
    world.clock.goTo('2026-08-04');
    const { service } = await ask(
      world,
      null,
      'query($key: ID!) { service(key: $key) { form { typeName definition } } }',
      { key: ROAD },
    );
    const { typeName } = service.form;
    const submit = `submit${typeName}`;
    const answer = await world.engine.execute(
      { query: `mutation { ${submit}(input: { roadSections: [{ roadName: "示例路", length: "abc" }] }) { number } }` },
      null,
    );
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const { cases } = await ask(world, 'clerk', '{ cases(queue: all, first: 1) { edges { node { number } } } }');
    const read = typeName.charAt(0).toLowerCase() + typeName.slice(1);
    const found = await ask(
      world,
      'clerk',
      `query($n: String!) { ${read}(number: $n) { number state roadSections { roadName length surface } fee } }`,
      {
        n: cases.edges[0].node.number,
      },
    );
    expect(found[read].roadSections[0]).toMatchObject({ length: '30', surface: 'pavement' });
    expect(
      (
        await ask(world, 'clerk2', `query($n: String!) { ${read}(number: $n) { number } }`, {
          n: cases.edges[0].node.number,
        })
      )[read],
    ).toBeNull();
  });

  it('is declined with reasons; another is extended, granted, rated and its licence withheld and restored', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-08-10');
    const declined = await apply(world, 'company', post, COMPANY);
    const decline = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { declineCase(id: $id, reasons: "不属于本机关职权范围。", remedies: "可以在60日内申请行政复议。") { state reasons } }',
      { id: declined.case },
    );
    expect(decline.declineCase).toMatchObject({ state: 'notAccepted', reasons: '不属于本机关职权范围。' });

    const receipt = await apply(world, 'company', post, COMPANY);
    const { acceptCase } = await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { revision } }', {
      id: receipt.case,
    });
    const stale = await refusal(
      world,
      'head',
      'mutation($id: ID!, $e: Int) { extendLimit(id: $id, days: 5, reason: "路段复杂", expect: $e) { state } }',
      { id: receipt.case, e: acceptCase.revision - 1 },
    );
    expect(stale).toBe('STALE');
    const { extendLimit } = await ask(
      world,
      'head',
      'mutation($id: ID!) { extendLimit(id: $id, days: 5, reason: "路段复杂") { due { date } } }',
      { id: receipt.case },
    );
    expect(extendLimit.due.date).toBe('2026-08-24');
    await complete(world, 'clerk', receipt.case, 'review');
    await complete(world, 'approver', receipt.case, 'siteReview');
    await complete(world, 'approver2', receipt.case, 'trafficReview');
    await complete(world, 'head', receipt.case, 'decision');
    const rate =
      'mutation($number: String!, $queryCode: String!, $stars: Int!) { rateCase(number: $number, queryCode: $queryCode, stars: $stars, tags: ["办事快"]) { stars } }';
    expect((await ask(world, null, rate, { ...receipt, stars: 5 })).rateCase.stars).toBe(5);
    expect(await refusal(world, null, rate, { ...receipt, stars: 1 })).toBe('ALREADY_RATED');

    const { case: granted } = await ask(
      world,
      'company',
      'query($id: ID!) { case(id: $id) { licence { id identifier number } } }',
      { id: receipt.case },
    );
    const change =
      'mutation($id: ID!, $to: LicenceState!) { changeLicenceState(id: $id, to: $to, reason: "核查施工现场") { state } }';
    const { id } = granted.licence;
    const verify = 'query($identifier: String!) { verifyLicence(identifier: $identifier) { result state } }';
    expect(await refusal(world, 'clerk', change, { id, to: 'withheld' })).toBe('FORBIDDEN');
    await ask(world, 'head', change, { id, to: 'withheld' });
    await soon(async () =>
      expect((await ask(world, null, verify, granted.licence)).verifyLicence).toEqual({
        result: 'notValid',
        state: 'withheld',
      }),
    );
    const list = 'query($f: LicenceFilter) { licences(filter: $f) { edges { node { id state holderName } } } }';
    const held = [{ node: { id, state: 'withheld', holderName: COMPANY.applicantName } }];
    const { number, identifier } = granted.licence;
    const typed = ` ${number.replace('〔', '[').replace('〕', ']')} `;
    // Newest first, among all that the unit issued.
    expect((await ask(world, 'clerk', list)).licences.edges[0]).toEqual(held[0]);
    for (const f of [
      { search: typed },
      { search: identifier },
      { state: 'withheld' },
      { state: 'withheld', search: identifier },
    ])
      expect((await ask(world, 'clerk', list, { f })).licences.edges).toEqual(held);
    for (const f of [{ state: 'valid' }, { state: 'valid', search: identifier }, { search: COMPANY.applicantName }])
      expect((await ask(world, 'clerk', list, { f })).licences.edges).toEqual([]);
    for (const person of ['clerk2', 'approver2', 'company'])
      expect((await ask(world, person, list, { f: { search: identifier } })).licences.edges).toEqual([]);
    const page = 'query($id: ID!) { licence(id: $id) { moves revision timeline { text detail } } }';
    expect((await ask(world, 'clerk2', page, { id })).licence).toBeNull();
    const { licence: seen } = await ask(world, 'head', page, { id });
    expect(seen).toMatchObject({ moves: ['valid', 'annulled', 'revoked', 'cancelled'], revision: 1 });
    expect(seen.timeline[1]).toEqual({ text: '暂扣', detail: '核查施工现场' });
    expect((await ask(world, 'clerk', page, { id })).licence.moves).toEqual([]);
    for (const to of ['valid', 'transferred']) await ask(world, 'head', change, { id, to });
    expect((await ask(world, 'head', page, { id })).licence.moves).toEqual([]);
    expect(await refusal(world, 'head', change, { id, to: 'valid' })).toBe('WRONG_STATE');
  });

  it('registers a website and records what a probe finds', async () => {
    const { world } = await open();
    const { registerSite } = await ask(
      world,
      'evaluator',
      'mutation { registerSite(name: "示例网站", url: "https://www.example.gov.cn/", unit: "430423-cgj") { id reachability } }',
    );
    const { probeSite } = await ask(
      world,
      'evaluator',
      'mutation($id: ID!) { probeSite(id: $id) { reachability lastProbe { reachable problem } } }',
      registerSite,
    );
    expect(probeSite).toEqual({ reachability: 0, lastProbe: { reachable: false, problem: 'UNREACHABLE' } });
    expect(
      await refusal(
        world,
        'evaluator',
        'mutation { registerSite(name: "x", url: "javascript:1", unit: "430423-cgj") { id } }',
      ),
    ).toBe('BAD_URL');
  });

  it('turns a ticket away with the reason', async () => {
    const { world } = await open();
    const { registerTicket } = await ask(
      world,
      null,
      'mutation { registerTicket(input: { kind: complaint, title: "法院案件", text: "我的案件正在法院审理，请你们改判。" }) { ticket } }',
    );
    const { rejectTicket } = await ask(
      world,
      'operator',
      'mutation($id: ID!) { rejectTicket(id: $id, reason: "诉讼中的案件请向人民法院反映。") { state } }',
      { id: registerTicket.ticket },
    );
    expect(rejectTicket.state).toBe('rejected');
  });
}

const COMPANY = {
  applicantKind: 'company',
  applicantName: '衡山县示例市政工程有限公司',
  identityNumber: undefined,
  creditCode: '91430423DEM900012T',
  legalRepresentative: '陈示例',
  phone: '13800000003',
};

function plaza(items: object[]): object {
  return {
    title: { zh: '广场活动申请表' },
    pages: [{ key: 'page1', title: { zh: '活动' }, sections: [{ key: 'section1', items }] }],
  };
}

/** What must come true soon; how soon is a question of `bench/publish.ts`. */
async function soon(check: () => Promise<void>): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 25));
    }
  }
}
