import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormDefinition, Page } from '../../lowcode/form/definition.ts';
import {
  draftPart,
  guidedPlaza,
  PLAZA,
  PUBLISH,
  plazaFlow,
  plazaForm,
  plazaParts,
  revisePart,
  SUBMIT,
} from './plaza.ts';
import { uploadToDraft } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask } from './world.ts';

/** Cases of an item with guided questions and upload places of its own: what they answer there is theirs like the form's. */
let world: SmallWorld;
let id: string;
const CASE = 'query($id: ID!) { case(id: $id) { answers formVersion { version } attachments { id name material } } }';
const MIGRATE = `mutation($kind: DefinitionKind!, $fields: [MovedInput!], $stages: [MovedInput!]) {
  migrateCases(kind: $kind, key: "${PLAZA}", from: 1, to: 2, fields: $fields, stages: $stages, reason: "改版", dry: false) {
    moved cases { problems { code } dropped }
  }
}`;
const TRY = `query($kind: DefinitionKind!, $d: JSON) {
  dryRun(kind: $kind, key: "${PLAZA}", definition: $d) { examined affected findings { change detail } }
}`;

/** The form with another key for the day, and one more question. */
function changedForm(): FormDefinition {
  const [page] = plazaForm.pages as [Page];
  const [section] = page.sections;
  const items = (section?.items ?? []).map((item) => (item.key === 'day' ? { ...item, key: 'heldOn' } : item));
  const more = { kind: 'text', key: 'remark', label: { zh: '备注' } } as const;
  return { ...plazaForm, pages: [{ ...page, sections: [{ key: 'section1', items: [...items, more] }] }] };
}

beforeAll(async () => {
  world = await smallWorld();
  const definitions = [plazaForm, plazaFlow, guidedPlaza];
  for (const [i, part] of plazaParts.entries()) await draftPart(world, part, definitions[i] ?? {});
  await ask(world, 'designer', SUBMIT, { p: plazaParts });
  await ask(world, 'head', PUBLISH, { p: plazaParts });
  const { startDraft } = await ask(world, 'citizen', `mutation { startDraft(service: "${PLAZA}") { id } }`);
  await ask(world, 'citizen', 'mutation($id: ID!, $a: JSON!) { saveDraft(id: $id, answers: $a) { id } }', {
    id: startDraft.id,
    a: { people: '300', day: '2026-09-01', site: 'outdoor' },
  });
  for (const field of ['plan', 'safety']) await uploadToDraft(world, 'citizen', world.post, startDraft.id, field);
  const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case } }';
  id = (await ask(world, 'citizen', submit, { id: startDraft.id })).submitDraft.case;
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
  await world.platform.runner.catchUp();
}, 120_000);
afterAll(() => world?.close());

it('a dry run holds them against what is asked of them: nothing where nothing changes, else just the change', async () => {
  for (const kind of ['form', 'flow', 'service']) {
    const { dryRun } = await ask(world, 'designer', TRY, { kind });
    expect([kind, dryRun]).toEqual([kind, { examined: 1, affected: 0, findings: [] }]);
  }
  const d = { ...guidedPlaza, questions: [], materials: guidedPlaza.materials.slice(0, 1) };
  const { dryRun } = await ask(world, 'designer', TRY, { kind: 'service', d });
  expect(dryRun.findings).toEqual(
    expect.arrayContaining([
      { change: 'hidden', detail: '“活动在哪里举行？”' },
      { change: 'hidden', detail: '“安全工作方案”' },
    ]),
  );
});

it('a migration to another form or flow keeps them, with their files', async () => {
  const before = (await ask(world, 'clerk', CASE, { id })).case;
  await revisePart(world, 'designer', { kind: 'form', key: PLAZA }, changedForm());
  const [stage, ...rest] = structuredClone(plazaFlow.steps) as unknown as { stage: { key: string } }[];
  if (stage) stage.stage.key = 'look';
  await revisePart(world, 'designer', { kind: 'flow', key: PLAZA }, { ...plazaFlow, steps: [stage, ...rest] });
  await ask(world, 'designer', SUBMIT, { p: plazaParts.slice(0, 2) });
  await ask(world, 'head', PUBLISH, { p: plazaParts.slice(0, 2) });
  const stages = [{ from: 'review', to: 'look' }];
  const byFlow = await ask(world, 'admin', MIGRATE, { kind: 'flow', stages });
  expect(byFlow.migrateCases).toEqual({ moved: 1, cases: [{ problems: [], dropped: [] }] });
  const fields = [{ from: 'day', to: 'heldOn' }];
  const byForm = await ask(world, 'admin', MIGRATE, { kind: 'form', fields });
  expect(byForm.migrateCases).toEqual({ moved: 1, cases: [{ problems: [], dropped: [] }] });
  const found = (await ask(world, 'clerk', CASE, { id })).case;
  const { day, ...answers } = before.answers;
  expect(found).toEqual({ ...before, answers: { ...answers, heldOn: day }, formVersion: { version: 2 } });
  expect(found.attachments).toHaveLength(2);
  expect(world.faults).toEqual([]);
});
