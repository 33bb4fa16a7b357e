import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewerFor } from '../../graphql/viewer.ts';
import type { FormDefinition, Page } from '../../lowcode/form/definition.ts';
import {
  draftPart,
  guidedPlaza,
  PLAZA,
  PUBLISH,
  plazaFlow,
  plazaForm,
  plazaParts,
  SUBMIT,
} from '../../test/scenario/plaza.ts';
import { PDF, uploadToDraft } from '../../test/scenario/road.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { answerTo, ask as askGraphQL, claimsOf, refusal } from '../../test/scenario/world.ts';
import { formAddresses } from './addresses.ts';

/** An item that asks where the activity is, takes its plan and a map that the form has a place for: what a program files. */
const ORIGIN = 'https://www.example.gov.cn';
const AT = `/api/forms/${PLAZA}`;
const ANSWERS = { people: '300', day: '2026-09-01' };
const OUTDOOR = [{ question: 'site', value: 'outdoor' }];
let world: SmallWorld;
let typeName: string;
let submit: string;
let post: (person: string | null, path: string, body: object) => Promise<{ status: number; body: Told }>;
let get: (path: string) => Promise<Response>;
// biome-ignore lint/suspicious/noExplicitAny: answers are read by name
type Told = any;

function formWithMap(): FormDefinition {
  const [page] = plazaForm.pages as [Page];
  const items = page.sections.flatMap((section) => section.items);
  const map = { kind: 'file', key: 'map', label: { zh: '场地图' }, fileKinds: ['pdf'] } as const;
  return { ...plazaForm, pages: [{ ...page, sections: [{ key: 'section1', items: [...items, map] }] }] };
}

async function begun(person = 'citizen', applicant: object | null = null): Promise<string> {
  const start = `mutation($a: ApplicantInput) { startDraft(service: "${PLAZA}", applicant: $a) { id } }`;
  return (await askGraphQL(world, person, start, { a: applicant })).startDraft.id;
}

async function caseOf(number: string) {
  await world.platform.runner.catchUp();
  const read = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`;
  const asked = `query($n: String!) { found: ${read}(number: $n) { people map { id name size type } case { answers attachments { material name } } } }`;
  return (await askGraphQL(world, 'clerk', asked, { n: number })).found;
}

beforeAll(async () => {
  world = await smallWorld();
  const definitions = [formWithMap(), plazaFlow, guidedPlaza];
  for (const [i, part] of plazaParts.entries()) await draftPart(world, part, definitions[i] ?? {});
  await askGraphQL(world, 'designer', SUBMIT, { p: plazaParts });
  await askGraphQL(world, 'head', PUBLISH, { p: plazaParts });
  await world.platform.runner.catchUp();
  await new Promise((done) => setTimeout(done, 100));
  const answer = formAddresses(world.engine, ORIGIN);
  const asked = async (person: string | null, path: string, init?: RequestInit) => {
    const viewer = person === null ? null : await viewerFor(world.platform, claimsOf(person));
    const response = await answer(new Request(`${ORIGIN}${path}`, init), viewer);
    if (!response) throw new Error(`no answer at ${path}`);
    return response;
  };
  get = (path) => asked(null, path);
  post = async (person, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await asked(person, path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const { forms } = await (await get('/api/forms')).json();
  typeName = forms.find(({ key }: { key: string }) => key === PLAZA).typeName;
  submit = `mutation($i: ${typeName}Input!, $s: [SituationInput!], $d: ID, $v: ID, $a: ApplicantInput) {
    receipt: submit${typeName}(input: $i, situation: $s, draft: $d, service: $v, applicant: $a) { number repeated } }`;
}, 120_000);
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

describe('the typed submission', () => {
  it('takes answers to the guided questions and the files of a draft, those of the form by their id', async () => {
    const draft = await begun();
    for (const field of ['plan', 'safety', 'map']) await uploadToDraft(world, 'citizen', world.post, draft, field);
    const { answers } = (
      await askGraphQL(world, 'citizen', 'query($id: ID!) { draft(id: $id) { answers } }', { id: draft })
    ).draft;
    const input = { ...ANSWERS, map: [{ id: answers.map[0].id }] };
    const wish = { i: input, s: OUTDOOR, d: draft };
    const { receipt } = await askGraphQL(world, 'citizen', submit, wish);
    expect((await askGraphQL(world, 'citizen', submit, wish)).receipt).toEqual({ ...receipt, repeated: true });
    const found = await caseOf(receipt.number);
    expect(found).toMatchObject({
      people: '300',
      map: [{ ...answers.map[0], name: '位置图.pdf', type: 'application/pdf' }],
      case: { answers: { ...ANSWERS, site: 'outdoor', plan: answers.plan, safety: answers.safety } },
    });
    const materials = found.case.attachments.map(({ material }: { material: string }) => material);
    expect(materials.toSorted()).toEqual(['map', 'plan', 'safety']);
  });

  it('at the window says for whom with the draft', async () => {
    const applicant = { kind: 'person', name: '王示范', identifier: '430423198502020021', phone: '13800000002' };
    const draft = await begun('window', applicant);
    await uploadToDraft(world, 'window', world.post, draft, 'plan');
    const wish = { i: ANSWERS, s: [{ question: 'site', value: 'indoor' }], d: draft };
    expect((await answerTo(world, 'window', submit, { ...wish, a: applicant })).errors?.[0]?.extensions?.code).toBe(
      'BAD_REQUEST',
    );
    const { receipt } = await askGraphQL(world, 'window', submit, wish);
    expect((await caseOf(receipt.number)).case.answers).toMatchObject({ site: 'indoor' });
  });

  it.each([
    ['a question without an answer', [], 'site'],
    ['an answer that is no option', [{ question: 'site', value: 'space' }], 'site'],
    ['a question that nobody asks', [...OUTDOOR, { question: 'who', value: 'x' }], 'who'],
    ['a field of the form as a question', [...OUTDOOR, { question: 'people', value: '1' }], 'situation.1'],
    ['a material that is not there', OUTDOOR, 'safety'],
  ])('refuses %s and says where', async (_what, s, path) => {
    const { errors } = await answerTo(world, 'citizen', submit, { i: ANSWERS, s });
    expect(errors?.[0]?.extensions?.code).toBe('INVALID_ANSWERS');
    expect(errors?.[0]?.extensions?.fields).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
  });

  it('keeps as many files of a field as any field takes, and says so of one more', async () => {
    const draft = await begun();
    for (let n = 0; n < 20; n++) await uploadToDraft(world, 'citizen', world.post, draft, 'map');
    const asked = 'query($id: ID!) { draft(id: $id) { answers } }';
    expect((await askGraphQL(world, 'citizen', asked, { id: draft })).draft.answers.map).toHaveLength(20);
    await expect(uploadToDraft(world, 'citizen', world.post, draft, 'map')).rejects.toThrow('TOO_MANY_FILES');
  });

  it("takes nobody else's draft, and none of another item", async () => {
    const draft = await begun();
    const wish = { i: ANSWERS, s: OUTDOOR, d: draft };
    expect(await refusal(world, 'citizen2', submit, wish)).toBe('NOT_FOUND');
    expect(await refusal(world, 'citizen', submit, { ...wish, d: 'none' })).toBe('NOT_FOUND');
    expect(await refusal(world, 'citizen', submit, { ...wish, v: 'yi-di-jiu-yi-bei-an' })).toBe('BAD_REQUEST');
    const start = 'mutation { startDraft(service: "zhan-yong-wa-jue-dao-lu") { id } }';
    const { startDraft } = await askGraphQL(world, 'citizen', start);
    expect(await refusal(world, 'citizen', submit, { ...wish, d: startDraft.id })).toBe('NOT_FOUND');
  });
});

describe('the addresses for filing', () => {
  let openapi: Told;
  const valid = (name: string, value: unknown) => {
    const ajv = new Ajv2020({ strict: false, formats: { date: true } });
    const validate = ajv.compile({ $ref: `#/components/schemas/${name}`, components: openapi.components });
    return [validate(value), validate.errors ?? []];
  };
  beforeAll(async () => {
    openapi = await (await get(`${AT}/openapi.json`)).json();
  });

  it('file what the portal files: questions, materials, files', async () => {
    const start = { service: PLAZA };
    expect(valid('DraftStart', start)).toEqual([true, []]);
    const { status, body: begun } = await post('citizen', `${AT}/drafts`, start);
    expect([status, valid('Draft', begun)]).toEqual([201, [true, []]]);
    const files: Record<string, unknown[]> = {};
    for (const field of ['plan', 'safety']) {
      const { body: upload } = await post('citizen', `${AT}/drafts/${begun.draft}/uploads`, { field });
      expect(valid('Upload', upload)).toEqual([true, []]);
      const key = await world.post(upload, PDF, '方案.pdf');
      const wish = { field, key, name: '方案.pdf' };
      expect(valid('PostedFile', wish)).toEqual([true, []]);
      const { body: file } = await post('citizen', `${AT}/drafts/${begun.draft}/files`, wish);
      expect(valid('File', file)).toEqual([true, []]);
      files[field] = [file];
    }
    const sent = { draft: begun.draft, answers: { ...ANSWERS, site: 'outdoor', plan: files.plan } };
    expect(valid('Submission', sent)).toEqual([true, []]);
    const { body: receipt } = await post('citizen', `${AT}/cases`, sent);
    expect(valid('Receipt', receipt)).toEqual([true, []]);
    expect((await caseOf(receipt.number)).case.answers).toMatchObject({ ...ANSWERS, site: 'outdoor', ...files });
  });

  it('describe what the item asks besides the form, there and in its JSON Schema', async () => {
    const direct = {
      answers: { ...ANSWERS, site: 'indoor', plan: [{ id: 'x', name: 'a.pdf', size: 1, type: 'application/pdf' }] },
    };
    expect(valid('Submission', direct)[0]).toBe(true);
    expect(valid('Submission', { answers: { ...direct.answers, site: 'space' } })[0]).toBe(false);
    expect(valid('Submission', { answers: ANSWERS })[0]).toBe(false);
    const schema = await (await get(`${AT}/services/${PLAZA}/schema.json`)).json();
    expect(schema.$id).toBe(`${ORIGIN}${AT}/services/${PLAZA}/schema.json`);
    expect(Object.keys(schema.properties)).toEqual(['site', 'people', 'day', 'map', 'plan', 'safety']);
    expect((await get(`${AT}/services/yi-di-jiu-yi-bei-an/schema.json`)).status).toBe(404);
    const sdl = await (await get(`${AT}/schema.graphql`)).text();
    expect(sdl).toContain('input SituationInput');
  });

  it.each([
    ['nobody', null, '/drafts', {}, 401, 'FORBIDDEN'],
    [
      'the draft of an item of another form',
      'citizen',
      '/drafts',
      { service: 'yi-di-jiu-yi-bei-an' },
      400,
      'SERVICE_REQUIRED',
    ],
    ['a service that is no text', 'citizen', '/drafts', { service: 1 }, 400, 'BAD_REQUEST'],
    [
      'a draft that is none',
      'citizen',
      '/drafts/018f0000-0000-7000-8000-000000000000/uploads',
      { field: 'plan' },
      404,
      'NOT_FOUND',
    ],
    [
      'an upload without a field',
      'citizen',
      '/drafts/018f0000-0000-7000-8000-000000000000/uploads',
      {},
      400,
      'BAD_REQUEST',
    ],
    ['more than there is', 'citizen', '/cases', { answers: {}, draft: 'x', more: 'y' }, 400, 'BAD_REQUEST'],
  ])('refuse %s', async (_what, person, path, body, status, code) => {
    const told = await post(person, `${AT}${path}`, body);
    expect([told.status, told.body.errors[0].extensions.code]).toEqual([status, code]);
  });

  it('take drafts by POST only, and do not take uploads for what is no field of files', async () => {
    await expect(get(`${AT}/drafts`)).rejects.toThrow();
    const draft = await begun();
    const told = await post('citizen', `${AT}/drafts/${draft}/uploads`, { field: 'people' });
    expect([told.status, told.body.errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
    const other = await post('citizen2', `${AT}/drafts/${draft}/uploads`, { field: 'plan' });
    expect(other.status).toBe(404);
  });
});
