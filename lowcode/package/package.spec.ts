import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCounty } from '../../samples/county.ts';
import { takingForm } from '../form/taking.fixture.ts';
import { PACKAGED_KINDS, type PackagedKindName, packagedKind } from './kinds.ts';
import type { DefinitionPackage, PackagedDefinition, PackageFile } from './package.ts';
import { readPackage } from './read.ts';
import { unitInPackage, unitInRegion, unitsIn, withUnits } from './units.ts';
import { filesOf } from './write.ts';
import { MOST_CHARACTERS, readYaml, writeYaml } from './yaml.ts';

const county = readCounty();
const ROAD = 'zhan-yong-wa-jue-dao-lu';
const all: { readonly [kind in PackagedKindName]?: ReadonlyMap<string, unknown> } = {
  ...{ form: county.forms, flow: county.flows, licenceType: county.licenceTypes, service: county.services },
};

function sample(key: string): DefinitionPackage {
  const definitions = PACKAGED_KINDS.flatMap((kind): PackagedDefinition[] => {
    const definition = all[kind]?.get(key);
    if (!definition) return [];
    const one = { kind, key, owner: 'region', definition: definition as object };
    return [withUnits(one, (unit) => unitInPackage(unit, '430423'))];
  });
  const info = { key, name: { zh: '占用道路' }, version: '1', about: { zh: '示例' }, units: [] };
  return {
    info: { ...info, contains: definitions.map(({ kind, key, owner }) => ({ kind, key, owner })) },
    definitions,
  };
}
const files = filesOf(sample(ROAD));
const problemsOf = (given: readonly PackageFile[]) => {
  const read = readPackage(given);
  return read.ok ? [] : read.problems.map(({ code, file, path }) => [code, file, path].join(' ').trim());
};
const changed = (path: string, text: (before: string) => string) =>
  files.map((file) => (file.path === path ? { path, text: text(file.text) } : file));

describe('a package as files', () => {
  it.each([...county.services.keys()])('%s comes back as it was, and again with the same bytes', (key) => {
    const written = filesOf(sample(key));
    const read = readPackage(written);
    expect(read).toEqual({ ok: true, value: sample(key) });
    if (read.ok) expect(filesOf(read.value)).toEqual(written);
  });

  it('has short lines, no quotes where none are needed, and a schema for editors', () => {
    const form = files.find(({ path }) => path === `forms/${ROAD}.yaml`)?.text ?? '';
    expect(form).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/form\.json\n/);
    expect(form).toContain('label: { zh: 姓名或者单位名称, en: Name }');
    expect(form).not.toContain('"zh"');
  });

  it('names units relative to the region, wherever a definition names them', () => {
    const service = sample(ROAD).definitions.find(({ kind }) => kind === 'service') as PackagedDefinition;
    expect(unitsIn(service)).toEqual(expect.arrayContaining(['region-cgj']));
    expect(JSON.stringify(service)).not.toContain('430423-');
    const there = withUnits(service, (unit) => unitInRegion(unit, '430424'));
    expect(unitsIn(there).every((unit) => unit.startsWith('430424'))).toBe(true);
    const option = { kind: 'form' as const, key: 'f', owner: 'region', definition: rated('430423-cgj') };
    expect(JSON.stringify(withUnits(option, (unit) => unitInPackage(unit, '430423')))).toContain('"region-cgj"');
  });
});

/** A form with a rule that names a unit, as a text. */
function rated(unit: string) {
  const field = { kind: 'boolean', key: 'a', label: { zh: '甲' } };
  const visible = { op: '=', left: { op: 'field', key: 'b' }, right: { op: 'text', value: unit } };
  const items = [
    { kind: 'text', key: 'b', label: { zh: '乙' } },
    { ...field, visible },
  ];
  return { title: { zh: '表' }, pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }] };
}

describe('what is refused, with its file and place', () => {
  const flow = `flows/${ROAD}.yaml`;
  it.each([
    ['no package.yaml', files.slice(1), 'MISSING_FILE package.yaml'],
    ['a file that is missing', files.filter(({ path }) => path !== flow), `MISSING_FILE ${flow}`],
    [
      'a file that is not listed',
      [...files, { path: 'forms/other.yaml', text: 'a: 1' }],
      'STRAY_FILE forms/other.yaml',
    ],
    ['a way out of the folder', [...files, { path: '../secret.yaml', text: 'a: 1' }], 'STRAY_FILE ../secret.yaml'],
    ['one file twice', [...files, ...files.slice(1, 2)], `DUPLICATE_FILE ${files[1]?.path}`],
    ['an anchor', changed(flow, () => 'a: &x 1\nb: *x\n'), `YAML_FEATURE ${flow} a`],
    ['a tag', changed(flow, () => 'a: !!binary abc\n'), `YAML_FEATURE ${flow} a`],
    ['a key twice', changed(flow, (text) => `${text}title: { zh: 又一个 }\n`), `DUPLICATE_KEY ${flow} title`],
    ['two documents', changed(flow, (text) => `${text}---\na: 1\n`), `BAD_YAML ${flow}`],
    ['an unknown key', changed(flow, (text) => `${text}onload: x\n`), `UNKNOWN_KEY ${flow} onload`],
    [
      'a bad key',
      changed('package.yaml', (text) => text.replace(/^key: .*$/m, 'key: ../x')),
      'BAD_KEY package.yaml key',
    ],
    [
      'an unknown kind',
      changed('package.yaml', (text) => text.replace('kind: flow', 'kind: virus')),
      'NOT_ALLOWED package.yaml contains.1.kind',
    ],
    ['one huge file', changed(flow, () => '# '.repeat(MOST_CHARACTERS)), `TOO_LARGE ${flow}`],
    [
      'too many files',
      Array.from({ length: 100 }, (_, i) => ({ path: `forms/f${i}.yaml`, text: '' })),
      'TOO_MANY package.yaml',
    ],
  ])('%s', (_, given, problem) => {
    expect(problemsOf(given)).toContain(problem);
  });

  it('says the line of what is no YAML', () => {
    const read = readYaml('a: 1\nb: [1, 2\nc: 3\n');
    expect(read.ok ? '' : read.problem.message.zh).toMatch(/^第[23]行/);
  });
});

describe('whatever is sent', () => {
  const junk = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '[',
          '{',
          '}',
          ']',
          '- ',
          '? ',
          ': ',
          '&a ',
          '*a',
          '!!x ',
          '"',
          "'",
          '\n',
          '  ',
          '#',
          '%',
          '|',
          '>',
          'a',
          '0',
          ',',
          '---\n',
        ),
      )
      .map((parts) => parts.join('')),
    fc.json({ maxDepth: 4 }),
  );

  it('is read as JSON or refused, never thrown at', () => {
    fc.assert(
      fc.property(junk, (text) => {
        const read = readYaml(text);
        if (read.ok) expect(readYaml(writeYaml(read.value, 'c'))).toEqual(read);
        else expect(read.problem.code).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 600 },
    );
  });

  it('as files with one part exchanged gives problems with their file, or a package that is written and read again', () => {
    const at = fc.constantFrom(...files.map(({ path }) => path));
    fc.assert(
      fc.property(at, fc.nat(), fc.nat({ max: 60 }), junk, (path, from, length, put) => {
        const given = changed(path, (text) => {
          const start = from % text.length;
          return text.slice(0, start) + put + text.slice(start + length);
        });
        const read = readPackage(given);
        if (read.ok) expect(readPackage(filesOf(read.value))).toEqual(read);
        else for (const one of read.problems) expect([one.file !== '', one.code !== '']).toEqual([true, true]);
      }),
      { numRuns: 50 },
    );
  });

  it('costs seconds at most, however it nests', () => {
    const n = MOST_CHARACTERS - 2;
    const bombs = [
      '['.repeat(n),
      '- '.repeat(n / 2),
      '? '.repeat(n / 2),
      '{a: '.repeat(n / 4),
      '"'.repeat(n),
      '\n'.repeat(n),
    ];
    for (const bomb of bombs) {
      const before = performance.now();
      readYaml(bomb);
      expect(performance.now() - before).toBeLessThan(20_000);
    }
  });
});

it('knows every kind that it has a folder for', () => {
  expect(new Set(PACKAGED_KINDS.map((kind) => packagedKind(kind).folder)).size).toBe(PACKAGED_KINDS.length);
});

it('a form needs the licence types and forms that its first answers are taken from; registers are in no package', () => {
  expect(packagedKind('form').needs(takingForm as never)).toEqual([
    ['licenceType', 'permit'],
    ['form', 'xiao-fan'],
  ]);
});
