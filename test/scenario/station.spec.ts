import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyForRelief, her } from './relief.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask } from './world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const COMPLETE =
  'mutation($id: ID!, $stage: ID!) { completeStage(id: $id, stage: $stage, decision: pass, opinion: "属实") { state actions } }';

describe('a village station that has done its part of a case', () => {
  let id: string;

  it('is told that it did, and keeps reading the case', async () => {
    const { faults } = world;
    ({ case: id } = await applyForRelief(world, 'citizen'));
    await ask(world, 'clerk-kaiyun', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
    const { completeStage } = await ask(world, 'village', COMPLETE, { id, stage: 'villageCheck' });
    expect(completeStage).toEqual({ state: 'accepted', actions: [] });
    const { case: seen } = await ask(world, 'village', 'query($id: ID!) { case(id: $id) { state } }', { id });
    expect(seen).toEqual({ state: 'accepted' });
    expect(faults).toEqual([]);
  });

  it('finds whole in its list what it may open', async () => {
    const { faults } = world;
    await ask(world, 'clerk-kaiyun', COMPLETE, { id, stage: 'review' });
    await ask(world, 'head-kaiyun', COMPLETE, { id, stage: 'decision' });
    const { cases } = await ask(
      world,
      'village',
      '{ cases(queue: all) { edges { node { id state revision timeline { text } defects { at } } } } }',
    );
    expect(cases.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([id]);
    for (const { node } of cases.edges) {
      const { case: page } = await ask(world, 'village', 'query($id: ID!) { case(id: $id) { id } }', node);
      expect(page).toEqual({ id: node.id });
    }
    expect(faults).toEqual([]);
  });

  it('sees who applies, as do all who handle it; who only looks on sees numbers masked', async () => {
    const read = 'query($id: ID!) { case(id: $id) { answers applicant { name } } }';
    for (const person of ['village', 'clerk-kaiyun', 'head-kaiyun', 'citizen']) {
      const { case: seen } = await ask(world, person, read, { id });
      expect([person, seen.answers.identityNumber]).toEqual([person, her.identityNumber]);
    }
    for (const person of ['supervisor', 'admin']) {
      const { case: seen } = await ask(world, person, read, { id });
      expect(seen.applicant.name).toBe('李样例');
      expect(seen.answers.identityNumber).toMatch(/^4\*{16}4$/);
      expect(seen.answers.bankCard).toMatch(/^6\*+8$/);
      expect(seen.answers.requested).toBe('200000');
    }
    expect((await ask(world, 'evaluator', read, { id })).case).toBeNull();
  });

  it('of another village is given the cases of its own people, and only those', async () => {
    const { case: elsewhere } = await applyForRelief(world, 'citizen', { division: '430423101218' });
    await ask(world, 'clerk-kaiyun', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: elsewhere });
    const stages = 'query($id: ID!) { case(id: $id) { stages { key unit { code } } } }';
    const { case: seen } = await ask(world, 'clerk-kaiyun', stages, { id: elsewhere });
    expect(seen.stages).toEqual([{ key: 'villageCheck', unit: { code: '430423-baiguo-yuebei' } }]);
    expect((await ask(world, 'village', stages, { id: elsewhere })).case).toBeNull();
  });

  it('is offered nothing to do with it any more, and other stations know nothing of it', async () => {
    const { case: own } = await ask(world, 'village', 'query($id: ID!) { case(id: $id) { actions } }', { id });
    expect(own.actions).toEqual([]);
    const { case: seen } = await ask(world, 'agent', 'query($id: ID!) { case(id: $id) { id } }', { id });
    expect(seen).toBeNull();
  });
});
