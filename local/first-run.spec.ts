import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, contextFor, openCloud } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { load } from '../commands/transact.ts';
import { appointStaff, registerUnit } from '../commands/unit/manage.ts';
import { unit } from '../events/unit/stream.ts';
import { type EmbeddedPlatform, openEmbedded } from '../platform/embedded/open.ts';
import { domain } from '../views/registry.ts';
import { isEmpty, setUp } from './first-run.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'hengyun-first-'));
let platform: EmbeddedPlatform;
let cloud: Cloud;
beforeAll(async () => {
  platform = await openEmbedded({ dataDir, domain });
  cloud = openCloud(platform, '430423');
});
afterAll(async () => {
  await platform.close();
  rmSync(dataDir, { recursive: true });
});

it('an empty cloud gets its government and an administrator, once, and goes on from there', async () => {
  expect(await isEmpty(cloud)).toBe(true);
  await expect(setUp(cloud, { account: '张三', name: '' })).rejects.toMatchObject({ code: 'BAD_ACCOUNT' });
  expect(await isEmpty(cloud), 'a slip of the pen must not spend the only setup').toBe(true);
  const wish = { account: 'admin', name: '' };
  expect(await setUp(cloud, wish)).toEqual({ unit: '430423', account: 'admin', name: '衡山县人民政府' });
  expect(await isEmpty(cloud)).toBe(false);
  const heads = await platform.log.heads();
  await setUp(cloud, wish);
  expect(await platform.log.heads()).toEqual(heads);
  const other = openCloud(platform, '430423');
  for (const again of [
    { account: 'admin', name: '别的政府' },
    { account: 'x', name: '' },
  ])
    await expect(setUp(cloud, again)).rejects.toThrow(/^ALREADY_SET_UP/);
  const { state } = await load(platform, unit, '430423');
  expect(state?.staff.admin).toEqual(['admin', 'designer']);

  const roles = [{ role: 'admin' as const, unit: '430423' }];
  const admin = contextFor(other, { id: 'staff/admin', kind: 'staff', roles });
  const bureau = {
    ...{ code: '430423-cgj', name: '城市管理局', parent: '430423', level: 'county' as const, kind: 'department' },
    ...{ creditCode: '', shortCode: 'CG', phone: '', address: '', hours: '', division: '430423' },
  };
  await registerUnit(admin, { ...bureau, commandId: newId() });
  await appointStaff(admin, { unit: '430423-cgj', account: 'clerk', roles: ['clerk'], commandId: newId() });
  const made = (await load(platform, unit, '430423-cgj')).state;
  expect(made?.facts.ancestors).toEqual(['430423']);
  expect(made?.staff).toEqual({ clerk: ['clerk'] });

  const refused = async (change: object, code: string) =>
    expect(registerUnit(admin, { ...bureau, commandId: newId(), ...change })).rejects.toMatchObject({ code });
  await refused({}, 'KEY_TAKEN');
  await refused({ code: '430424-x' }, 'BAD_UNIT');
  await refused({ code: '430423-x', parent: null }, 'BAD_UNIT');
  await refused({ code: '430423-x', parent: '430423-none' }, 'NOT_FOUND');
  await refused({ code: '430423-x', shortCode: 'x' }, 'BAD_UNIT');
  const appointing = { unit: '430423-cgj', account: 'a', roles: ['king'], commandId: newId() };
  await expect(appointStaff(admin, appointing)).rejects.toMatchObject({ code: 'BAD_ROLE' });
  await expect(appointStaff(admin, { ...appointing, account: '张三', roles: [] })).rejects.toMatchObject({
    code: 'BAD_ACCOUNT',
  });
  const neighbour = contextFor(openCloud(platform, '430424'), {
    ...{ id: 'staff/n', kind: 'staff' },
    roles: [{ role: 'admin', unit: '430424' }],
  });
  await expect(appointStaff(neighbour, { ...appointing, roles: ['head'] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(
    registerUnit(neighbour, { ...bureau, code: '430424-x', parent: '430423', commandId: newId() }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const clerk = contextFor(other, { id: 'staff/c', kind: 'staff', roles: [{ role: 'clerk', unit: '430423-cgj' }] });
  await expect(appointStaff(clerk, { ...appointing, roles: ['admin'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(registerUnit(clerk, { ...bureau, commandId: newId() })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
