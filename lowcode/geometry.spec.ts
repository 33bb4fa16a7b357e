import fc from 'fast-check';
import { expect, test } from 'vitest';
import { geoJsonOf, geometryFrom, measureOf, pointLines } from './geometry.ts';

const AREA = '112.869,27.232\n112.870，27.232; 112.870 27.233';

test('points as people type them become GeoJSON, and come back', () => {
  const area = geometryFrom(AREA, 'Polygon');
  expect(area && geoJsonOf(area)).toBe(
    '{"type":"Polygon","coordinates":[[[112.869,27.232],[112.87,27.232],[112.87,27.233],[112.869,27.232]]]}',
  );
  expect(area && pointLines(area)).toBe('112.869,27.232\n112.87,27.232\n112.87,27.233');
  expect(area && geometryFrom(geoJsonOf(area), 'Polygon')).toEqual(area);
});

test.each([
  ['one point is no line', '112,27', 'LineString'],
  ['two points are no area', '112,27\n113,27', 'Polygon'],
  ['a place off the Earth', '112,27\n190,27', 'LineString'],
  ['an area where a line is asked', '{"type":"Polygon","coordinates":[[[1,1],[2,2],[3,1],[1,1]]]}', 'LineString'],
  ['holes', '{"type":"Polygon","coordinates":[[[1,1],[2,2],[3,1],[1,1]],[[1,1],[2,2],[3,1],[1,1]]]}', 'Polygon'],
  ['half of JSON', '{"type":"Polygon"', 'Polygon'],
  ['too many points', Array.from({ length: 501 }, (_, i) => `112,${(i / 100).toFixed(2)}`).join('\n'), 'LineString'],
] as const)('%s is refused', (_what, text, type) => {
  expect(geometryFrom(text, type)).toBe(null);
});

test('a degree along the equator is 111 kilometres, a square of them 12,364 square kilometres', () => {
  const line = geometryFrom('0,0\n1,0', 'LineString');
  expect(line && measureOf(line) / 1000).toBeCloseTo(111.195, 2);
  const square = geometryFrom('0,0\n1,0\n1,1\n0,1', 'Polygon');
  expect(square && measureOf(square) / 1e6).toBeCloseTo(12363.7, 0);
});

test('whatever is read is written the same way for ever', () => {
  const point = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(point, { maxLength: 8 }).map((coordinates) => JSON.stringify({ type: 'LineString', coordinates })),
    fc
      .array(point, { maxLength: 8 })
      .map((points) => points.map(([e, n]) => `${e.toFixed(9)},${n.toFixed(9)}`).join('\n')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const once = geometryFrom(typed, 'LineString');
      if (once) expect(geometryFrom(geoJsonOf(once), 'LineString')).toEqual(once);
    }),
  );
});
