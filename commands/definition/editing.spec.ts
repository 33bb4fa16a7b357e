import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPlatform, openEmbedded } from '../../platform/embedded/open.ts';
import { domain } from '../../views/registry.ts';
import type { Actor } from '../actor.ts';
import { type CommandContext, contextFor, openCloud, systemActor } from '../context.ts';
import { newId } from '../ids.ts';
import { registerUnit } from '../unit/manage.ts';
import { draftDefinition } from './edit.ts';
import { dropEditingCopy, editingCopy, keepEditingCopy } from './editing-copy.ts';
import { attendDefinition, leaveDefinition } from './presence.ts';

const staff = (name: string, role: 'designer' | 'clerk' = 'designer'): Actor => ({
  id: `staff/${name}`,
  kind: 'staff',
  roles: [{ role, unit: '430423' }],
});
const which = { kind: 'form' as const, key: 'trial' };
const dataDir = mkdtempSync(join(tmpdir(), 'hengyun-editing-'));
let platform: EmbeddedPlatform;
let first: CommandContext;
let second: CommandContext;
let clerk: CommandContext;

beforeAll(async () => {
  platform = await openEmbedded({ dataDir, domain });
  const cloud = openCloud(platform, '430423');
  [first, second, clerk] = [staff('a'), staff('b'), staff('c', 'clerk')].map((actor) => contextFor(cloud, actor)) as [
    CommandContext,
    CommandContext,
    CommandContext,
  ];
  await draftDefinition(first, { ...which, title: '试验表', copyOf: null, unit: '430423', commandId: newId() });
});

afterAll(async () => {
  await platform.close();
  rmSync(dataDir, { recursive: true });
});

it('keeps what was not saved for who wrote it, outside the log', async () => {
  const heads = await platform.log.heads();
  const kept = await keepEditingCopy(first, { ...which, definition: { half: '没写完' }, base: 1, expect: 0 });
  expect(await editingCopy(first, which)).toMatchObject({
    definition: { half: '没写完' },
    base: 1,
    version: kept.version,
  });
  expect(await editingCopy(second, which)).toBeNull();
  expect(await platform.log.heads()).toEqual(heads);
});

it('is for whoever may save it: also who configures for the units above its own', async () => {
  const system = contextFor(openCloud(platform, '430423'), systemActor('test'));
  const unit = { shortCode: 'AB', kind: 'department', level: 'county', creditCode: '11430423006123456X' } as const;
  const units = [
    ['430423', null],
    ['430423-ju', '430423'],
    ['430423-ju-ke', '430423-ju'],
  ] as const;
  for (const [code, parent] of units)
    await registerUnit(system, { ...unit, code, parent, name: `单位${code}`, commandId: newId() } as never);
  const own = { kind: 'form' as const, key: 'of-the-section' };
  await draftDefinition(system, { ...own, title: '科室的表', copyOf: null, unit: '430423-ju-ke', commandId: newId() });
  const bureau: Actor = { id: 'staff/d', kind: 'staff', roles: [{ role: 'designer', unit: '430423-ju' }] };
  const context = contextFor(openCloud(platform, '430423'), bureau);
  expect(await keepEditingCopy(context, { ...own, definition: { half: 1 }, base: 1, expect: 0 })).toMatchObject({
    definition: { half: 1 },
  });
});

it('a second window of the same person does not write over the first', async () => {
  const { version = 0 } = (await editingCopy(first, which)) ?? {};
  await keepEditingCopy(first, { ...which, definition: { n: 2 }, base: 1, expect: version });
  await expect(
    keepEditingCopy(first, { ...which, definition: { n: 3 }, base: 1, expect: version }),
  ).rejects.toMatchObject({
    code: 'STALE',
  });
  await dropEditingCopy(first, which);
  expect(await editingCopy(first, which)).toBeNull();
});

it('refuses what is no definition, what is too large, and who may not edit', async () => {
  const keep = (context: CommandContext, definition: never) =>
    keepEditingCopy(context, { ...which, definition, base: 1, expect: null });
  await expect(keep(first, [] as never)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' });
  await expect(keep(first, { a: '字'.repeat(30_000) } as never)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  await expect(keep(clerk, {} as never)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(editingCopy(clerk, { kind: 'form', key: 'none' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(editingCopy(first, { kind: 'form', key: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('tells who else has it open, and what they hold, until they leave', async () => {
  const attend = (context: CommandContext, window: string, label: string) =>
    attendDefinition(context, { ...which, window, name: '甲', part: 'pages.0', label, unsaved: false });
  expect(await attend(first, 'window-aaaa', '第一页')).toEqual([]);
  const others = await attend(second, 'window-bbbb', '第二页');
  expect(others).toEqual([
    { window: 'window-aaaa', by: 'staff/a', name: '甲', part: 'pages.0', label: '第一页', unsaved: false },
  ]);
  expect((await attend(first, 'window-aaaa', '第一页')).map(({ label }) => label)).toEqual(['第二页']);
  await leaveDefinition(second, { ...which, window: 'window-bbbb' });
  expect(await attend(first, 'window-aaaa', '第一页')).toEqual([]);
  await expect(attend(clerk, 'window-cccc', '')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(attend(first, 'x', '')).rejects.toMatchObject({ code: 'BAD_WINDOW' });
});
