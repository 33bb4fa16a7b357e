import { expect, it } from 'vitest';
import { openCasesView } from '../../views/open-cases/view.ts';
import { recordsView } from '../../views/records/view.ts';
import {
  BUREAU,
  draftPart,
  guidedPlaza,
  PLAZA,
  PUBLISH,
  partNow,
  plazaFlow,
  plazaForm,
  plazaParts,
  plazaService,
  revisePart,
  SUBMIT,
} from './plaza.ts';
import { complete, type PostFile, uploadToCase, uploadToDraft } from './road.ts';
import { answerTo, ask, refusal, type World } from './world.ts';

/** Assembling a service: its parts sent for review together, looked at by somebody else, published in one commit. */
export function serviceStories(open: () => Promise<{ world: World; post: PostFile }>): void {
  const [form, flow, service] = plazaParts as [
    (typeof plazaParts)[number],
    (typeof plazaParts)[number],
    (typeof plazaParts)[number],
  ];
  const versions = async (world: World) =>
    Promise.all(plazaParts.map(async (part) => (await partNow(world, 'designer', part)).version));

  it('sends an item with its form and flow for review, all of them or none', async () => {
    const { world } = await open();
    world.clock.goTo('2026-08-17');
    await draftPart(world, form, plazaForm);
    await draftPart(world, flow, plazaFlow);
    await draftPart(world, service, { ...plazaService, materials: [] });
    const check = 'query($p: [DefinitionPart!]!) { checkTogether(parts: $p) { kind code path } }';
    const alone = await ask(world, 'designer', check, { p: [service] });
    expect(alone.checkTogether).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'UNKNOWN_DEFINITION', path: 'form' })]),
    );
    const { checkTogether } = await ask(world, 'designer', check, { p: plazaParts });
    expect(checkTogether).toEqual([{ kind: 'service', code: 'MISSING_ELEMENT', path: 'materials' }]);
    const answer = await answerTo(world, 'designer', SUBMIT, { p: plazaParts });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_DEFINITION',
      fields: [{ path: `service.${PLAZA}.materials`, code: 'MISSING_ELEMENT' }],
    });
    expect((await partNow(world, 'designer', form)).review).toBeNull();
    await revisePart(world, 'designer', service, plazaService);
    const { submitForReview } = await ask(world, 'designer', SUBMIT, { p: plazaParts });
    expect(submitForReview).toHaveLength(3);
    expect(submitForReview[0]).toMatchObject({ moves: ['edit'], review: { together: plazaParts } });
  });

  it('lets the head of the bureau find what waits, return it with reasons, and get it again', async () => {
    const { world } = await open();
    const waiting = '{ definitionsInReview { kind key title { zh } } }';
    const { definitionsInReview } = await ask(world, 'head', waiting);
    expect(definitionsInReview.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['flow', 'form', 'service']);
    for (const person of ['designer', 'clerk', 'head-scjgj'])
      expect((await ask(world, person, waiting)).definitionsInReview).toEqual([]);
    const back = 'mutation($p: [DefinitionPart!]!) { returnToDrafter(parts: $p, reasons: "请写明人数上限") { kind } }';
    expect(await refusal(world, 'designer', back, { p: plazaParts })).toBe('FORBIDDEN');
    await ask(world, 'head', back, { p: plazaParts });
    expect((await partNow(world, 'designer', form)).returned).toEqual({ reasons: '请写明人数上限' });
    expect(await refusal(world, 'head', PUBLISH, { p: plazaParts })).toBe('NOT_SUBMITTED');
    const [page] = plazaForm.pages;
    const items = page?.sections[0]?.items.map((item) => (item.key === 'people' ? { ...item, max: '5000' } : item));
    await revisePart(world, 'designer', form, {
      ...plazaForm,
      pages: [{ ...page, sections: [{ key: 'section1', items }] }],
    });
    await ask(world, 'designer', SUBMIT, { p: plazaParts });
  });

  it('lets nobody publish what they worked on, by whatever way', async () => {
    const { world } = await open();
    const read = await partNow(world, 'admin', flow);
    expect(read.moves).toEqual(expect.arrayContaining(['publish', 'return']));
    await revisePart(world, 'admin', flow, {
      ...plazaFlow,
      steps: [
        { kind: 'stage', stage: { key: 'review', title: { zh: '书面审查' }, role: 'clerk', kind: 'review' } },
        plazaFlow.steps[1],
      ],
    });
    // The change took it out of review; sent again by the designer, it is still the administrator's own work.
    expect(await refusal(world, 'head', PUBLISH, { p: plazaParts })).toBe('NOT_SUBMITTED');
    await ask(world, 'designer', SUBMIT, { p: plazaParts });
    expect(await refusal(world, 'admin', PUBLISH, { p: plazaParts })).toBe('OWN_EDITS');
    const single = `mutation { publishDefinition(kind: flow, key: "${PLAZA}") { version } }`;
    expect(await refusal(world, 'admin', single)).toBe('OWN_EDITS');
    expect(await refusal(world, 'designer', single)).toBe('FORBIDDEN');
    expect((await partNow(world, 'admin', flow)).moves).not.toContain('publish');
    expect(await versions(world)).toEqual([null, null, null]);
  });

  it('publishes them in one commit by another person, and at once it can be applied for', async () => {
    const { world } = await open();
    const stale = plazaParts.map((part) => ({ ...part, expect: 0 }));
    expect(await refusal(world, 'head', PUBLISH, { p: stale })).toBe('STALE');
    expect(await refusal(world, 'head', PUBLISH, { p: [form, form] })).toBe('BAD_PARTS');
    const { publishTogether } = await ask(world, 'head', PUBLISH, { p: plazaParts });
    expect(publishTogether).toEqual(plazaParts.map(({ kind }) => ({ kind, version: 1, state: 'published' })));
    const last = await Promise.all(
      plazaParts.map(async ({ kind, key }) =>
        (await world.platform.log.read(`${kind}/${world.cloud.region}/${key}`)).commits.at(-1),
      ),
    );
    expect(new Set(last.map((commit) => commit?.commandId)).size).toBe(1);
    expect(last.map((commit) => commit?.events.map(({ type }) => type))).toEqual(
      plazaParts.map(() => ['DefinitionPublished']),
    );
    const { service: item } = await ask(world, null, 'query($key: ID!) { service(key: $key) { name { zh } online } }', {
      key: PLAZA,
    });
    expect(item).toEqual({ name: plazaService.name, online: true });
    expect((await ask(world, 'head', '{ definitionsInReview { key } }')).definitionsInReview).toEqual([]);
  });

  it('takes the materials that the item declares, chosen by guided questions, without a field in the form', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-08-18');
    await revisePart(world, 'designer', service, guidedPlaza);
    await ask(world, 'designer', SUBMIT, { p: [service] });
    await ask(world, 'head', PUBLISH, { p: [service] });
    const { startDraft: draft } = await ask(
      world,
      'citizen',
      `mutation { startDraft(service: "${PLAZA}") { id service { version guide { questions { key } materials { key situations { question values } } } } formVersion { definition } } }`,
    );
    expect(draft.service).toMatchObject({
      version: 2,
      guide: {
        questions: [{ key: 'site' }],
        materials: [
          { key: 'plan', situations: [] },
          { key: 'safety', situations: [{ question: 'site', values: ['outdoor'] }] },
        ],
      },
    });
    expect(draft.formVersion.definition.pages.map(({ key }: { key: string }) => key)).toEqual([
      'situation',
      'page1',
      'materials',
    ]);
    const evaluate =
      'query($a: JSON!) { evaluateForm(key: "guang-chang-bei-an", service: "guang-chang-bei-an", answers: $a) { errors { path code } } }';
    const open2 = await ask(world, null, evaluate, { a: { people: '300', day: '2026-09-01', site: 'indoor' } });
    expect(open2.evaluateForm.errors).toEqual([{ path: 'plan', code: 'REQUIRED' }]);
    await ask(world, 'citizen', 'mutation($id: ID!, $a: JSON!) { saveDraft(id: $id, answers: $a) { id } }', {
      id: draft.id,
      a: { people: '300', day: '2026-09-01', site: 'outdoor' },
    });
    await uploadToDraft(world, 'citizen', post, draft.id, 'plan');
    const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case } }';
    const answer = await answerTo(world, 'citizen', submit, { id: draft.id });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_ANSWERS',
      fields: [{ path: 'safety', code: 'REQUIRED' }],
    });
    await uploadToDraft(world, 'citizen', post, draft.id, 'safety');
    const { submitDraft } = await ask(world, 'citizen', submit, { id: draft.id });
    const seen = await ask(
      world,
      'clerk',
      'query($id: ID!) { case(id: $id) { answers attachments { material name } formVersion { definition } } }',
      { id: submitDraft.case },
    );
    expect(seen.case.answers).toMatchObject({ site: 'outdoor', people: '300' });
    expect(seen.case.attachments.map(({ material }: { material: string }) => material)).toEqual(['plan', 'safety']);
    expect(seen.case.formVersion.definition.pages).toHaveLength(3);
    const { requestSupplement } = await ask(
      world,
      'clerk',
      'mutation($id: ID!) { requestSupplement(id: $id, defects: [{ at: "safety", reason: "没有写明疏散路线" }]) { defects { at label } } }',
      { id: submitDraft.case },
    );
    expect(requestSupplement.defects).toEqual([{ at: 'safety', label: '安全工作方案' }]);
    const supplement = 'mutation($id: ID!, $a: JSON!) { supplementCase(id: $id, answers: $a) { state } }';
    const mine = await ask(world, 'citizen', 'query($id: ID!) { case(id: $id) { answers } }', { id: submitDraft.case });
    expect(await refusal(world, 'citizen', supplement, { id: submitDraft.case, a: mine.case.answers })).toBe(
      'DEFECTS_UNTOUCHED',
    );
    const file = await uploadToCase(world, 'citizen', post, submitDraft.case, 'safety');
    const done = await ask(world, 'citizen', supplement, {
      id: submitDraft.case,
      a: { ...mine.case.answers, safety: [file] },
    });
    expect(done.supplementCase.state).toBe('received');
  });

  it('is tried in chosen places on chosen days first, marked and counted nowhere, and then holds for all', async () => {
    const { world, post } = await open();
    world.clock.goTo('2026-08-19');
    const quick = { ...guidedPlaza, promisedDays: 1, process: guidedPlaza.process.slice(0, 1) };
    await revisePart(world, 'designer', service, quick);
    await ask(world, 'designer', SUBMIT, { p: [service] });
    const pilot =
      'mutation($p: [DefinitionPart!]!, $u: [ID!]!, $to: Date!) { beginPilot(parts: $p, units: $u, from: "2026-08-20", to: $to) { pilot { version from to units { code } } } }';
    const wish = { p: [service], u: ['430423-zwzx'], to: '2026-08-21' };
    expect(await refusal(world, 'designer', pilot, wish)).toBe('FORBIDDEN');
    expect(await refusal(world, 'head', pilot, { ...wish, u: ['430424-cgj'] })).toBe('BAD_PILOT');
    expect(await refusal(world, 'head', pilot, { ...wish, to: '2026-08-01' })).toBe('BAD_PILOT');
    expect(await refusal(world, 'head', pilot, { ...wish, p: [flow] })).toBe('BAD_PILOT');
    const { beginPilot } = await ask(world, 'head', pilot, wish);
    expect(beginPilot).toEqual([
      { pilot: { version: 3, from: '2026-08-20', to: '2026-08-21', units: [{ code: '430423-zwzx' }] } },
    ]);
    const onTrial = '{ definitionsInPilot { key pilot { together { kind key } } } }';
    expect((await ask(world, 'head', onTrial)).definitionsInPilot).toEqual([
      { key: PLAZA, pilot: { together: [{ kind: 'service', key: PLAZA }] } },
    ]);
    expect((await ask(world, 'designer', onTrial)).definitionsInPilot).toEqual([]);
    const begin =
      'mutation($a: ApplicantInput) { startDraft(service: "guang-chang-bei-an", applicant: $a) { id service { version } } }';
    const applicant = { kind: 'person', name: '王示范', identifier: '430423198502020021', phone: '13800000002' };
    const versionFor = async (person: string, a: object | null) =>
      (await ask(world, person, begin, { a })).startDraft.service.version;
    expect(await versionFor('window', applicant)).toBe(2);
    world.clock.goTo('2026-08-20');
    expect(await versionFor('citizen', null)).toBe(2);
    expect(await versionFor('clerk', applicant)).toBe(2);
    const before = await figures(world);
    const { startDraft: draft } = await ask(world, 'window', begin, { a: applicant });
    expect(draft.service.version).toBe(3);
    await ask(world, 'window', 'mutation($id: ID!, $a: JSON!) { saveDraft(id: $id, answers: $a) { id } }', {
      id: draft.id,
      a: { people: '80', day: '2026-09-05', site: 'indoor' },
    });
    await uploadToDraft(world, 'window', post, draft.id, 'plan');
    const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case number queryCode } }';
    const { submitDraft: tried } = await ask(world, 'window', submit, { id: draft.id });
    await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: tried.case });
    await complete(world, 'clerk', tried.case, 'review');
    await complete(world, 'head', tried.case, 'decide');
    const seen = await ask(world, 'clerk', 'query($id: ID!) { case(id: $id) { trial state service { version } } }', {
      id: tried.case,
    });
    expect(seen.case).toEqual({ trial: true, state: 'granted', service: { version: 3 } });
    const rate =
      'mutation($number: String!, $queryCode: String!) { rateCase(number: $number, queryCode: $queryCode, stars: 1) { stars } }';
    await ask(world, null, rate, { number: tried.number, queryCode: tried.queryCode });
    const { cases } = await ask(
      world,
      'clerk',
      'query($n: String) { cases(queue: all, filter: { search: $n }) { edges { node { trial } } } }',
      {
        n: tried.number,
      },
    );
    expect(cases.edges).toEqual([{ node: { trial: true } }]);
    expect(await figures(world)).toEqual(before);
    expect(await world.platform.views.get(openCasesView, `application/${tried.case}`)).toBeNull();
    expect(await world.platform.views.get(recordsView, `application/${tried.case}`)).toBeNull();

    const { startDraft: late } = await ask(world, 'window', begin, { a: applicant });
    await revisePart(world, 'designer', service, { ...quick, legalDays: 6 });
    await ask(world, 'designer', SUBMIT, { p: [service] });
    expect(await refusal(world, 'head', PUBLISH, { p: [service] })).toBe('PILOT_RUNNING');
    world.clock.goTo('2026-08-22');
    expect(await versionFor('window', applicant)).toBe(2);
    expect(await refusal(world, 'window', submit, { id: late.id })).toBe('NOT_IN_PILOT');
    const end =
      'mutation($p: [DefinitionPart!]!, $c: Boolean!) { endPilot(parts: $p, confirm: $c) { version state pilot { version } review { note } } }';
    expect(await refusal(world, 'designer', end, { p: [service], c: true })).toBe('FORBIDDEN');
    expect(await refusal(world, 'head', end, { p: [service], c: false })).toBe('REASONS_REQUIRED');
    const { endPilot } = await ask(world, 'head', end, { p: [service], c: true });
    // What was drafted since waits on, beside the version that is regular now.
    expect(endPilot).toEqual([{ version: 4, state: 'changed', pilot: null, review: { note: '' } }]);
    expect(await versionFor('citizen', null)).toBe(4);
    const { service: item } = await ask(
      world,
      null,
      'query($key: ID!) { service(key: $key) { promisedDays pilot { from } } }',
      { key: PLAZA },
    );
    expect(item).toEqual({ promisedDays: 1, pilot: null });
  });
}

/** What performance counts for the bureau. */
async function figures(world: World) {
  const asked = '{ performance { month unit { code } submitted decided ratings } }';
  const { performance } = await ask(world, 'supervisor', asked);
  return performance.filter(({ unit }: { unit: { code: string } }) => unit.code === BUREAU);
}
