import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '../conformance/clock.ts';
import { type OpenedState, stateCases } from '../conformance/state.cases.ts';
import { keyring } from '../vault/keyring.ts';
import { type EmbeddedState, openState } from './state.ts';

const keys = keyring(Buffer.alloc(32, 5));
const fresh = (): string => mkdtempSync(join(tmpdir(), 'hengyun-state-'));

function openIn(dir: string): OpenedState & { state: EmbeddedState } {
  const clock = testClock();
  const file = join(dir, 'state.db');
  const state = openState({ file, keys, clock });
  const opened = [state];
  return {
    state,
    clock,
    async another() {
      await state.close();
      const next = openState({ file, keys, clock });
      opened.push(next);
      return next;
    },
    async close() {
      for (const each of opened) await each.close();
      rmSync(dir, { recursive: true });
    },
  };
}

stateCases('SQLite', async () => openIn(fresh()));

describe('the state file', () => {
  let dir: string;
  beforeEach(() => {
    dir = fresh();
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('shows neither value nor id nor owner', async () => {
    const { state } = openIn(dir);
    await state.put(
      'draft',
      'draft-of-zhang',
      { name: '张三', phone: '13807340000' },
      { ttlSeconds: 9, owner: 'owner-1' },
    );
    const bytes = Buffer.concat(['state.db', 'state.db-wal'].map((file) => readFileSync(join(dir, file))));
    expect(bytes.includes('draft')).toBe(true);
    for (const secret of ['张三', '13807340000', 'draft-of-zhang', 'owner-1'])
      expect(bytes.includes(secret)).toBe(false);
    await state.close();
  });

  it('sweeps what is past its span', async () => {
    const { state, clock } = openIn(dir);
    for (let i = 0; i < 1_500; i++) await state.put('code', `c${i}`, {}, { ttlSeconds: 10 });
    await state.put('code', 'kept', {}, { ttlSeconds: 1_000 });
    clock.pass(10);
    expect(await state.sweep()).toBe(1_500);
    expect(await state.sweep()).toBe(0);
    expect(await state.get('code', 'kept')).not.toBeNull();
    await state.close();
  });

  it('gives back the rest of a block when it closes', async () => {
    const opened = openIn(dir);
    for (let i = 1; i <= 10; i++) expect(await opened.state.takeNumbers('a', 1)).toBe(i);
    const next = await opened.another();
    expect(await next.takeNumbers('a', 1)).toBe(11);
    await opened.close();
  });

  it('gives no number twice after the process was killed', async () => {
    const file = join(dir, 'state.db');
    const given: number[] = [];
    for (let round = 0; round < 3; round++) {
      const child = fork(new URL('./state.killed.ts', import.meta.url), [file], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      let text = '';
      await new Promise<void>((resolve) => {
        child.stdout?.on('data', (chunk) => {
          text += chunk;
          if (text.split('\n').length > 200) child.kill('SIGKILL');
        });
        child.on('close', () => resolve());
      });
      const lines = text.split('\n');
      expect(lines.length).toBeGreaterThan(200);
      // The last line may be cut off by the kill.
      given.push(...lines.slice(0, -1).map(Number));
    }
    expect(new Set(given).size).toBe(given.length);
  });
});
