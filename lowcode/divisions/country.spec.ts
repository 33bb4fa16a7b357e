import { expect, test } from 'vitest';
import { COUNTRY, divisionLevel, parentDivision } from '../identifier/division.ts';
import { divisionName, divisionPath, divisionsBelow } from './country.ts';

test('the country has its provinces, cities and counties, each a code of its level below its parent', () => {
  const provinces = divisionsBelow(COUNTRY);
  const cities = provinces.flatMap(({ code }) => divisionsBelow(code));
  const counties = cities.flatMap(({ code }) => divisionsBelow(code));
  expect([provinces.length, cities.length]).toEqual([31, 342]);
  expect(counties.length).toBeGreaterThan(2800);
  for (const { code } of cities) expect(parentDivision(code)).toBe(`${code.slice(0, 2)}0000`);
  for (const { code } of counties)
    expect([divisionLevel(code), parentDivision(code)]).toEqual(['county', `${code.slice(0, 4)}00`]);
});

test('a code is told by its names from the province down', () => {
  expect(divisionPath('430423').map(({ name }) => name)).toEqual(['湖南省', '衡阳市', '衡山县']);
  expect(divisionPath('430423100').map(({ code }) => code)).toEqual(['430000', '430400', '430423']);
  expect(divisionPath('441900').map(({ name }) => name)).toEqual(['广东省', '东莞市']);
  expect(divisionPath('999999')).toEqual([]);
  expect(divisionName('430473')).toBeUndefined();
});
