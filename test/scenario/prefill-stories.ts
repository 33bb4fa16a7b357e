import { expect, it } from 'vitest';
import { apply, complete, type PostFile, ROAD } from './road.ts';
import { openStalls, publish } from './stall.ts';
import { ask, refusal, type World } from './world.ts';

/** Stalls of this story's own: others are told of those of `STALL`. */
const STALL = 'tan-dian-bei-an';
const RENEWAL = 'tan-dian-huan-zheng';
const REGISTER = 'tan-dian-ji-chu-tai-zhang';
const DRAFT =
  'mutation($k: DefinitionKind!, $key: String!, $t: String!, $c: ID) { draftDefinition(kind: $k, key: $key, title: $t, copyOf: $c) { key } }';
const CHECK =
  'query($d: JSON!) { checkDefinition(kind: form, key: "tan-dian-huan-zheng", definition: $d) { code message } }';
const PREFILLED = `query($a: ApplicantInput) { prefilled(service: "${RENEWAL}", applicant: $a) { field answer from source { zh } fixed } }`;
const SUBMIT = `mutation($answers: JSON!, $a: ApplicantInput) { submitApplication(service: "${RENEWAL}", answers: $answers, applicant: $a) { case number } }`;

/** 王示范, who has a stall and a road permit. */
const owner = { name: '王示范', identifier: '430423198502020021', phone: '13800000002' };
const named = { kind: 'person', ...owner };

const label = (zh: string) => ({ zh });
const renewal = (
  card: object = { kind: 'text', takenFrom: { from: 'earlierCase', form: STALL, field: 'remark' } },
) => ({
  title: label('摊点换证申请表'),
  pages: [
    {
      ...{ key: 'page1', title: label('换证') },
      sections: [
        {
          key: 'renewal',
          items: [
            { kind: 'personName', key: 'holder', label: label('摊主'), prefill: 'applicantName', required: true },
            { key: 'remark', label: label('摊点备注'), ...card },
            {
              ...{ kind: 'money', key: 'rent', label: label('登记的月租金') },
              takenFrom: { from: 'register', register: REGISTER, field: 'rent', fixed: true },
            },
            {
              ...{ kind: 'licenceReference', key: 'permit', label: label('占道许可证') },
              takenFrom: { from: 'licence', licenceType: ROAD, field: 'licence_identifier', fixed: true },
            },
            {
              ...{ kind: 'number', key: 'area', label: label('批准面积') },
              takenFrom: { from: 'licence', licenceType: ROAD, field: 'totalArea' },
            },
          ],
        },
      ],
    },
  ],
});

/** First answers from earlier applications, licences and registers: told to their owner, to nobody who only knows the number. */
export function prefillStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  let earlier = '';

  it('then a form that takes what is not there is refused by its label', async () => {
    const { world } = await open();
    await openStalls(world, STALL);
    await ask(world, 'designer', DRAFT, { k: 'form', key: RENEWAL, t: '摊点换证申请表' });
    const problems = async (definition: object) =>
      (await ask(world, 'designer', CHECK, { d: definition })).checkDefinition
        .filter(({ code }: { code: string }) => /PREFILL|UNKNOWN/.test(code))
        .map(({ message }: { message: string }) => message);
    const date = { kind: 'date', takenFrom: { from: 'earlierCase', form: STALL, field: 'rent' } };
    expect(await problems(renewal(date))).toEqual([
      '“摊点备注”与表单“摊点登记表”的“月租金”不是同一类内容，不能预填',
      '“登记的月租金”预填要用的台账还没有发布，或者已经停用',
    ]);
    await ask(
      world,
      'designer',
      'mutation($t: String!, $k: String) { draftDefinition(kind: register, title: $t, key: $k) { key } }',
      {
        ...{ t: '摊点基础台账', k: REGISTER },
      },
    );
    const register = { name: label('摊点基础台账'), form: STALL, kind: 'list', columns: ['case_number', 'rent'] };
    const save = 'mutation($k: ID!, $d: JSON!) { reviseDefinition(kind: register, key: $k, definition: $d) { key } }';
    await ask(world, 'designer', save, {
      k: REGISTER,
      d: { ...register, filters: [{ column: 'goods', is: ['food'] }] },
    });
    expect(await problems(renewal())).toEqual([]);
    await publish(world, 'form', RENEWAL, renewal());
    await ask(world, 'designer', DRAFT, { k: 'service', key: RENEWAL, t: '摊点换证', c: STALL });
    const { definition: copy } = await ask(
      world,
      'designer',
      `{ definition(kind: service, key: "${RENEWAL}") { definition } }`,
    );
    await publish(world, 'service', RENEWAL, { ...copy.definition, form: RENEWAL });
    await world.platform.runner.catchUp();
    expect(await told(world, 'citizen2')).toEqual({ holder: ['王示范', '取自您的登录信息'] });

    const stall = (answers: object, person = 'citizen2', of: object | null = null) =>
      ask(
        world,
        person,
        `mutation($answers: JSON!, $a: ApplicantInput) { submitApplication(service: "${STALL}", answers: $answers, applicant: $a) { case number } }`,
        { answers: { holder: owner.name, holderNumber: owner.identifier, ...answers }, a: of },
      );
    const { submitApplication: first } = await stall({ goods: 'food', rent: '90000', remark: '靠近小学' });
    await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: first.case });
    await complete(world, 'clerk-ybj', first.case, 'decision');
    earlier = (await stall({ goods: 'daily', rent: '10000', remark: '人民路口' })).submitApplication.number;
  });

  it('then its owner begins with what the records say, told where from', async () => {
    const { world, post } = await open();
    const { name: applicantName, identifier: identityNumber, phone } = owner;
    const road = await apply(world, 'citizen2', post, { applicantName, identityNumber, phone });
    await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: road.case });
    await complete(world, 'clerk', road.case, 'review');
    await complete(world, 'approver', road.case, 'siteReview');
    await complete(world, 'approver2', road.case, 'trafficReview');
    const { completeStage: decided } = await complete(world, 'head', road.case, 'decision');
    await world.platform.runner.catchUp();
    const found = await told(world, 'citizen2');
    expect(found).toMatchObject({
      // The register says what was granted, not what was applied for since.
      rent: ['90000', expect.stringMatching(/^取自您在“摊点基础台账”中的记录（.+，2026年/)],
      remark: ['人民路口', expect.stringContaining(`提交的申请（${earlier}）`)],
      permit: [decided.licence.identifier, expect.stringMatching(/^取自您2026年取得的“占用挖掘城市道路许可证”/)],
      area: ['75', expect.stringContaining('占用挖掘城市道路许可证')],
    });
    const begin = `mutation { startDraft(service: "${RENEWAL}") { prefilled { field answer } answers } }`;
    const { startDraft: draft } = await ask(world, 'citizen2', begin);
    expect(draft.prefilled).toHaveLength(5);
  });

  it('then nobody else learns it by typing the number, but whoever handled the cases', async () => {
    const { world } = await open();
    const known = { holder: ['王示范', '取自申请人信息'] };
    expect(await told(world, 'agent', named)).toEqual(known);
    expect(await told(world, 'village', named)).toEqual(known);
    expect(await told(world, 'window', named)).not.toHaveProperty('rent');
    expect(await told(world, 'clerk', named)).toMatchObject({
      rent: ['90000', expect.stringMatching(/^取自申请人在/)],
      remark: ['人民路口', expect.any(String)],
    });
    expect(await refusal(world, 'citizen', PREFILLED, { a: named })).toBe('FORBIDDEN');
    expect(await refusal(world, null, PREFILLED)).toBe('FORBIDDEN');
  });

  it('then what is fixed cannot be forged, and the rest can be changed', async () => {
    const { world } = await open();
    const { prefilled } = await ask(world, 'citizen2', PREFILLED);
    const answers = Object.fromEntries(
      prefilled.map(({ field, answer }: { field: string; answer: unknown }) => [field, answer]),
    );
    const forged = await wrong(world, { ...answers, rent: '1' });
    expect(forged).toEqual([['rent', 'NOT_AS_RECORDED']]);
    const { permit: _left, ...without } = answers;
    expect(await wrong(world, without)).toEqual([['permit', 'NOT_AS_RECORDED']]);
    const { submitApplication: done } = await ask(world, 'citizen2', SUBMIT, {
      answers: { ...answers, remark: '改在新址' },
    });
    await world.platform.runner.catchUp();
    const read = 'query($id: ID!) { case(id: $id) { answers } }';
    expect((await ask(world, 'citizen2', read, { id: done.case })).case.answers).toMatchObject({
      ...answers,
      remark: '改在新址',
    });
    const supplement = 'mutation($id: ID!, $answers: JSON!) { supplementCase(id: $id, answers: $answers) { state } }';
    const ask4 =
      'mutation($id: ID!) { requestSupplement(id: $id, defects: [{ at: "remark", reason: "写明位置" }]) { state } }';
    await ask(world, 'clerk', ask4, { id: done.case });
    const again = { ...answers, remark: '新址在人民路8号' };
    expect(await refusal(world, 'citizen2', supplement, { id: done.case, answers: { ...again, rent: '1' } })).toBe(
      'INVALID_ANSWERS',
    );
    const { supplementCase } = await ask(world, 'citizen2', supplement, { id: done.case, answers: again });
    expect(supplementCase.state).toBe('received');
  });

  it('then of somebody erased nothing is left to begin with', async () => {
    const { world } = await open();
    const gone = { kind: 'person', name: '张试填', identifier: '430499199001010011', phone: '13800000099' };
    const stall = `mutation($answers: JSON!, $a: ApplicantInput) { submitApplication(service: "${STALL}", answers: $answers, applicant: $a) { case } }`;
    const answers = { holder: gone.name, holderNumber: gone.identifier, goods: 'food', remark: '东门口' };
    const { submitApplication: filed } = await ask(world, 'clerk', stall, { answers, a: gone });
    await world.platform.runner.catchUp();
    expect(await told(world, 'clerk', gone)).toMatchObject({ remark: ['东门口', expect.any(String)] });
    const subject = await world.platform.vault.findSubject(gone.identifier);
    await ask(world, 'admin', 'mutation($s: ID!) { eraseSubject(subject: $s, reason: "request") }', { s: subject });
    expect(await told(world, 'clerk', gone)).toEqual({ holder: ['张试填', '取自申请人信息'] });
    expect(filed.case).not.toBe('');
  });
}

type Told = Readonly<Record<string, readonly [answer: unknown, source: string]>>;

async function told(world: World, person: string, applicant: object | null = null): Promise<Told> {
  const { prefilled } = await ask(world, person, PREFILLED, { a: applicant });
  return Object.fromEntries(
    prefilled.map(({ field, answer, source }: { field: string; answer: unknown; source: { zh: string } }) => [
      field,
      [answer, source.zh],
    ]),
  );
}

/** The places and codes for which an application is refused. */
async function wrong(world: World, answers: object): Promise<readonly (readonly string[])[]> {
  const answer = await ask(world, 'citizen2', SUBMIT, { answers }).catch((error) => error);
  return answer.problem.extensions.fields.map(({ path, code }: { path: string; code: string }) => [path, code]);
}
