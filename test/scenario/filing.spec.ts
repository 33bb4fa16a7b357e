import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyForRelief, her, reliefAnswers, reliefRefused } from './relief.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, refusal } from './world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const applicant = { kind: 'person', name: '李样例', identifier: her.identityNumber, phone: her.phone };

describe('who files for somebody else', () => {
  it.each(['clerk2', 'clerk', 'clerk-scjgj', 'approver', 'admin', 'citizen2'])('not %s', async (person) => {
    const answer = await reliefRefused(world, person, {}, applicant);
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const draft = 'mutation($a: ApplicantInput) { startDraft(service: "lin-shi-jiu-zhu", applicant: $a) { id } }';
    expect(await refusal(world, person, draft, { a: applicant })).toBe('FORBIDDEN');
  });

  it.each(['village', 'clerk-kaiyun'])('but %s, who then reads it', async (person) => {
    const draft = 'mutation($a: ApplicantInput) { startDraft(service: "lin-shi-jiu-zhu", applicant: $a) { id } }';
    const { id } = (await ask(world, person, draft, { a: applicant })).startDraft;
    const save = 'mutation($id: ID!, $answers: JSON!) { saveDraft(id: $id, answers: $answers) { id } }';
    await ask(world, person, save, { id, answers: reliefAnswers() });
    const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case } }';
    const { case: filed } = (await ask(world, person, submit, { id })).submitDraft;
    const read = 'query($id: ID!) { case(id: $id) { state channel applicantName } }';
    expect((await ask(world, person, read, { id: filed })).case).toEqual({
      state: 'received',
      channel: 'agent',
      applicantName: '李样例',
    });
  });

  it('says on which answers somebody else is named than who applies', async () => {
    const other = { applicantName: '张试填', identityNumber: '430499199001010011' };
    for (const [person, of] of [
      ['citizen', null],
      ['village', applicant],
    ] as const) {
      const { errors } = await reliefRefused(world, person, other, of);
      const [error] = errors ?? [];
      expect(error?.extensions?.code).toBe('INVALID_ANSWERS');
      expect(error?.extensions?.fields?.map(({ path, code }) => [path, code])).toEqual([
        ['applicantName', 'NOT_THE_APPLICANT'],
        ['identityNumber', 'NOT_THE_APPLICANT'],
      ]);
    }
  });

  it('a village agent files for a neighbour and reads what they filed', async () => {
    const { case: id } = await applyForRelief(world, 'agent', {}, applicant);
    const { case: seen } = await ask(world, 'agent', 'query($id: ID!) { case(id: $id) { channel } }', { id });
    expect(seen).toEqual({ channel: 'agent' });
  });
});
