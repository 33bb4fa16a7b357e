import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseFlow } from '../lowcode/definition/parse.ts';
import { stagesIn } from '../lowcode/flow/walk.ts';
import { isCreditCode } from '../lowcode/identifier/credit-code.ts';
import { divisionWithin, isDivisionCode } from '../lowcode/identifier/division.ts';
import { isIdentityNumber } from '../lowcode/identifier/identity-number.ts';
import { isMobilePhone, isPhone } from '../lowcode/identifier/patterns.ts';
import { readCounty, readJson } from './county.ts';

const { divisions, units, people, region } = readCounty();
const divisionCodes = new Set(divisions.map((division) => division.code));
const unitCodes = new Set(units.map((unit) => unit.code));
const allUnique = (list: readonly string[]) => expect(new Set(list).size).toBe(list.length);

it('holds the real divisions: 12 counties of the city, 12 towns and 153 villages of the county', () => {
  const count = (level: string) => divisions.filter((division) => division.level === level).length;
  expect([count('province'), count('city'), count('county'), count('town'), count('village')]).toEqual([
    1, 1, 12, 12, 153,
  ]);
  allUnique(divisions.map((division) => division.code));
  for (const { code, parent } of divisions) {
    expect(isDivisionCode(code), code).toBe(true);
    if (parent !== null) {
      expect(divisionCodes).toContain(parent);
      expect(divisionWithin(code, parent), `${code} in ${parent}`).toBe(true);
    }
  }
  const names = new Map(divisions.map((division) => [division.code, division.name]));
  expect([names.get('430423'), names.get('430423100'), names.get('430423100011')]).toEqual([
    '衡山县',
    '开云镇',
    '金溪社区',
  ]);
});

it('has some 60 units whose codes, short codes and credit codes are valid and unlike', () => {
  expect(units.length).toBeGreaterThanOrEqual(60);
  allUnique(units.map((unit) => unit.code));
  allUnique(units.map((unit) => unit.shortCode));
  allUnique(units.map((unit) => unit.uscc));
  allUnique(units.map((unit) => unit.phone));
  for (const unit of units) {
    expect(isCreditCode(unit.uscc), unit.code).toBe(true);
    expect(unit.uscc.slice(8, 11), unit.code).toBe('DEM');
    expect(unit.code).toMatch(/^\d{6}(-[a-z0-9]+)*$/);
    expect(unit.shortCode).toMatch(/^[A-Z]{2,4}$/);
    expect(unit.phone).toMatch(/^0734-5550\d{3}$/);
    expect(isPhone(unit.phone), unit.phone).toBe(true);
    expect(divisionCodes, unit.code).toContain(unit.division);
    if (unit.parent !== null) expect(unitCodes).toContain(unit.parent);
  }
});

it('reaches the county from every unit of it, and from none of its neighbour', () => {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent]));
  const ancestors = (code: string): string[] => {
    const parent = parents.get(code);
    return parent ? [code, ...ancestors(parent)] : [code];
  };
  for (const { code, level } of units.filter((unit) => unit.code.startsWith('430423') && unit.level !== 'county')) {
    expect(ancestors(code), `${code} (${level})`).toContain(region);
  }
  expect(ancestors('430424-cgj')).toEqual(['430424-cgj', '430424', '430400']);
});

it('gives every town its government and its service centre', () => {
  for (const town of divisions.filter((division) => division.level === 'town')) {
    const there = units.filter((unit) => unit.division === town.code && unit.level === 'town');
    expect(there.map((unit) => unit.kind)).toEqual(expect.arrayContaining(['government', 'centre']));
  }
});

it('has the sample people under their fixed keys, with their roles', () => {
  const roleOf = new Map(people.map((person) => [person.key, person.roles.map((role) => `${role.role}@${role.unit}`)]));
  expect(Object.fromEntries([...roleOf].slice(0, 19))).toEqual({
    citizen: ['citizen@null'],
    citizen2: ['citizen@null'],
    company: ['company@null'],
    agent: ['agent@430423-baiguo-yuebei'],
    window: ['window@430423-zwzx'],
    clerk: ['clerk@430423-cgj'],
    approver: ['approver@430423-cgj'],
    approver2: ['approver@430423-jjdd'],
    head: ['head@430423-cgj'],
    village: ['village@430423-kaiyun-jinxi'],
    designer: ['designer@430423'],
    operator: ['operator@430423-12345'],
    handler: ['handler@430423-cgj'],
    editor: ['editor@430423'],
    officer: ['officer@430423-sjj'],
    supervisor: ['supervisor@430423'],
    evaluator: ['evaluator@430423'],
    admin: ['admin@430423'],
    clerk2: ['clerk@430424-cgj'],
  });
  allUnique(people.map((person) => person.key));
  allUnique(people.map((person) => person.phone));
});

it('gives people valid, visibly fictitious identifiers and units that exist', () => {
  for (const { key, identifier, roles, phone } of people) {
    expect(phone, key).toMatch(/^138000000\d\d$/);
    expect(isMobilePhone(phone)).toBe(true);
    for (const { unit } of roles) if (unit !== null) expect(unitCodes, key).toContain(unit);
    if (identifier?.kind === 'identityNumber') expect(isIdentityNumber(identifier.value), key).toBe(true);
    if (identifier?.kind === 'creditCode') expect(isCreditCode(identifier.value), key).toBe(true);
  }
  expect(people.filter((person) => person.identifier).map((person) => person.key)).toEqual([
    'citizen',
    'citizen2',
    'company',
    'agent',
  ]);
});

it('has somebody for every stage of every flow', () => {
  const staffed = new Set(people.flatMap((person) => person.roles.map((role) => `${role.role}@${role.unit}`)));
  for (const [key, flow] of readCounty().flows) {
    const parsed = parseFlow(flow);
    if (!parsed.ok) throw new Error(`${key}: ${JSON.stringify(parsed.problems)}`);
    const stages = parsed.value.steps.flatMap((step, i) => stagesIn(step, `steps.${i}`));
    for (const [{ role, unit, byDivision }] of stages) {
      const units = byDivision ? byDivision.units.map((one) => one.unit) : [unit];
      // Of the stations and town centres, one village and one town are enough to try them.
      expect(
        units.filter((one) => staffed.has(`${role}@${one}`)),
        `${key}: ${role}`,
      ).not.toEqual([]);
    }
  }
});

it('names the file that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'county-'));
  const path = join(folder, 'units.json');
  writeFileSync(path, '{ broken');
  expect(() => readJson(path)).toThrow(path);
  expect(() => readCounty(folder)).toThrow('divisions.json');
  rmSync(folder, { recursive: true });
});
