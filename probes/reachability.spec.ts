import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOVERNMENT_SITES, siteAddress } from '../events/site/address.ts';
import { isPublicAddress } from './public-address.ts';
import { proberFor, type Resolve } from './reachability.ts';

let server: Server;
let host: string;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.url ?? '');
    const [, status = '200', location] = /^\/(\d+)(?:\/(.*))?$/.exec(request.url ?? '') ?? [];
    response.writeHead(Number(status), location ? { location: decodeURIComponent(location) } : {}).end('<p>页面</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const allowed = () => ({ domains: ['gov.cn'], hosts: [host] });

describe('a site is reachable', () => {
  it('when a visitor gets a page', async () => {
    expect(await proberFor(allowed())(`http://${host}/200`)).toMatchObject({
      reachable: true,
      status: 200,
      problem: null,
    });
    const moved = `http://${host}/301/${encodeURIComponent('/204')}`;
    expect(await proberFor(allowed())(moved)).toMatchObject({ reachable: true, status: 204, problem: null });
  });

  it.each([401, 403, 404, 500, 503])('not with status %i', async (status) => {
    expect(await proberFor(allowed())(`http://${host}/${status}`)).toEqual({
      ...{ reachable: false, ms: null, status, problem: 'STATUS' },
    });
  });

  it('not in circles', async () => {
    const circle = `http://${host}/302/${encodeURIComponent('/302/x')}`;
    expect(await proberFor(allowed())(circle)).toMatchObject({ reachable: false, problem: 'REDIRECT' });
  });

  it('not where nobody listens', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const gone = `127.0.0.1:${(closed.address() as AddressInfo).port}`;
    closed.close();
    await once(closed, 'close');
    expect(await proberFor({ domains: [], hosts: [gone] })(`http://${gone}/`)).toMatchObject({ problem: 'REFUSED' });
  });
});

describe('the network of the cloud', () => {
  const to =
    (...addresses: string[]): Resolve =>
    (_host, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  it('is not asked, whatever name leads there', async () => {
    const before = seen.length;
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '10.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['169.254.169.254'],
    ])
      expect(await proberFor(GOVERNMENT_SITES, to(...addresses))('http://www.example.gov.cn/')).toEqual({
        ...{ reachable: false, ms: null, status: null, problem: 'NOT_PUBLIC' },
      });
    expect(seen.length).toBe(before);
  });

  it('is not asked by a redirect', async () => {
    const before = seen.length;
    for (const there of [
      'http://169.254.169.254/latest',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      '//localhost/',
      'http://',
    ]) {
      const url = `http://${host}/302/${encodeURIComponent(there)}`;
      expect(await proberFor(allowed())(url)).toMatchObject({ reachable: false, problem: 'REDIRECT' });
    }
    expect(seen.length).toBe(before + 5);
  });

  it.each([
    ...[
      'http://169.254.169.254/latest',
      'http://127.0.0.1:8080/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::1]/',
    ],
    ...['http://localhost/', 'ftp://www.example.gov.cn/', 'https://u:p@www.example.gov.cn/', 'javascript:1', ''],
    ...[
      'https://www.example.gov.cn:6379/',
      'https://gov.cn.evil.example/',
      'https://notgov.cn/',
      'https://example.com/',
    ],
  ])('is not what a site’s address names: %s', async (text) => {
    expect(siteAddress(text, GOVERNMENT_SITES)).toBeNull();
    expect(await proberFor(GOVERNMENT_SITES, to('8.8.8.8'))(text)).toMatchObject({ problem: 'NOT_PUBLIC' });
  });

  it('is told from the internet by the address', () => {
    for (const address of ['8.8.8.8', '202.96.134.133', '2400:3200::1']) expect(isPublicAddress(address)).toBe(true);
    for (const address of [
      ...[
        '100.100.100.200',
        '192.168.1.1',
        '172.31.0.1',
        '255.255.255.255',
        '0.0.0.0',
        'fd00:ec2::254',
        'fe80::1',
        '::',
      ],
      ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'ff02::1', 'localhost', ''],
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0] = address.split('.').map(Number);
        const own = a === 10 || a === 127 || a >= 224 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
        if (own || (a === 169 && b === 254)) expect(isPublicAddress(address)).toBe(false);
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      }),
    );
  });
});
