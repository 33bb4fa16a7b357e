import { expect, test } from 'vitest';
import type { ChartData } from '../data/services.ts';
import { placesOf, WIDTH } from './flow-places.ts';

type Node = ChartData['nodes'][number];

const node = (key: string, column: number, row: number, kind = 'stage'): Node => ({
  ...{ key, label: key, who: '衡山县城市管理和综合执法局·经办人', column, row, kind, status: 'waiting' },
});
const nodes = [
  node('start', 0, 2, 'start'),
  node('review', 1, 2),
  node('fork', 2, 2, 'fork'),
  node('site', 3, 0),
  node('traffic', 3, 2),
  node('fire', 3, 4),
  node('join', 4, 2, 'join'),
  node('decision', 5, 2),
  node('end', 6, 2, 'end'),
];
const edges: ChartData['edges'] = [
  { from: 'decision', to: 'review', kind: 'jump' },
  { from: 'review', to: 'decision', kind: 'jump' },
  { from: 'decision', to: 'fork', kind: 'jump' },
  { from: 'decision', to: 'traffic', kind: 'sendBack' },
  { from: 'decision', to: 'review', kind: 'sendBack' },
  { from: 'site', to: 'review', kind: 'sendBack' },
  { from: 'traffic', to: 'review', kind: 'sendBack' },
  { from: 'fire', to: 'review', kind: 'sendBack' },
];

test('ways to elsewhere run around what is between, inside the drawing, and never on top of each other', () => {
  const { place, ways, width, bottom } = placesOf({ nodes, edges });
  expect(ways.map(({ key }) => key)).toEqual(edges.map(({ from, to, kind }) => `${kind} ${from} ${to}`));
  const lanes = ways.map(({ path }) => Number(/H([\d.]+)/.exec(path)?.[1]));
  expect(new Set(lanes).size).toBe(6);
  for (const { key, path } of ways) {
    const [, from, to] = key.split(' ');
    const points = pointsOf(path);
    for (const { x, y } of points) {
      expect([x >= 0, x <= width, y >= 0, y <= bottom], `${key} at ${x} ${y}`).toEqual([true, true, true, true]);
    }
    for (const [other, box] of place) {
      if (other === from || other === to) continue;
      const half = box.height < 20 ? 5 : WIDTH / 2;
      const hit = points.slice(1).some((end, at) => {
        const begin = points[at] ?? end;
        const [left, right] = [Math.min(begin.x, end.x), Math.max(begin.x, end.x)];
        const [top, low] = [Math.min(begin.y, end.y), Math.max(begin.y, end.y)];
        return right > box.x - half && left < box.x + half && low > box.y && top < box.y + box.height;
      });
      expect(hit, `${key} crosses ${other}`).toBe(false);
    }
  }
});

test('a chart that leads only onward has no room for ways around', () => {
  const onward = placesOf({ nodes, edges: [{ from: 'start', to: 'review', kind: 'next' }] });
  expect(onward.ways).toEqual([]);
  expect(onward.width).toBeLessThan(placesOf({ nodes, edges }).width);
});

function pointsOf(path: string): readonly { readonly x: number; readonly y: number }[] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MHV])([\d.]+)(?: ([\d.]+))?/g)].map(([, letter, first, second]) => {
    if (letter === 'M') [x, y] = [Number(first), Number(second)];
    else if (letter === 'H') x = Number(first);
    else y = Number(first);
    return { x, y };
  });
}
