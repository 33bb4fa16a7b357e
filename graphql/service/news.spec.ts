import { expect, test } from 'vitest';
import type { ServiceRow } from '../../views/services/view.ts';
import { changesOf } from './news.ts';

const row = (key: string, on: string, version: number) => ({ key, on, version }) as ServiceRow;

test('tells the directory’s changes by day, latest first, new items apart from revised ones', () => {
  const rows = [
    row('a', '2026-03-01', 1),
    row('b', '2026-11-20', 3),
    row('c', '2026-03-01', 1),
    row('d', '2026-11-20', 1),
  ];
  const told = changesOf(rows).map(({ on, kind, rows: found }) => [on, kind, found.map(({ key }) => key).join()]);
  expect(told).toEqual([
    ['2026-11-20', 'added', 'd'],
    ['2026-11-20', 'revised', 'b'],
    ['2026-03-01', 'added', 'a,c'],
  ]);
  expect(changesOf([])).toEqual([]);
});
