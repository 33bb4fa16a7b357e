import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { http, requestOf, resultOf } from './http.ts';

const event = (change: Partial<APIGatewayProxyEventV2> & { method?: string } = {}) =>
  ({
    rawPath: '/services/办理',
    rawQueryString: 'q=%E8%90%A5%E4%B8%9A&q=2',
    headers: { host: 'evil.example', 'content-type': 'text/plain' },
    requestContext: { http: { method: change.method ?? 'GET' } },
    isBase64Encoded: false,
    ...change,
  }) as unknown as APIGatewayProxyEventV2;

describe('an HTTP API event', () => {
  it('becomes a request to the public origin, not to the host that was named', () => {
    const request = requestOf(event(), 'https://www.example.gov.cn');
    const url = new URL(request.url);
    expect(url.origin).toBe('https://www.example.gov.cn');
    expect(decodeURIComponent(url.pathname)).toBe('/services/办理');
    expect(url.searchParams.getAll('q')).toEqual(['营业', '2']);
  });

  it('does not let a path name another host', () => {
    expect(new URL(requestOf(event({ rawPath: '//evil.example/x' }), 'https://a.example').url).host).toBe('a.example');
  });

  it('keeps cookies and bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        const body = Buffer.from(bytes).toString('base64');
        const request = requestOf(
          event({ method: 'POST', body, isBase64Encoded: true, cookies: ['a=1', 'b=2'] }),
          'https://a.example',
        );
        expect(request.headers.get('cookie')).toBe('a=1; b=2');
        expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes);
      }),
    );
  });
});

describe('a response', () => {
  it('keeps every cookie apart, and text readable', async () => {
    const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' });
    headers.append('set-cookie', 'a=1; Path=/');
    headers.append('set-cookie', 'b=2');
    const result = await resultOf(new Response('<p>衡山</p>', { status: 201, headers }));
    expect(result).toMatchObject({
      statusCode: 201,
      body: '<p>衡山</p>',
      isBase64Encoded: false,
      cookies: ['a=1; Path=/', 'b=2'],
    });
  });

  it('carries bytes as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        const type = { 'content-type': 'application/pdf' };
        const handle = http(
          async () => new Response(bytes as Uint8Array<ArrayBuffer>, { headers: type }),
          'https://a.example',
        );
        const result = await handle(event());
        expect(result.isBase64Encoded).toBe(true);
        expect(new Uint8Array(Buffer.from(result.body ?? '', 'base64'))).toEqual(bytes);
      }),
    );
  });
});
