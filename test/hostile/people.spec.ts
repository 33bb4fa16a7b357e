import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { occupation, PDF, type Receipt, ROAD } from '../scenario/road.ts';
import { type Reply, Target } from './target.ts';

let target: Target;
let receipt: Receipt;
let draft: string;

beforeAll(async () => {
  target = await Target.open();
  receipt = await target.apply();
  draft = await newDraft('citizen');
}, 60_000);
afterAll(() => target?.close());
afterEach(() => {
  expect(target.faults.splice(0)).toEqual([]);
});

/** What is refused writes nothing: neither a fact nor into the draft. */
async function untouched(attack: () => Promise<void>): Promise<void> {
  const before = [await target.heads(), await readDraft()];
  await attack();
  expect([await target.heads(), await readDraft()]).toEqual(before);
}

const codes = (reply: Reply) => [reply.status, reply.code];
const refused = (...allowed: string[]) => [200, expect.stringMatching(new RegExp(`^(${allowed.join('|')})$`))];

async function newDraft(person: string): Promise<string> {
  const { data } = await target.ask(person, `mutation { startDraft(service: "${ROAD}") { id } }`);
  return data.startDraft.id;
}

async function readDraft(): Promise<unknown> {
  return (await target.ask('citizen', 'query($id: ID!) { draft(id: $id) { answers page version } }', { id: draft }))
    .data;
}

describe('somebody else', () => {
  it('cannot touch a case, whatever they know of it', async () => {
    const wishes = [
      'acceptCase(id: $id) { id }',
      'requestSupplement(id: $id, defects: [{at: "locationMap", reason: "缺图"}]) { id }',
      'supplementCase(id: $id, answers: {}) { id }',
      'declineCase(id: $id, reasons: "x", remedies: "y") { id }',
      'completeStage(id: $id, stage: "review", decision: pass, opinion: "x") { id }',
      'stopClock(id: $id, procedure: hearing, reason: "x") { id }',
      'restartClock(id: $id, result: "x") { id }',
      'extendLimit(id: $id, days: 3, reason: "x") { id }',
      'withdrawCase(id: $id, reason: "x") { id }',
      'rateCase(id: $id, stars: 1) { stars }',
      'requestUpload(case: $id, field: "locationMap", returnTo: "/") { url }',
      'attachUpload(case: $id, field: "locationMap", key: "x", name: "x") { id }',
    ];
    await untouched(async () => {
      for (const person of [null, 'citizen2', 'company', 'clerk2', 'clerk-mzj', 'operator'])
        for (const wish of wishes)
          expect([
            person,
            wish,
            ...codes(await target.ask(person, `mutation($id: ID!) { ${wish} }`, { id: receipt.case })),
          ]).toEqual([person, wish, ...refused('NOT_FOUND', 'FORBIDDEN')]);
    });
  });

  it('cannot touch a draft or its files, or slip a file of theirs in', async () => {
    const upload =
      'mutation($d: ID!, $f: String!) { requestUpload(draft: $d, field: $f, returnTo: "/drafts") { url fields { name value } } }';
    const { data } = await target.ask('citizen', upload, { d: draft, f: 'locationMap' });
    const key = await target.postFile(data.requestUpload, PDF, 'a.pdf');
    const attach =
      'mutation($d: ID!, $f: String!, $k: String!) { attachUpload(draft: $d, field: $f, key: $k, name: "a.pdf") { id url } }';
    const mine = await target.ask('citizen', attach, { d: draft, f: 'locationMap', k: key });
    const { id, url } = mine.data.attachUpload;
    const theirs = await newDraft('citizen2');
    await untouched(async () => {
      const wishes: [string, object][] = [
        ['mutation($d: ID!) { saveDraft(id: $d, answers: {a: 1}) { id } }', { d: draft }],
        ['mutation($d: ID!) { deleteDraft(id: $d) }', { d: draft }],
        ['mutation($d: ID!) { submitDraft(id: $d) { number } }', { d: draft }],
        ['query($d: ID!) { draft(id: $d) { answers } }', { d: draft }],
        [upload, { d: draft, f: 'locationMap' }],
        [attach, { d: draft, f: 'locationMap', k: key }],
        [attach, { d: theirs, f: 'locationMap', k: key }],
        [attach, { d: theirs, f: 'locationMap', k: `draft/${theirs}/locationMap/../../${draft}/x` }],
        [
          'mutation($d: ID!, $i: ID!) { removeAttachment(draft: $d, field: "locationMap", id: $i) { id } }',
          { d: draft, i: id },
        ],
        [
          'mutation($d: ID!, $i: ID!) { removeAttachment(draft: $d, field: "locationMap", id: $i) { id } }',
          { d: theirs, i: id },
        ],
      ];
      for (const [query, variables] of wishes)
        expect([query, ...codes(await target.ask('citizen2', query, variables))]).toEqual([
          query,
          ...refused('NOT_FOUND'),
        ]);
      const headers = { authorization: `Bearer ${await target.token('citizen2')}` };
      for (const path of [url, `/files/${id}`, `/files/${id}?draft=${theirs}`, `/files/${id}?case=${receipt.case}`])
        expect((await target.send(path, { headers })).status).toBe(404);
    });
    const own = await target.send(url, { headers: { authorization: `Bearer ${await target.token('citizen')}` } });
    expect([own.status, own.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment;/)]);
    const stolen = {
      ...occupation,
      locationMap: [{ id, name: 'x', type: 'x', size: 1 }],
      identity: [{ id, name: 'x', type: 'x', size: 1 }],
    };
    const submit = 'mutation($s: ID!, $a: JSON!) { submitApplication(service: $s, answers: $a) { number } }';
    await untouched(async () => {
      expect((await target.ask('citizen2', submit, { s: ROAD, a: stolen })).code).toBe('INVALID_ANSWERS');
      await target.ask('citizen2', 'mutation($d: ID!, $a: JSON!) { saveDraft(id: $d, answers: $a) { id } }', {
        d: theirs,
        a: stolen,
      });
      expect(
        (await target.ask('citizen2', 'mutation($d: ID!) { submitDraft(id: $d) { number } }', { d: theirs })).code,
      ).toBe('INVALID_ANSWERS');
    });
  });

  it('cannot repeat a command that was not theirs', async () => {
    const register =
      'mutation($i: TicketInput!, $c: ID) { registerTicket(input: $i, commandId: $c) { number queryCode repeated } }';
    const input = { kind: 'complaint', title: '垃圾堆放', text: '路口堆满垃圾，无人清理。' };
    const say = async (person: string | null, words: object) =>
      (await target.ask(person, register, { i: words, c: 'one' })).data.registerTicket;
    const first = await say('citizen', input);
    expect(await say('citizen', input)).toEqual({ ...first, repeated: true });
    const others = [
      await say('citizen2', input),
      await say(null, input),
      await say(null, { ...input, title: '别的事情' }),
    ];
    expect(new Set([first.number, ...others.map(({ number }) => number)]).size).toBe(4);
    expect(others.every(({ repeated }) => repeated === false)).toBe(true);
    const actor = `subject/${(await target.local.platform.vault.findSubject('430423199001010014')) ?? ''}`;
    const forged = await target.ask('citizen2', register, { i: input, c: `${actor}:one` });
    expect(forged.data.registerTicket).toMatchObject({ repeated: false });
  });

  it('cannot guess a query code, is told off, and does not shut the holder out', async () => {
    const ask = (code: string) =>
      target.ask(null, 'query($n: String!, $c: String!) { progress(number: $n, queryCode: $c) { number } }', {
        n: receipt.number,
        c: code,
      });
    for (let i = 0; i < 5; i++) expect((await ask(`AAAAAAA${i}`)).data).toEqual({ progress: null });
    expect((await ask('AAAAAAAA')).code).toBe('TOO_MANY_TRIES');
    expect((await ask(receipt.queryCode)).data).toEqual({ progress: { number: receipt.number } });
  });
});

describe('the same person', () => {
  const expectCode = async (person: string, wish: string, code: string) => {
    const query = `mutation($id: ID!) { ${wish} { id } }`;
    await untouched(async () => expect((await target.ask(person, query, { id: receipt.case })).code).toBe(code));
  };

  it('is told when the page is old, and is answered once when they ask twice', async () => {
    await expectCode('clerk', 'acceptCase(id: $id, expect: 999)', 'STALE');
    await expectCode('clerk', 'acceptCase(id: $id, expect: -1)', 'STALE');
    const accept = 'mutation($id: ID!) { acceptCase(id: $id, expect: 0, commandId: "accept-1") { state revision } }';
    const first = await target.ask('clerk', accept, { id: receipt.case });
    expect(first.data).toEqual({ acceptCase: { state: 'accepted', revision: 1 } });
    const heads = await target.heads();
    expect((await target.ask('clerk', accept, { id: receipt.case })).data).toEqual(first.data);
    expect(await target.heads()).toEqual(heads);
    await expectCode(
      'clerk',
      'declineCase(id: $id, reasons: "x", remedies: "x", commandId: "accept-2")',
      'WRONG_STATE',
    );
  });

  it('is answered once when a hundred of the same arrive together', async () => {
    const rush = await newDraft('citizen');
    await target.ask('citizen', 'mutation($d: ID!, $a: JSON!) { saveDraft(id: $d, answers: $a) { id } }', {
      d: rush,
      a: {},
    });
    const register =
      'mutation { registerTicket(input: {kind: help, title: "求助一事", text: "请帮助联系有关部门。"}, commandId: "rush") { number } }';
    const heads = await target.heads();
    const replies = await Promise.all(Array.from({ length: 100 }, () => target.ask('citizen', register)));
    expect(new Set(replies.map(({ data }) => data?.registerTicket.number)).size).toBe(1);
    const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
    expect(sum(await target.heads())).toBe(sum(heads) + 1);
  });

  it('cannot do what makes no sense', async () => {
    await expectCode('head', 'extendLimit(id: $id, days: -3, reason: "x")', 'EXTENSION_TOO_LONG');
    await expectCode('head', 'extendLimit(id: $id, days: 0, reason: "x")', 'EXTENSION_TOO_LONG');
    await expectCode('head', 'extendLimit(id: $id, days: 2147483647, reason: "x")', 'EXTENSION_TOO_LONG');
    await expectCode('head', 'extendLimit(id: $id, days: 3, reason: " ")', 'REASONS_REQUIRED');
    await expectCode(
      'clerk',
      'completeStage(id: $id, stage: "__proto__", decision: pass, opinion: "x")',
      'STAGE_NOT_OPEN',
    );
    await expectCode(
      'clerk',
      'completeStage(id: $id, stage: "review", decision: pass, opinion: "")',
      'OPINION_REQUIRED',
    );
    await expectCode('clerk', 'stopClock(id: $id, procedure: auction, reason: "x")', 'PROCEDURE_NOT_ALLOWED');
    await untouched(async () => {
      const long = 'x'.repeat(450_000);
      const query = 'mutation($id: ID!, $r: String!) { withdrawCase(id: $id, reason: $r) { id } }';
      expect((await target.ask('citizen', query, { id: receipt.case, r: long })).code).toBe('TOO_LARGE');
      const save = 'mutation($d: ID!, $a: JSON!) { saveDraft(id: $d, answers: $a) { id } }';
      expect((await target.ask('citizen', save, { d: draft, a: { reason: long } })).code).toBe('TOO_LARGE');
      for (const answers of [7, 'x', [1], null])
        expect(['INVALID_ANSWERS', 'BAD_REQUEST']).toContain(
          (await target.ask('citizen', save, { d: draft, a: answers })).code,
        );
    });
  });

  it('cannot answer what is hidden, computed or unknown', async () => {
    const submit = 'mutation($s: ID!, $a: JSON!) { submitApplication(service: $s, answers: $a) { number } }';
    const fieldsOf = async (answers: object): Promise<unknown> => {
      const reply = await target.post(JSON.stringify({ query: submit, variables: { s: ROAD, a: answers } }), 'citizen');
      return (JSON.parse(reply.text).errors[0].extensions.fields as { path: string; code: string }[]).map(
        ({ path, code }) => `${path} ${code}`,
      );
    };
    await untouched(async () => {
      expect(await fieldsOf({ ...occupation, admin: true })).toContain('admin UNKNOWN_FIELD');
      expect(await fieldsOf({ ...occupation, identityNumber: '430423199001010015' })).toContain(
        'identityNumber CHECK_DIGIT',
      );
      expect(
        await fieldsOf({ ...occupation, roadSections: [{ ...occupation.roadSections[0], length: '-1', evil: 1 }] }),
      ).toEqual(expect.arrayContaining(['roadSections.0.length TOO_SMALL', 'roadSections.0.evil UNKNOWN_FIELD']));
    });
  });

  it('drops the answer to a question that is not asked, and computes what is computed', async () => {
    const evaluate = 'query($k: ID!, $a: JSON!) { evaluateForm(key: $k, answers: $a) { visible answers } }';
    const { evaluateForm } = (
      await target.ask(null, evaluate, {
        k: ROAD,
        a: { ...occupation, creditCode: '91430423DEM900012T', legalRepresentative: '<b>x</b>', fee: '1' },
      })
    ).data;
    expect(evaluateForm.visible).not.toContain('legalRepresentative');
    expect(evaluateForm.answers).not.toHaveProperty('legalRepresentative');
    expect(evaluateForm.answers.fee).toBe('6000');
  });
});

describe('a file', () => {
  const upload =
    'mutation($d: ID!) { requestUpload(draft: $d, field: "locationMap", returnTo: "/drafts") { url fields { name value } } }';
  const attach =
    'mutation($d: ID!, $k: String!, $n: String!) { attachUpload(draft: $d, field: "locationMap", key: $k, name: $n) { id name } }';
  const form = async (change: (fields: Map<string, string>) => void = () => undefined): Promise<FormData> => {
    const { data } = await target.ask('citizen', upload, { d: draft });
    const fields = new Map<string, string>(
      data.requestUpload.fields.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    change(fields);
    const posted = new FormData();
    for (const [name, value] of fields) posted.append(name, value);
    return posted;
  };
  const send = (body: FormData | string, headers: Record<string, string> = {}) =>
    target.send('/uploads', { method: 'POST', body, headers });
  const bomb = zip('word/document.xml', Buffer.alloc(60 * 1024 * 1024));

  it.each<[name: string, code: string, bytes: Buffer]>([
    ['a zip bomb', 'FILE_TOO_DENSE', bomb],
    ['a program', 'FILE_TYPE_REFUSED', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')],
    ['a page', 'FILE_TYPE_REFUSED', Buffer.from([0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x00])],
    ['half a picture', 'FILE_DAMAGED', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['half a PDF', 'FILE_DAMAGED', Buffer.from('%PDF-1.4\n')],
  ])('is looked at by its bytes: %s', async (_, code, bytes) => {
    await untouched(async () => {
      const { data } = await target.ask('citizen', upload, { d: draft });
      const key = await target.postFile(data.requestUpload, bytes, '位置图.pdf');
      expect((await target.ask('citizen', attach, { d: draft, k: key, n: '位置图.pdf' })).code).toBe(code);
      expect((await target.ask('citizen', attach, { d: draft, k: key, n: '位置图.pdf' })).code).toBe('NOT_FOUND');
    });
  });

  it('is not taken without the form that was signed for it', async () => {
    await untouched(async () => {
      const withFile = (body: FormData, bytes: BlobPart = new Uint8Array(PDF)) => {
        body.append('file', new Blob([bytes]), 'a.pdf');
        return body;
      };
      const sent: [string, number, FormData | string][] = [
        ['UPLOAD_REFUSED', 403, withFile(new FormData())],
        ['UPLOAD_REFUSED', 403, withFile(await form((fields) => fields.set('signature', 'AAAA')))],
        ['UPLOAD_REFUSED', 403, withFile(await form((fields) => fields.set('key', `draft/${draft}/identity/x`)))],
        ['UPLOAD_REFUSED', 403, withFile(await form((fields) => fields.set('policy', 'e30')))],
        ['UPLOAD_EMPTY', 400, await form()],
        ['UPLOAD_EMPTY', 400, withFile(await form(), '')],
        ['UPLOAD_ONE_FILE', 400, withFile(withFile(await form()))],
        ['UPLOAD_TOO_LARGE', 413, withFile(await form(), new Uint8Array(21 * 1024 * 1024))],
      ];
      for (const [code, status, body] of sent) {
        const reply = await send(body);
        expect([code, reply.status, reply.headers.get('x-error-code')]).toEqual([code, status, code]);
      }
      for (const [body, type] of [
        ['x', 'text/plain'],
        ['--x--', 'multipart/form-data; boundary=x'],
        ['x', 'multipart/form-data'],
      ])
        expect((await send(`${body}`, { 'content-type': `${type}` })).status).toBe(400);
    });
  });

  it('has a harmless name, whatever it was called', async () => {
    const { data } = await target.ask('citizen', upload, { d: draft });
    const key = await target.postFile(data.requestUpload, PDF, 'x');
    const reply = await target.ask('citizen', attach, {
      d: draft,
      k: key,
      n: '../../<b>"evil\r\nSet-Cookie: a=b".pdf',
    });
    expect(reply.data.attachUpload.name).toBe('_b__evilSet-Cookie_ a=b_.pdf');
    const header =
      'attachment; filename="_b__evilSet-Cookie_ a=b_.pdf"; filename*=UTF-8\'\'_b__evilSet-Cookie_%20a%3Db_.pdf';
    const file = await target.send(`/files/${reply.data.attachUpload.id}?draft=${draft}`, {
      headers: { authorization: `Bearer ${await target.token('citizen')}` },
    });
    expect(file.headers.get('content-disposition')).toBe(header);
    expect(file.headers.get('set-cookie')).toBeNull();
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('words of people', () => {
  it('are text on every page, never part of it', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const { registerTicket } = (
      await target.ask('citizen', 'mutation($i: TicketInput!) { registerTicket(input: $i) { ticket } }', {
        i: { kind: 'complaint', title: evil, text: evil, place: evil },
      })
    ).data;
    const shown = await target.ask('citizen', 'query($id: ID!) { ticket(id: $id) { title } }', {
      id: registerTicket.ticket,
    });
    expect(shown.data.ticket.title).toBe(evil);
    const save = 'mutation($d: ID!, $a: JSON!) { saveDraft(id: $d, answers: $a) { id } }';
    await target.ask('citizen', save, { d: draft, a: { ...occupation, projectName: evil, reason: evil } });
    const filed = await target.apply('citizen', { projectName: evil, reason: evil });
    const headers = { authorization: `Bearer ${await target.token('citizen')}` };
    for (const path of [
      '/my',
      `/my/tickets/${registerTicket.ticket}`,
      `/my/cases/${filed.case}`,
      `/drafts/${draft}/2`,
      `/drafts/${draft}/check`,
      `/services?q=${encodeURIComponent(evil)}`,
      `/hotline?case=${encodeURIComponent(evil)}`,
    ]) {
      const page = await target.send(path, { headers });
      expect([path, page.status]).toEqual([path, 200]);
      // Said there, as text.
      expect([path, page.text.includes('&lt;script&gt;')]).toEqual([path, true]);
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
    }
  });
});

/** An archive of one file. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const entry = (signature: number, extra: number): Buffer => {
    const head = Buffer.alloc(extra ? 46 : 30);
    head.writeUInt32LE(signature, 0);
    const at = extra ? 2 : 0;
    if (extra) head.writeUInt16LE(20, 4);
    head.writeUInt16LE(20, 4 + at);
    head.writeUInt16LE(8, 8 + at);
    head.writeUInt32LE(packed.length, 18 + at);
    head.writeUInt32LE(content.length, 22 + at);
    head.writeUInt16LE(name.length, 26 + at);
    return Buffer.concat([head, Buffer.from(name)]);
  };
  const local = Buffer.concat([entry(0x04034b50, 0), packed]);
  const central = entry(0x02014b50, 1);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
