import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { tokenClaims } from '../../adapters/identity/demo/people.ts';
import { readCounty } from '../../samples/county.ts';

/** An OpenID Connect issuer of the sample people, by the standard's shortest path: no pages, the test says who signs in. */
export interface Issuer {
  readonly url: string;
  /** A bearer token of a sample person. */
  token(person: string): Promise<string>;
  /** What the browser is sent back with after this person signed in at the given authorization address. */
  signIn(authorize: string, person: string): string;
  stop(): Promise<void>;
}

export async function startIssuer(settings: { clientId: string; audience: string }): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const people = new Map(readCounty().people.map((person) => [person.key, person]));
  const codes = new Map<string, { person: string; nonce: string; challenge: string }>();
  let url = '';

  const sign = (person: string, audience: string, extra: Record<string, string> = {}) => {
    const found = people.get(person);
    if (!found) throw new Error(`no sample person ${person}`);
    return new SignJWT({ ...tokenClaims(found), ...extra })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(person)
      .setIssuer(url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (new URL(request.url ?? '/', url).pathname) {
      case '/.well-known/openid-configuration':
        return reply(200, {
          issuer: url,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/jwks`,
        });
      case '/jwks':
        return reply(200, { keys: [jwk] });
      case '/token': {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        const code = codes.get(form.get('code') ?? '');
        const proof = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        if (!code || code.challenge !== proof) return reply(400, { error: 'invalid_grant' });
        codes.delete(form.get('code') ?? '');
        const id_token = await sign(code.person, settings.clientId, { nonce: code.nonce });
        return reply(200, { id_token, access_token: await sign(code.person, settings.audience), token_type: 'Bearer' });
      }
      default:
        return reply(404, {});
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url,
    token: (person) => sign(person, settings.audience),
    signIn(authorize, person) {
      const { searchParams } = new URL(authorize);
      const code = randomUUID();
      codes.set(code, {
        person,
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
      });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back.href;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
