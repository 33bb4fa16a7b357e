import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usersOf } from '../../graphql/definition/users.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { readCounty } from '../../samples/county.ts';
import { ROAD } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { answerTo, ask, refusal } from './world.ts';

const county = readCounty();
const NAME = (county.services.get(ROAD) as ServiceDefinition).name.zh;
const part = (kind: string) => ({ kind, key: ROAD });
const SAVE =
  'mutation($k: DefinitionKind!, $key: ID!, $d: JSON!) { reviseDefinition(kind: $k, key: $key, definition: $d) { key } }';
const SUBMIT = 'mutation($p: [DefinitionPart!]!) { submitForReview(parts: $p) { key } }';
const PUBLISH = 'mutation($p: [DefinitionPart!]!) { publishTogether(parts: $p) { version } }';
const PROBLEMS = 'query($p: [DefinitionPart!]!) { checkTogether(parts: $p) { level kind code path message } }';
const TRY =
  'mutation($p: [DefinitionPart!]!, $u: [ID!]!) { beginPilot(parts: $p, units: $u, from: "2026-03-01", to: "2026-12-31") { version } }';
const END =
  'mutation($p: [DefinitionPart!]!, $c: Boolean!) { endPilot(parts: $p, confirm: $c, reason: "试完了") { version } }';
let world: SmallWorld;

const save = (kind: string, d: object) => ask(world, 'designer', SAVE, { k: kind, key: ROAD, d });
const withField = (form: object, field: object): object => {
  const copy = structuredClone(form) as { pages: { sections: { items: object[] }[] }[] };
  copy.pages[1]?.sections[0]?.items.push(field);
  return copy;
};
const saying = (item: ServiceDefinition, text: string): object => {
  const [first, ...rest] = item.documents ?? [];
  return { ...item, documents: [{ ...first, blocks: [...(first?.blocks ?? []), { kind: 'text', text }] }, ...rest] };
};
const both = async (p: readonly object[]) => {
  await ask(world, 'designer', SUBMIT, { p });
  return (await ask(world, 'admin', PUBLISH, { p })).publishTogether;
};

/** A definition of the county with every mention of one key gone over. */
function changed(kind: 'forms' | 'flows' | 'licenceTypes' | 'services', from: string, to: string): object {
  const text = JSON.stringify(county[kind].get(ROAD));
  return JSON.parse(text.replaceAll(`"${from}"`, `"${to}"`).replaceAll(`{${from}}`, `{${to}}`));
}

beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

describe('a definition that items are made of, published alone', () => {
  it('is known with all that is made of it', async () => {
    const { cloud } = world;
    for (const kind of ['form', 'flow', 'licenceType'] as const)
      expect(await usersOf({ cloud }, { kind, key: ROAD })).toEqual([{ kind: 'service', key: ROAD }]);
    expect(await usersOf({ cloud }, { kind: 'form', key: 'none' })).toEqual([]);
    const query = `{ definition(kind: licenceType, key: "${ROAD}") { usedBy { kind key title { zh } } } }`;
    const { definition } = await ask(world, 'designer', query);
    expect(definition.usedBy).toEqual([{ kind: 'service', key: ROAD, title: { zh: NAME } }]);
  });

  it('is refused where the item in use would not fit it any more, with the name of the item', async () => {
    await save('form', changed('forms', 'projectName', 'gongChengMing'));
    const { checkTogether: seen } = await ask(world, 'designer', PROBLEMS, { p: [part('form')] });
    const wrong = seen.filter(({ level }: { level: string }) => level === 'error');
    expect(wrong.map(({ kind, code }: { kind: string; code: string }) => [kind, code])).toEqual([
      ['form', 'FACE_DOES_NOT_FIT'],
      ['form', 'UNKNOWN_PLACE'],
    ]);
    for (const { message } of wrong) expect(message).toContain(`“${NAME}”正在使用它`);
    const answer = await answerTo(world, 'designer', SUBMIT, { p: [part('form')] });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_DEFINITION',
      fields: [{ code: 'FACE_DOES_NOT_FIT' }, { code: 'UNKNOWN_PLACE' }],
    });
  });

  it('is published with the item that is changed to fit it', async () => {
    await save('licenceType', changed('licenceTypes', 'projectName', 'gongChengMing'));
    // The licence alone would not fit the form that is in use.
    expect(await refusal(world, 'designer', SUBMIT, { p: [part('licenceType')] })).toBe('INVALID_DEFINITION');
    expect(await refusal(world, 'designer', SUBMIT, { p: [part('form'), part('licenceType')] })).toBe(
      'INVALID_DEFINITION',
    );
    await save('service', changed('services', 'projectName', 'gongChengMing'));
    expect(await both([part('form'), part('licenceType'), part('service')])).toEqual([
      { version: 2 },
      { version: 2 },
      { version: 2 },
    ]);
  });

  it('is held again when it is published: the item may have moved since it was sent for review', async () => {
    const form = changed('forms', 'projectName', 'gongChengMing');
    const item = changed('services', 'projectName', 'gongChengMing') as ServiceDefinition;
    await save('form', withField(form, { kind: 'text', key: 'extra', label: { zh: '补充说明' } }));
    expect(await both([part('form')])).toEqual([{ version: 3 }]);
    await save('form', form);
    await ask(world, 'designer', SUBMIT, { p: [part('form')] });
    await save('service', saying(item, '补充：{extra}'));
    expect(await both([part('service')])).toEqual([{ version: 3 }]);
    expect(await refusal(world, 'admin', PUBLISH, { p: [part('form')] })).toBe('INVALID_DEFINITION');
    await save('service', item);
    expect(await both([part('service')])).toEqual([{ version: 4 }]);
    expect((await ask(world, 'admin', PUBLISH, { p: [part('form')] })).publishTogether).toEqual([{ version: 4 }]);
  });

  it('is held against the item that was tried meanwhile, before the trial is confirmed', async () => {
    const form = changed('forms', 'projectName', 'gongChengMing');
    const item = changed('services', 'projectName', 'gongChengMing') as ServiceDefinition;
    await save('form', withField(form, { kind: 'text', key: 'extra', label: { zh: '补充说明' } }));
    expect(await both([part('form')])).toEqual([{ version: 5 }]);
    await save('service', saying(item, '补充：{extra}'));
    await ask(world, 'designer', SUBMIT, { p: [part('service')] });
    const trial = { p: [part('service')], u: ['430423-zwzx'] };
    expect((await ask(world, 'admin', TRY, trial)).beginPilot).toEqual([{ version: 4 }]);
    // What is tried keeps its form; what everybody else is offered fits the new one.
    await save('form', form);
    expect(await both([part('form')])).toEqual([{ version: 6 }]);
    const answer = await answerTo(world, 'admin', END, { p: [part('service')], c: true });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_DEFINITION',
      fields: [{ code: 'UNKNOWN_PLACE' }],
    });
    expect((await ask(world, 'admin', END, { p: [part('service')], c: false })).endPilot).toEqual([{ version: 4 }]);
  });

  it('keeps the kinds of fields that were only tried', async () => {
    const form = changed('forms', 'projectName', 'gongChengMing');
    const item = changed('services', 'projectName', 'gongChengMing') as ServiceDefinition;
    const tried = [part('form'), part('service')];
    await save('form', withField(form, { kind: 'text', key: 'onTrial', label: { zh: '试用' } }));
    await save('service', saying(item, '试用：{onTrial}'));
    await ask(world, 'designer', SUBMIT, { p: tried });
    await ask(world, 'admin', TRY, { p: tried, u: ['430423-zwzx'] });
    await ask(world, 'admin', END, { p: tried, c: false });
    await save('service', item);
    await save('form', withField(form, { kind: 'number', key: 'onTrial', label: { zh: '试用' } }));
    const answer = await answerTo(world, 'designer', SUBMIT, { p: [part('form')] });
    expect(answer.errors?.[0]?.extensions?.fields).toMatchObject([{ code: 'KIND_CHANGED' }]);
  });

  it('is neither withdrawn while the item is in use, nor held against it when that is withdrawn', async () => {
    const withdraw = (kind: string) =>
      `mutation { withdrawDefinition(kind: ${kind}, key: "${ROAD}", reason: "停办") { state } }`;
    for (const kind of ['form', 'flow', 'licenceType']) {
      const answer = await answerTo(world, 'designer', withdraw(kind));
      expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'IN_USE' } });
      expect(answer.errors?.[0]?.message).toContain(`“${NAME}”`);
    }
    await save('form', JSON.parse(JSON.stringify(county.forms.get(ROAD))));
    expect(await refusal(world, 'designer', SUBMIT, { p: [part('form')] })).toBe('INVALID_DEFINITION');
    await ask(world, 'designer', withdraw('service'));
    await ask(world, 'designer', SUBMIT, { p: [part('form')] });
    expect((await ask(world, 'designer', withdraw('flow'))).withdrawDefinition).toEqual({ state: 'withdrawn' });
  });
});
