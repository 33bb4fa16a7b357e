import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyForRelief } from '../test/scenario/relief.ts';
import { type SmallWorld, smallWorld } from '../test/scenario/small-world.ts';
import { casesView } from '../views/cases/view.ts';
import { eachRow } from './each-row.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

it('goes on past a case that fails, then says so', async () => {
  for (let n = 0; n < 3; n++) await applyForRelief(world, 'citizen');
  await world.platform.runner.catchUp();
  const place = { index: 'silence', partition: 'received' };
  const seen: string[] = [];
  const act = async (_: unknown, __: unknown, key: string) => {
    seen.push(key);
    if (seen.length === 1) throw new Error('a bad case');
    return seen.length === 2 ? {} : null;
  };
  await expect(eachRow(world.cloud, casesView, place, act)).rejects.toThrow(/1 failed: Error: a bad case/);
  expect(new Set(seen).size).toBe(3);
  expect(await eachRow(world.cloud, casesView, place, async (_, row) => (row.state === 'received' ? {} : null))).toBe(
    3,
  );
});
