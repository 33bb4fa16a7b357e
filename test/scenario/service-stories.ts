import { expect, it } from 'vitest';
import {
  draftPart,
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
import { answerTo, ask, refusal, type World } from './world.ts';

/** Assembling a service: its parts sent for review together, looked at by somebody else, published in one commit. */
export function serviceStories(open: () => Promise<{ world: World }>): void {
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
}
