import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { readCounty } from '../../samples/county.ts';
import { her, JINXI } from './relief.ts';
import { PDF } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, refusal } from './world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

/** The minimum living allowance: one live application a person. */
const ALLOWANCE = 'zui-di-sheng-huo-bao-zhang';
const PENDING = `{ service(key: "${ALLOWANCE}") { pending { id number state } } }`;
const SUBMIT = 'mutation($id: ID!) { submitDraft(id: $id) { case number } }';

/** Everything filled in, up to the press of the button. */
async function readyDraft(): Promise<string> {
  const { post } = world;
  const form = readCounty().forms.get(ALLOWANCE) as FormDefinition;
  const full = form.tests?.find(({ name }) => name.startsWith('三口之家'))?.answers as Record<string, unknown>;
  const { authorisation: _uploaded, ...answers }: Record<string, unknown> = { ...full, ...her, division: JINXI };
  const { startDraft } = await ask(world, 'citizen', `mutation { startDraft(service: "${ALLOWANCE}") { id } }`);
  const { id } = startDraft;
  await ask(world, 'citizen', 'mutation($id: ID!, $a: JSON!) { saveDraft(id: $id, answers: $a) { id } }', {
    id,
    a: answers,
  });
  const { requestUpload } = await ask(
    world,
    'citizen',
    'mutation($id: ID!) { requestUpload(draft: $id, field: "authorisation", returnTo: "/my") { url maxBytes fields { name value } } }',
    { id },
  );
  const key = await post(requestUpload, PDF, '授权书.pdf');
  const attach =
    'mutation($id: ID!, $key: String!) { attachUpload(draft: $id, field: "authorisation", key: $key, name: "授权书.pdf") { id } }';
  await ask(world, 'citizen', attach, { id, key });
  return id;
}

it('who has a live application learns it before filling in another, and others do not', async () => {
  expect((await ask(world, 'citizen', PENDING)).service.pending).toBeNull();
  const another = await readyDraft();
  const { submitDraft: receipt } = await ask(world, 'citizen', SUBMIT, { id: await readyDraft() });
  const { pending } = (await ask(world, 'citizen', PENDING)).service;
  expect(pending).toEqual({ id: receipt.case, number: receipt.number, state: 'received' });
  expect(await refusal(world, 'citizen', SUBMIT, { id: another })).toBe('ALREADY_OPEN');
  for (const person of [null, 'citizen2', 'window'])
    expect((await ask(world, person, PENDING)).service.pending).toBeNull();
  const withdraw = 'mutation($id: ID!) { withdrawCase(id: $id, reason: "改日再办") { state } }';
  await ask(world, 'citizen', withdraw, { id: receipt.case });
  expect((await ask(world, 'citizen', PENDING)).service.pending).toBeNull();
});
