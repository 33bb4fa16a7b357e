import { connect } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Target } from './target.ts';

let target: Target;
let heads: number[];
beforeAll(async () => {
  target = await Target.open();
  heads = await target.heads();
}, 60_000);
afterAll(() => target?.close());
afterEach(async () => {
  expect(target.faults.splice(0)).toEqual([]);
  expect(await target.heads()).toEqual(heads);
});

const REGISTER =
  'mutation { registerTicket(input: {kind: complaint, title: "垃圾堆放", text: "路口堆满垃圾。"}) { number } }';

describe('what is not a GraphQL request', () => {
  it.each([
    ['broken JSON', '{"query":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"x"'],
    ['a batch', '[{"query":"{region{code}}"},{"query":"{region{code}}"}]'],
    ['no query', '{}'],
    ['an empty query', '{"query":"  "}'],
    ['a number for a query', '{"query":5}'],
    ['a text for variables', '{"query":"{region{code}}","variables":"x"}'],
    ['a list for variables', '{"query":"{region{code}}","variables":[1]}'],
    ['a number for a name', '{"query":"{region{code}}","operationName":5}'],
  ])('is refused: %s', async (_, body) => {
    expect(await target.post(body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/x-www-form-urlencoded',
    '',
  ])('is refused in another type: %s', async (type) => {
    const reply = await target.post('{"query":"{region{code}}"}', null, { 'content-type': type });
    expect(reply).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('is refused when it is not UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{region{code}}","x":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    expect(await target.post(new Uint8Array(body))).toMatchObject({ status: 400, code: 'BAD_ENCODING' });
  });

  it('is refused at 10 MB, also when its length is not told', async () => {
    const body = JSON.stringify({ query: '{region{code}}', variables: { x: 'x'.repeat(10 * 1024 * 1024) } });
    expect(await target.post(body)).toMatchObject({ status: 413, code: 'TOO_LARGE' });
    const stream = new Blob([body]).stream();
    const chunked = await target.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked).toMatchObject({ status: 413, code: 'TOO_LARGE' });
  });

  it('is refused by any other method', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const reply = await target.send('/graphql', {
        method,
        headers: { authorization: `Bearer ${await target.token('admin')}` },
      });
      expect([reply.status, reply.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
      expect((await target.send('/services', { method, headers: { origin: target.origin } })).status).toBe(405);
    }
  });
});

describe('a link', () => {
  const link = (query: string, more = '') => `/graphql?query=${encodeURIComponent(query)}${more}`;
  const init = { headers: { accept: 'application/json' } };

  it('cannot change anything', async () => {
    const reply = await target.send(link(REGISTER), init);
    expect(reply).toMatchObject({ code: 'BAD_REQUEST', data: undefined });
    const two = `query A { region { code } } ${REGISTER.replace('mutation', 'mutation B')}`;
    expect((await target.send(link(two, '&operationName=B'), init)).code).toBe('BAD_REQUEST');
    expect((await target.send(link(two, '&operationName=A'), init)).data).toEqual({ region: { code: '430423' } });
    const smuggled = await target.send(`${link('{region{code}}')}&query=${encodeURIComponent(REGISTER)}`, init);
    expect(smuggled.data).toEqual({ region: { code: '430423' } });
  });

  it.each(['&variables=x', '&variables=[1]', '&variables=%22x%22'])(
    'with bad variables is refused: %s',
    async (more) => {
      expect(await target.send(link('{region{code}}', more), init)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    },
  );
});

describe('a token', () => {
  const asWho = (authorization: string) => target.post('{"query":"{viewer{name}}"}', null, { authorization });
  const refused = { status: 401, code: 'UNAUTHENTICATED' };

  it('is refused when it is none, or ran out', async () => {
    expect(await asWho('Bearer x.y.z')).toMatchObject(refused);
    expect(await asWho('Bearer ')).toMatchObject(refused);
    expect(await asWho(`Bearer ${await target.token('admin', -60)}`)).toMatchObject(refused);
    const [head = '', body = ''] = (await target.token('admin')).split('.');
    expect(await asWho(`Bearer ${head}.${body}.AAAA`)).toMatchObject(refused);
  });

  it('is refused when anybody else signed it, or nobody', async () => {
    const claims = JSON.parse(Buffer.from((await target.token('admin')).split('.')[1] ?? '', 'base64url').toString());
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await asWho(`Bearer ${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`)).toMatchObject(refused);
    const own = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
    expect(await asWho(`Bearer ${own}`)).toMatchObject(refused);
    const changed = part({ ...claims, sub: 'admin', roles: ['admin'] });
    const [head, , signature] = (await target.token('citizen')).split('.');
    expect(await asWho(`Bearer ${head}.${changed}.${signature}`)).toMatchObject(refused);
  });

  it('is not a cookie: an invented session is nobody', async () => {
    const cookie = `session=${'A'.repeat(43)}; session=' OR 1=1 --`;
    const reply = await target.post('{"query":"{viewer{name}}"}', null, { cookie, origin: target.origin });
    expect(reply.data).toEqual({ viewer: null });
  });
});

describe('another site', () => {
  it.each(['https://evil.example', 'null', 'http://localhost', 'http://localhost:1'])(
    'cannot post: %s',
    async (origin) => {
      const body = JSON.stringify({ query: REGISTER });
      const headers = { 'content-type': 'application/json', origin, cookie: 'session=x' };
      expect(await target.send('/graphql', { method: 'POST', headers, body })).toMatchObject({
        status: 403,
        code: 'FOREIGN_ORIGIN',
      });
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin };
      for (const path of ['/hotline', '/auth/logout', '/uploads', '/progress'])
        expect((await target.send(path, { method: 'POST', headers: form, body: 'a=1' })).status).toBe(403);
    },
  );

  it('is never where a sign-in leads', async () => {
    for (const path of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/%09/evil.example',
      'javascript:1',
    ]) {
      const reply = await target.send(`/auth/login?return=${encodeURIComponent(path)}`);
      expect(reply.headers.get('location')).toMatch(new RegExp(`^${target.origin}/oidc/`));
    }
    const callback = await target.send('/auth/callback?state=x&code=y', { headers: { cookie: 'sign-in=x' } });
    expect(callback.headers.get('location')).toBe('/sign-in-failed');
  });
});

describe('an address', () => {
  const secret = /hengyun"|"private"|root:|SQLite format|BEGIN|DATA_DIR/;

  it.each([
    '/files/..%2f..%2fpackage.json',
    '/files/%2e%2e',
    '/files/x?case=../../x&draft=..%2f..',
    '/files/__proto__?case=__proto__&draft=constructor',
    `/files/${'x'.repeat(5000)}?case=${'y'.repeat(5000)}`,
    '/files/x?case=%F0%9F%92%A9&case=2',
    '/desk/..%2f..%2f..%2fpackage.json',
    '/desk/%2e%2e%2f%2e%2e%2fpackage.json',
    '/desk/..%5c..%5cpackage.json',
    '/desk/assets/../../../package.json',
    '/desk/%2fetc%2fpasswd.json',
    '/desk//etc/hosts.json',
    '/desk/source.txt',
    '/open/../../data/log.db',
    '/open/..%2fcases.csv',
    '/open/cases.csv?service=%27%20OR%201=1--&from=__proto__&__proto__=x',
    '/open/tickets.csv?onTime=maybe&town=%3Cscript%3E',
    '/licences/verify/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    `/licences/verify/${'1'.repeat(8000)}`,
    '/services?search=%27%20OR%201=1;DROP%20TABLE%20commits--&page=-1&after=zzz',
    '/services/__proto__',
    '/services/constructor',
    '/drafts/__proto__',
    '/assets/..%2f..%2fpackage.json',
    '/healthz/../graphql%00',
    '/oidc/.well-known/openid-configuration/../../../etc/passwd',
    '/oidc/%2e%2e/%2e%2e',
    '/oidc/auth?client_id=%00',
    '/uploads',
  ])('gives nothing away: %s', async (path) => {
    const reply = await target.send(path);
    expect(reply.status).toBeLessThan(500);
    expect(reply.text).not.toMatch(secret);
    expect(reply.text).not.toContain('<script>alert');
  });

  it.each(['/services?search=%ff', '/%c0%ae%c0%ae/', '/hotline?x=%00', '/files/%00', '/desk/%ff'])(
    'must be UTF-8: %s',
    async (path) => {
      expect((await target.send(path)).status).toBe(400);
    },
  );

  it.each([
    'GET //evil.example/x HTTP/1.1\r\nHost: localhost',
    'GET http://evil.example/ HTTP/1.1\r\nHost: localhost',
    'GET /\\..\\..\\package.json HTTP/1.1\r\nHost: localhost',
    'GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost',
    'GET /%zz HTTP/1.1\r\nHost: localhost',
    'GET / HTTP/1.1\r\nHost: a b',
    'GET / HTTP/1.1\r\nHost: [',
    'GET / HTTP/1.0',
    'OPTIONS * HTTP/1.1\r\nHost: localhost',
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost',
    `GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${'a'.repeat(20_000)}`,
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked',
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: -1',
    'nonsense',
  ])('as no browser writes it never breaks the machine (%#)', async (head) => {
    const status = await raw(`${head}\r\nConnection: close\r\n\r\n`);
    expect(status).toBeLessThan(500);
    expect(
      (await target.send('/graphql?query={region{code}}', { headers: { accept: 'application/json' } })).status,
    ).toBe(200);
  });
});

describe('a form', () => {
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/x-www-form-urlencoded') =>
    target.send(path, { method: 'POST', headers: { 'content-type': type, origin: target.origin }, body });

  it.each(['/hotline', '/progress', '/website-errors'])(
    '%s refuses what is too large, strange or not UTF-8',
    async (path) => {
      expect((await post(path, `text=${'x'.repeat(2 * 1024 * 1024)}`)).status).toBe(413);
      expect((await post(path, Array.from({ length: 3000 }, (_, i) => `f${i}=1`).join('&'))).status).toBe(413);
      expect((await post(path, 'text=%ff')).status).toBe(400);
      expect((await post(path, new Uint8Array([116, 61, 0xff]))).status).toBe(400);
      expect((await post(path, 'text=a%00b')).status).toBe(400);
      expect((await post(path, '{"text":1}', 'application/json')).status).toBe(415);
      expect((await post(path, '--x\r\n', 'multipart/form-data; boundary=x')).status).toBe(415);
      for (const body of ['__proto__=1&constructor=2&__proto__.polluted=3', '=&=&=', '&&&', 'kind=%3Cscript%3E'])
        expect((await post(path, body)).status).toBeLessThan(500);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('at the sign-in page is refused when it is too large', async () => {
    const reply = await post('/oidc/sign-in/x', `person=${'x'.repeat(5 * 1024 * 1024)}`);
    expect(reply.status).toBe(413);
  });
});

/** Status that a request gets which no client would send; 0 when the connection was just closed. */
function raw(request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(target.origin).port), 'localhost', () => socket.write(request));
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.setTimeout(5000, () => reject(new Error(`no answer to ${request}`)));
    socket.on('close', () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.\d (\d+)/.exec(text)?.[1] ?? 0));
    });
    socket.on('error', () => undefined);
  });
}
