import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { domain } from '../../views/registry.ts';
import { dumpAll } from '../scenario/closing-stories.ts';
import { occupation, PDF, ROAD } from '../scenario/road.ts';
import { Folders, filesOf, seedFolder } from './folder.ts';
import { Machine } from './process.ts';

const folders = new Folders();
const running: Machine[] = [];
let seeded: string;

beforeAll(async () => {
  seeded = folders.fresh();
  await seedFolder(seeded);
}, 60_000);
afterAll(async () => {
  for (const machine of running) machine.kill('SIGKILL');
  await Promise.all(running.map((machine) => machine.ended()));
  folders.drop();
});

async function start(dir: string): Promise<Machine> {
  const machine = await Machine.begin(dir);
  running.push(machine);
  await machine.ready();
  return machine;
}

describe('a machine that is killed while people submit', { timeout: 120_000 }, () => {
  it('has every acknowledged fact afterwards, an unbroken chain, and views as a rebuild makes them', async () => {
    const dir = folders.copyOf(seeded);
    const machine = await start(dir);
    const token = await machine.token('citizen');
    const acknowledged: { number: string; code: string }[] = [];
    const killAt = 20 + Math.floor(Math.random() * 150);
    let killed = false;
    const submitting = Array.from({ length: 12 }, async (_, client) => {
      for (let i = 0; !killed; i++) {
        const input = { kind: 'complaint', title: '路灯不亮', text: `示例路${client}号第${i}盏路灯不亮。` };
        try {
          const { registerTicket } = await machine.ask(client % 2 ? token : null, REGISTER, {
            input,
            id: `${client}-${i}`,
          });
          acknowledged.push({ number: registerTicket.number, code: registerTicket.queryCode });
        } catch (error) {
          // Only the connection may break, and only by the kill.
          if (!killed && !(error instanceof TypeError)) throw error;
          return;
        }
      }
    });
    while (acknowledged.length < killAt) await sleep(1);
    machine.kill('SIGKILL');
    killed = true;
    await Promise.all(submitting);
    await machine.ended();

    const again = await start(dir);
    const progress = 'query($n: String!, $c: String!) { ticketProgress(number: $n, queryCode: $c) { number state } }';
    for (const { number, code } of acknowledged) {
      const { ticketProgress } = await again.ask(null, progress, { n: number, c: code });
      expect(ticketProgress).toEqual({ number, state: 'registered' });
    }
    expect(await again.cloud('verify')).toMatchObject([{ ok: true }]);
    expect(await again.stop()).toMatchObject({ code: 0 });

    const platform = await openEmbedded({ dataDir: dir, domain });
    try {
      const before = await dumpAll(platform);
      expect(before.filter((line) => line.startsWith('tickets ')).length).toBeGreaterThanOrEqual(acknowledged.length);
      for (const view of domain.views) await platform.runner.rebuild(view.name);
      expect(await dumpAll(platform)).toEqual(before);
    } finally {
      await platform.close();
    }
  });
});

describe('a person who is erased', { timeout: 120_000 }, () => {
  const WORDS = [
    '李样例',
    '430423199001010014',
    '13800000001',
    '金溪社区示例路12号',
    '油烟扰民的是我',
    'marker-in-a-file',
  ];

  it('is in no file of the data folder any more, while it runs and after it stopped', async () => {
    const dir = folders.copyOf(seeded);
    const machine = await start(dir);
    const token = await machine.token('citizen');
    const number = await submit(machine, token);
    const input = {
      kind: 'complaint',
      title: '油烟扰民的是我',
      text: '我是李样例，电话13800000001，住在金溪社区示例路12号。',
    };
    await machine.ask(token, REGISTER, { input, id: 'x' });
    await machine.ask(token, `mutation { startDraft(service: "${ROAD}") { id } }`);
    const clerk = await machine.token('clerk');
    const read = 'query($n: String!) { case(number: $n) { applicantName applicant { name } answers state } }';
    expect((await machine.ask(clerk, read, { n: number })).case).toMatchObject({ applicantName: '李样例' });
    // What is no secret is found: the search looks where the facts are.
    expect(traces(dir, ['TicketRegistered', '城市管理和综合执法局'])).not.toEqual([]);
    // Sealed from the beginning.
    expect(traces(dir, WORDS)).toEqual([]);

    const { erased } = await machine.cloud('erase', '430423199001010014');
    expect(erased).toMatch(/^[0-9a-f-]{36}$/);
    expect((await machine.ask(clerk, read, { n: number })).case).toMatchObject({
      applicantName: null,
      applicant: null,
      state: 'received',
    });
    expect(await machine.ask(token, '{ myDrafts { id } }').catch((error) => String(error))).not.toContain('430423');
    expect(await machine.cloud('rebuild')).toHaveLength(domain.views.length);
    expect(await machine.cloud('verify')).toMatchObject([{ ok: true }]);
    // Who knows the number of the subject still finds nothing: its keys and look-ups are gone too.
    expect(traces(dir, WORDS)).toEqual([]);
    expect(await machine.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(traces(dir, WORDS)).toEqual([]);
    expect(machine.stdout).not.toContain('李样例');
  });
});

const REGISTER =
  'mutation($input: TicketInput!, $id: ID) { registerTicket(input: $input, commandId: $id) { number queryCode } }';

/** Fills in, uploads, submits, as a program does; the number of the case. */
async function submit(machine: Machine, token: string): Promise<string> {
  const { startDraft, region } = await machine
    .ask(token, `mutation { startDraft(service: "${ROAD}") { id } }`)
    .then(async (data) => ({ ...data, ...(await machine.ask(null, '{ region { today } }')) }));
  const { id } = startDraft;
  await machine.ask(token, 'mutation($id: ID!, $a: JSON!) { saveDraft(id: $id, answers: $a) { version } }', {
    id,
    a: { ...occupation, startDate: region.today },
  });
  for (const field of ['locationMap', 'identity']) {
    const { requestUpload } = await machine.ask(
      token,
      'mutation($id: ID!, $f: String!) { requestUpload(draft: $id, field: $f, returnTo: "/drafts") { url fields { name value } } }',
      { id, f: field },
    );
    const form = new FormData();
    for (const { name, value } of requestUpload.fields) form.append(name, value);
    const bytes = Buffer.concat([PDF.subarray(0, 9), Buffer.from('%marker-in-a-file\n'), PDF.subarray(9)]);
    form.append('file', new Blob([new Uint8Array(bytes)]), '李样例.pdf');
    const url = new URL(requestUpload.url, machine.origin);
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('key=')]);
    const key = new URL(answer.headers.get('location') ?? '', machine.origin).searchParams.get('key');
    await machine.ask(
      token,
      'mutation($id: ID!, $f: String!, $k: String!) { attachUpload(draft: $id, field: $f, key: $k, name: "李样例.pdf") { id } }',
      { id, f: field, k: key },
    );
  }
  const { submitDraft } = await machine.ask(token, 'mutation($id: ID!) { submitDraft(id: $id) { number } }', { id });
  return submitDraft.number;
}

/** Which words stand in which files, in UTF-8, UTF-16 or as JSON escapes. */
function traces(dir: string, words: readonly string[]): string[] {
  return filesOf(dir).flatMap((file) => {
    const bytes = readFileSync(file);
    return words
      .filter((word) => spellings(word).some((spelling) => bytes.includes(spelling)))
      .map((word) => `${file.slice(join(dir, '/').length - 1)}: ${word}`);
  });
}

function spellings(word: string): Buffer[] {
  const escaped = word.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(escaped),
    Buffer.from(encodeURIComponent(word)),
  ];
}
