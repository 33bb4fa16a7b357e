import { expect, it } from 'vitest';
import type { JsonObject } from '../contract/json.ts';
import type { Domain } from '../contract/platform.ts';
import type { ListQuery, View, ViewReader } from '../contract/views.ts';
import type { Bench } from './views.cases.ts';
import { append } from './views.fixtures.ts';
import type { ViewsOptions } from './views.hooks.ts';

/** Rows with a number as their sort key, and a second index for odd texts. */
const numbers: View = {
  name: 'numbers',
  version: 1,
  events: ['Set', 'Unset'],
  route: (event) => [event.stream],
  evolve: (_, event) => (event.type === 'Unset' ? null : event.data),
  indexes: {
    byNumber: (row) => [{ partition: 'p', sort: String(row.n).padStart(4, '0') }],
    byText: (row) => (typeof row.text === 'string' ? [{ partition: 't', sort: row.text }] : []),
  },
};
const domain: Domain = { views: [numbers], upcast: (commit) => commit };

async function pages(
  views: ViewReader,
  query: Omit<ListQuery, 'index' | 'partition'>,
  index = 'byNumber',
  partition = 'p',
) {
  const rows: JsonObject[] = [];
  for (let after = query.after; ; ) {
    const page = await views.list(numbers, { index, partition, ...query, ...(after ? { after } : {}) });
    rows.push(...page.entries.map((entry) => entry.row));
    expect(page.entries.length).toBeLessThanOrEqual(query.limit);
    after = page.entries.at(-1)?.cursor;
    if (!page.more) return rows;
    expect(page.entries).toHaveLength(query.limit);
  }
}

export function readCases(bench: Bench, { longList = 250 }: ViewsOptions): void {
  async function filled(count: number) {
    const { log } = bench.store;
    const one = await bench.open(domain);
    const streams = Array.from({ length: count }, (_, i) => {
      const stream = `n/${(i * 7919) % count}`;
      // Two rows share every sort key, so that pages end between equals.
      const data = { n: Math.floor(((i * 7919) % count) / 2), text: '' };
      return { stream, after: 'new' as const, events: [{ type: 'Set', v: 1, data }] };
    });
    for (let i = 0; i < count; i += 30)
      await log.append({ commandId: `fill/${i}`, actor: 'tester', at: '', streams: streams.slice(i, i + 30) });
    await one.runner.catchUp();
    return one;
  }

  it('lists long indexes by pages, up and down, between bounds', async () => {
    const { views } = await filled(longList);
    const ascending = await pages(views, { limit: 100 });
    expect(ascending.map((row) => row.n)).toEqual(Array.from({ length: longList }, (_, i) => Math.floor(i / 2)));
    expect(await pages(views, { limit: 33, descending: true })).toEqual([...ascending].reverse());
    expect(await pages(views, { limit: 1000 })).toEqual(ascending);

    const between = (low: number, high: number) => ascending.filter(({ n }) => Number(n) >= low && Number(n) <= high);
    for (const descending of [false, true]) {
      const order = (rows: JsonObject[]) => (descending ? [...rows].reverse() : rows);
      const ask = (query: Omit<ListQuery, 'index' | 'partition' | 'limit'>) =>
        pages(views, { limit: 7, descending, ...query });
      expect(await ask({ from: '0010' })).toEqual(order(between(10, longList)));
      expect(await ask({ to: '0010' })).toEqual(order(between(0, 10)));
      expect(await ask({ from: '0003', to: '0019' })).toEqual(order(between(3, 19)));
      expect(await ask({ prefix: '001' })).toEqual(order(between(10, 19)));
      expect(await ask({ prefix: '001', from: '0015' })).toEqual(order(between(15, 19)));
      expect(await ask({ from: '0019', to: '0003' })).toEqual([]);
      expect(await ask({ from: '001' })).toEqual(order(between(10, longList)));
      expect(await ask({ prefix: '9' })).toEqual([]);
    }
    expect(await pages(views, { limit: 5 }, 'byNumber', 'other')).toEqual([]);
  });

  it('goes on from a cursor where it left off, whatever is written meanwhile', async () => {
    const { log } = bench.store;
    const { views, runner } = await filled(60);
    const first = await views.list(numbers, { index: 'byNumber', partition: 'p', limit: 20 });
    const after = first.entries.at(-1)?.cursor as string;
    const gone = first.entries.at(-1)?.key as string;
    await append(log, gone, ['Unset', { unit: '' }]);
    await append(log, 'n/before', ['Set', { unit: '', n: 1 }]);
    await append(log, 'n/behind', ['Set', { unit: '', n: 15 }]);
    await append(log, 'n/59', ['Unset', { unit: '' }]);
    await runner.catchUp();
    const rest = await pages(views, { limit: 9, after });
    const expected = [...Array.from({ length: 39 }, (_, i) => Math.floor((i + 20) / 2)), 15].sort((a, b) => a - b);
    expect(rest.map((row) => row.n)).toEqual(expected);
    const back = await pages(views, { limit: 9, after, descending: true });
    expect(back.map((row) => row.n)).toEqual(
      [...Array.from({ length: 19 }, (_, i) => Math.floor(i / 2)), 1].sort((a, b) => b - a),
    );
    await runner.rebuild('numbers');
    expect(await pages(views, { limit: 9, after })).toEqual(rest);
  });

  it('refuses cursors and queries that mean nothing', async () => {
    const { views } = await filled(5);
    const ask = (query: Partial<ListQuery>) =>
      views.list(numbers, { index: 'byNumber', partition: 'p', limit: 3, ...query });
    const good = (await ask({})).entries[0]?.cursor as string;
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = ['', 'x', '!!', `${good}A`, `${good}=`, good.slice(0, -3), encode(['a']), encode({ sort: 'a' })];
    forged.push(encode(['a', 1]), encode(['a', '']), encode(['\u0000', 'k']), encode(['s'.repeat(999), 'k']));
    for (const after of forged) await expect(ask({ after })).rejects.toMatchObject({ code: 'BAD_CURSOR' });
    for (const limit of [0, -1, 1.5, Number.NaN, 1001])
      await expect(ask({ limit })).rejects.toMatchObject({ code: 'BAD_QUERY' });
    await expect(ask({ from: '\u0000' })).rejects.toMatchObject({ code: 'BAD_QUERY' });
    await expect(ask({ index: 'none' })).rejects.toMatchObject({ code: 'VIEW' });
    expect((await ask({ after: good })).entries).toHaveLength(3);
  });

  it('sorts texts as UTF-8, in every script', async () => {
    const { log } = bench.store;
    const { views, runner } = await bench.open(domain);
    const texts = [
      '',
      ' ',
      '0',
      'A',
      'a',
      'aa',
      'a~',
      'é',
      '乡',
      '乡镇',
      '县',
      '\uD7FF',
      '\uE000',
      '\uFFFD',
      '\u{20000}',
      '\u{1F600}',
    ];
    for (const [i, text] of texts.entries()) await append(log, `t/${i}`, ['Set', { unit: '', n: i, text }]);
    await runner.catchUp();
    const order = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await pages(views, { limit: 4 }, 'byText', 't')).map((row) => row.text)).toEqual(order);
    const ask = async (query: Omit<ListQuery, 'index' | 'partition' | 'limit'>) =>
      (await pages(views, { limit: 2, ...query }, 'byText', 't')).map((row) => row.text);
    expect(await ask({ prefix: '乡' })).toEqual(['乡', '乡镇']);
    expect(await ask({ prefix: 'a' })).toEqual(['a', 'aa', 'a~']);
    expect(await ask({ to: 'a' })).toEqual(['', ' ', '0', 'A', 'a']);
    expect(await ask({ prefix: '\uD7FF' })).toEqual(['\uD7FF']);
    expect(await ask({ from: '\uFFFD', descending: true })).toEqual(['\u{20000}', '\u{1F600}', '\uFFFD']);
  });

  it('gets rows by key in the order asked, and scans them by key', async () => {
    const { views } = await filled(40);
    const keys = ['n/7', 'n/none', 'n/0', 'n/7'];
    expect((await views.getMany(numbers, keys)).map((row) => row?.n ?? null)).toEqual([3, null, 0, 3]);
    expect(await views.getMany(numbers, [])).toEqual([]);
    const all = (await views.scan(numbers)).rows.map(({ key }) => key);
    expect(all).toEqual(Array.from({ length: 40 }, (_, i) => `n/${i}`).sort());
    const some = await views.scan(numbers, { prefix: 'n/1', limit: 4 });
    expect(some.rows.map(({ key }) => key)).toEqual(['n/1', 'n/10', 'n/11', 'n/12']);
    expect(some.next).toBe('n/12');
    const rest = await views.scan(numbers, { prefix: 'n/1', afterKey: 'n/12' });
    expect(rest.rows.map(({ key }) => key)).toEqual(all.filter((key) => key.startsWith('n/1') && key > 'n/12'));
    expect(rest.next).toBeUndefined();
  });

  it('keeps and lists rows that are nearly too large for one item', async () => {
    const { log } = bench.store;
    const { views, runner } = await bench.open(domain);
    const text = '衡'.repeat(120_000);
    // Not an index text: longer than any index takes.
    for (let i = 0; i < 3; i++) await append(log, `big/${i}`, ['Set', { unit: '', n: i, body: text }]);
    await append(log, 'big/1', ['Set', { unit: '', n: 9, body: text }]);
    await runner.catchUp();
    expect((await pages(views, { limit: 2 })).map(({ n, body }) => [n, body === text])).toEqual([
      [0, true],
      [2, true],
      [9, true],
    ]);
    expect((await views.get(numbers, 'big/1'))?.body).toBe(text);
  });
}
