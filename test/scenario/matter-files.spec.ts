import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFile } from '../../commands/application/files.ts';
import { contextFor } from '../../commands/context.ts';
import { viewerFor } from '../../graphql/viewer.ts';
import { assemble } from './matter-stories.ts';
import { PDF } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, claimsOf } from './world.ts';

const label = (zh: string) => ({ zh });
const PERSON = '430423199001010014';
const items = [
  { kind: 'text', key: 'matter', label: label('事由'), required: true, personal: false },
  { kind: 'identityNumber', key: 'person', label: label('当事人身份证号'), required: true },
  { kind: 'file', key: 'photo', label: label('当事人照片'), required: true },
];
const form = {
  title: label('走访登记表'),
  pages: [{ key: 'visit', title: label('走访'), sections: [{ key: 'main', items }] }],
};
const stage = { key: 'check', title: label('核对'), role: 'clerk', kind: 'work' };
const flow = { title: label('走访流程'), purpose: 'office', steps: [{ kind: 'stage', stage }] };
const system = {
  ...{ name: label('走访登记'), about: label('登记走访的情况。'), unit: '430423', form: 'zou-fang', flow: 'zou-fang' },
  ...{ begins: [{ role: 'clerk' }], titleFrom: 'matter', personFrom: 'person' },
  registers: [{ key: 'all', title: label('走访台账'), columns: ['matter', '$begun'], filters: ['$begun'] }],
};

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
  await assemble(world, 'zou-fang', { form, flow, system });
}, 60_000);
afterAll(() => world?.close());

it('files taken in before a matter begins, and drafts, are erased with the person that the matter is about', async () => {
  const { openMatterPlace: place } = await ask(world, 'clerk', 'mutation { openMatterPlace(system: "zou-fang") }');
  const { requestUpload } = await ask(
    world,
    'clerk',
    'mutation($m: ID!) { requestUpload(matter: $m, field: "photo", returnTo: "/desk") { url fields { name value } } }',
    { m: place },
  );
  const key = await world.post(requestUpload, PDF, '照片.pdf');
  const { attachUpload: file } = await ask(
    world,
    'clerk',
    'mutation($m: ID!, $key: String!) { attachUpload(matter: $m, field: "photo", key: $key, name: "照片.pdf") { id name type size } }',
    { m: place, key },
  );
  const { beginMatter } = await ask(
    world,
    'clerk',
    'mutation($a: JSON!, $m: ID!) { beginMatter(system: "zou-fang", answers: $a, place: $m) { id } }',
    { a: { matter: '入户走访', person: PERSON, photo: [file] }, m: place },
  );
  const { id } = beginMatter;
  const keep =
    'mutation($id: ID!) { keepMatterDraft(matter: $id, stage: "check", answers: {}, opinion: "本人在家") { version } }';
  await ask(world, 'clerk', keep, { id });
  const draft = 'query($id: ID!) { matterDraft(matter: $id, stage: "check") { opinion } }';
  expect((await ask(world, 'clerk', draft, { id })).matterDraft).toEqual({ opinion: '本人在家' });
  const viewer = await viewerFor(world.platform, claimsOf('clerk'));
  const open = () => openFile(contextFor(world.cloud, viewer.actor), { id: file.id, matter: id });
  expect(Buffer.from((await open()).bytes)).toEqual(PDF);
  const subject = await world.platform.vault.findSubject(PERSON);
  await ask(world, 'admin', 'mutation($s: ID!) { eraseSubject(subject: $s, reason: "request") }', { s: subject });
  expect((await ask(world, 'clerk', draft, { id })).matterDraft).toBeNull();
  await expect(open()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(world.faults).toEqual([]);
});
