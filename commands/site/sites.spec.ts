import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchSites } from '../../policies/watch.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { ask, refusal } from '../../test/scenario/world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const REGISTER = 'mutation($url: String!) { registerSite(name: "示例网站", url: $url, unit: "430423-cgj") { id url } }';

it('watches public websites of the operator’s domains only', async () => {
  for (const url of [
    ...['http://169.254.169.254/latest', 'http://127.0.0.1:8080/', 'http://localhost/', 'https://www.example.com/'],
    ...['https://10.0.0.1.gov.cn.evil.example/', 'https://www.example.gov.cn:9200/'],
  ])
    expect([url, await refusal(world, 'evaluator', REGISTER, { url })]).toEqual([url, 'BAD_URL']);
  const { registerSite } = await ask(world, 'evaluator', REGISTER, { url: 'https://www.example.gov.cn' });
  expect(registerSite.url).toBe('https://www.example.gov.cn/');
});

it('watches no more what was removed', async () => {
  const { registerSite } = await ask(world, 'evaluator', REGISTER, { url: 'https://old.example.gov.cn/' });
  const remove = 'mutation($id: ID!) { removeSite(id: $id) }';
  expect(await refusal(world, 'citizen', remove, registerSite)).toBe('FORBIDDEN');
  expect((await ask(world, 'evaluator', remove, registerSite)).removeSite).toBe(true);
  expect((await ask(world, 'evaluator', remove, registerSite)).removeSite).toBe(true);
  expect((await ask(world, null, 'query($id: ID!) { site(id: $id) { id } }', registerSite)).site).toBeNull();
  expect(await refusal(world, 'evaluator', 'mutation($id: ID!) { probeSite(id: $id) { id } }', registerSite)).toBe(
    'NOT_FOUND',
  );
  const asked: string[] = [];
  await watchSites(world.cloud, async (url) => {
    asked.push(url);
    return { reachable: true, ms: 1, status: 200, problem: null };
  });
  expect(asked).not.toContain('https://old.example.gov.cn/');
});
