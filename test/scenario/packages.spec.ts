import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, systemActor } from '../../commands/context.ts';
import { importPackage } from '../../commands/package/import.ts';
import { planImport } from '../../commands/package/plan.ts';
import type { DefinitionName } from '../../events/definition/events.ts';
import { usersOfAll } from '../../graphql/definition/users.ts';
import { filesIn } from '../../local/cli/package.ts';
import type { PackageFile } from '../../lowcode/package/package.ts';
import { ROAD } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask, refusal } from './world.ts';

const EXPORT =
  'query($keys: [ID!]!, $key: ID, $version: String) { packageFiles(keys: $keys, key: $key, version: $version) { path text } }';
const DIFF =
  'query($files: [PackageFileInput!]!) { packageDiff(files: $files) { problems { file path code message } } }';
const IMPORT =
  'mutation($files: [PackageFileInput!]!, $units: [UnitMappingInput!]) { importPackage(files: $files, units: $units) { definitions { what } } }';

let here: SmallWorld;
let there: SmallWorld;
let files: readonly PackageFile[];
const operator = ({ cloud }: SmallWorld) => contextFor(cloud, systemActor('operator'));
const published = (world: SmallWorld, given = files) =>
  importPackage(operator(world), { files: given, units: [], publish: true, commandId: `import/${Math.random()}` });
const changed = (path: string, text: (before: string) => string) =>
  files.map((file) => (file.path === path ? { path, text: text(file.text) } : file));
const exported = async (world: SmallWorld, keys: readonly string[], key?: string, version?: string) =>
  (await ask(world, 'designer', EXPORT, { keys, key, version })).packageFiles as readonly PackageFile[];

beforeAll(async () => {
  [here, there] = await Promise.all([smallWorld(), smallWorld(3, 'without')]);
  files = await exported(here, [`service:${ROAD}`], 'dao-lu-zhan-yong', '1.0');
}, 120_000);
afterAll(() => Promise.all([here?.close(), there?.close()]));

describe('a package', () => {
  it('holds a service and all that it names, and is the same each time', async () => {
    expect(files.map(({ path }) => path)).toEqual([
      'package.yaml',
      `forms/${ROAD}.yaml`,
      `flows/${ROAD}.yaml`,
      `licence-types/${ROAD}.yaml`,
      `services/${ROAD}.yaml`,
    ]);
    expect(await exported(here, [`service:${ROAD}`], 'dao-lu-zhan-yong', '1.0')).toEqual(files);
    expect(files.map(({ text }) => text).join('')).not.toContain('430423-');
  });

  it('of the road stands in systems/ as the sample county has it (else: export it again, docs/packages.md)', () => {
    // What it is about is written by people.
    const definitions = (of: readonly PackageFile[]) => of.filter(({ path }) => path.includes('/'));
    const kept = filesIn(join(import.meta.dirname, '..', '..', 'systems', 'dao-lu-zhan-yong'));
    const byPath = ({ path }: PackageFile, { path: other }: PackageFile) => (path < other ? -1 : 1);
    expect(definitions(kept)).toEqual(definitions(files).toSorted(byPath));
  });

  it('imported into an empty cloud is in use there, and exported again has the same bytes', async () => {
    const before = await there.platform.log.heads();
    const plan = await planImport(operator(there), files, []);
    expect(plan.problems).toEqual([]);
    expect(plan.definitions.map(({ what }) => what)).toEqual(['new', 'new', 'new', 'new']);
    expect(await there.platform.log.heads()).toEqual(before);
    await published(there);
    await there.platform.runner.catchUp();
    expect(await exported(there, ['dao-lu-zhan-yong'])).toEqual(files);
    expect(await exported(there, [`service:${ROAD}`], 'dao-lu-zhan-yong', '1.0')).toEqual(files);
    const { service, packages } = await ask(
      there,
      'designer',
      `{ service(key: "${ROAD}") { online unit { code } } packages { key version contains { kind } } }`,
    );
    expect(service).toEqual({ online: true, unit: { code: '430423-cgj' } });
    expect(packages).toMatchObject([{ key: 'dao-lu-zhan-yong', version: '1.0' }]);
  });

  it('imported again changes nothing', async () => {
    const heads = await there.platform.log.heads();
    const { definitions } = await published(there);
    expect(definitions.map(({ what }) => what)).toEqual(['same', 'same', 'same', 'same']);
    expect(await there.platform.log.heads()).toEqual(heads);
  });

  it('says in words what a newer one would change, and is published as the next version', async () => {
    const newer = changed(`forms/${ROAD}.yaml`, (text) => text.replace('zh: 项目名称', 'zh: 工程名称'));
    const { definitions } = await planImport(operator(there), newer, []);
    const form = definitions.find(({ kind }) => kind === 'form');
    expect(form?.what).toBe('changed');
    expect(form?.changes).toContain('字段“项目名称”的名称由「项目名称」改为「工程名称」');
    await published(there, newer);
    const { definition } = await ask(there, 'designer', `{ definition(kind: form, key: "${ROAD}") { version state } }`);
    expect(definition).toEqual({ version: 2, state: 'published' });
  });

  it('with one thing wrong in one file is kept out whole, with the file and the place', async () => {
    const heads = await there.platform.log.heads();
    const broken = changed(`services/${ROAD}.yaml`, (text) => text.replace(/^form: .*$/m, 'form: there-is-none'));
    const first = broken.filter(({ path }) => !path.startsWith('forms/'));
    const listed = first.map((file) =>
      file.path === 'package.yaml' ? { ...file, text: file.text.replace(/^ {2}- \{ kind: form.*\n/m, '') } : file,
    );
    const { problems } = await planImport(operator(there), listed, []);
    expect(problems).toContainEqual(expect.objectContaining({ file: `services/${ROAD}.yaml`, path: 'form' }));
    await expect(published(there, listed)).rejects.toMatchObject({ code: 'INVALID_PACKAGE' });
    expect(await there.platform.log.heads()).toEqual(heads);
  });

  it('is kept out where an item that is in use here would not fit it', async () => {
    const alone = changed(`forms/${ROAD}.yaml`, (text) => text.replaceAll('projectName', 'gongChengMing')).filter(
      ({ path }) => path === 'package.yaml' || path.startsWith('forms/'),
    );
    const given = alone.map((file) =>
      file.path === 'package.yaml'
        ? { ...file, text: file.text.replaceAll(/^ {2}- \{ kind: (flow|licenceType|service).*\n/gm, '') }
        : file,
    );
    const { packageDiff } = await ask(here, 'designer', DIFF, { files: given });
    const place = { file: `forms/${ROAD}.yaml`, path: '' };
    expect(packageDiff.problems).toMatchObject([
      { ...place, code: 'FACE_DOES_NOT_FIT' },
      { ...place, code: 'UNKNOWN_PLACE' },
    ]);
    expect(await refusal(here, 'designer', IMPORT, { files: given })).toBe('INVALID_PACKAGE');
    const usersOf = (parts: readonly DefinitionName[]) => usersOfAll(there, parts);
    const wish = { files: given, units: [], publish: true, usersOf, commandId: 'import/alone' };
    await expect(importPackage(operator(there), wish)).rejects.toMatchObject({ code: 'INVALID_PACKAGE' });
  });

  it('asks which unit is meant when there is none of that code', async () => {
    const foreign = files.map(({ path, text }) => ({ path, text: text.replaceAll('region-cgj', 'region-zhcg') }));
    const { problems, units } = await planImport(operator(there), foreign, []);
    expect(problems.map(({ code }) => code)).toEqual(['UNIT_NOT_MAPPED']);
    expect(units.find(({ code }) => code === 'region-zhcg')).toMatchObject({ to: null });
    const nowhere = await planImport(operator(there), foreign, [{ from: 'region-zhcg', to: 'nowhere' }]);
    expect(nowhere.problems).toMatchObject([{ code: 'UNIT_NOT_MAPPED', message: expect.stringContaining('nowhere') }]);
    const mistyped = [
      { from: 'region-zhcg', to: '430423-cgj' },
      { from: 'region-zgj', to: '430423-cgj' },
    ];
    expect((await planImport(operator(there), foreign, mistyped)).problems).toMatchObject([
      { code: 'UNKNOWN_UNIT', path: 'units.region-zgj' },
    ]);
    const mapped = await planImport(operator(there), foreign, [{ from: 'region-zhcg', to: '430423-cgj' }]);
    expect(mapped.problems).toEqual([]);
  });

  it('imported at the desk waits for review by somebody else', async () => {
    expect(await refusal(here, 'clerk', IMPORT, { files })).toBe('FORBIDDEN');
    expect(await refusal(here, 'clerk2', EXPORT, { keys: [ROAD] })).toBe('FORBIDDEN');
    const newer = changed(`flows/${ROAD}.yaml`, (text) => text.replace('现场', '实地'));
    const { importPackage: done } = await ask(here, 'designer', IMPORT, { files: newer });
    expect(done.definitions.map(({ what }: { what: string }) => what)).toEqual(['same', 'changed', 'same', 'same']);
    const state = `{ definition(kind: flow, key: "${ROAD}") { version state } }`;
    expect((await ask(here, 'designer', state)).definition).toEqual({ version: 1, state: 'changed' });
    const publish = `mutation { publishDefinition(kind: flow, key: "${ROAD}") { version } }`;
    expect(await refusal(here, 'designer', publish)).toBe('FORBIDDEN');
    expect((await ask(here, 'admin', publish)).publishDefinition).toEqual({ version: 2 });
    expect(here.faults).toEqual([]);
  });
});
