import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type SiteRules, siteAddress } from '../events/site/address.ts';
import type { ProbeFact } from '../events/site/stream.ts';
import { isPublicAddress } from './public-address.ts';

/** The national rule: a visit that needs 15 seconds or more counts as unreachable. */
export const LONGEST_MS = 15_000;
const MOST_REDIRECTS = 5;

export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const resolveAll: Resolve = (host, done) => lookup(host, { all: true }, done);

/**
 * Asks for a site's home page once, as a visitor would. Reachable is what a visitor gets a page of: within 15 seconds, after
 * at most five redirects, with a status from 200 to 299; everything else has a documented problem. Only addresses that the
 * rules allow are asked, redirects too, and names only at addresses of the public internet: the one that was checked is the
 * one connected to.
 */
export function proberFor(rules: SiteRules, resolve: Resolve = resolveAll): (url: string) => Promise<ProbeFact> {
  return async (text) => {
    const started = performance.now();
    const signal = AbortSignal.timeout(LONGEST_MS);
    let status: number | null = null;
    try {
      let url = siteAddress(text, rules);
      if (!url) return failed('NOT_PUBLIC', null);
      for (let redirects = 0; ; redirects++) {
        const answer = await head(url, rules, resolve, signal);
        status = answer.statusCode ?? 0;
        const { location } = answer.headers;
        if (status < 300 || status >= 400 || !location) break;
        url = URL.canParse(location, url) ? siteAddress(new URL(location, url).href, rules) : null;
        if (!url || redirects === MOST_REDIRECTS) return failed('REDIRECT', status);
      }
      if (status < 200 || status > 299) return failed('STATUS', status);
      return { reachable: true, ms: Math.round(performance.now() - started), status, problem: null };
    } catch (error) {
      return failed(signal.aborted ? 'TIMEOUT' : problemOf(error), status);
    }
  };
}

function failed(problem: string, status: number | null): ProbeFact {
  return { reachable: false, ms: null, status, problem };
}

/** The head of the answer; its body is not taken in. */
function head(url: URL, rules: SiteRules, resolve: Resolve, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? encrypted : plain;
  return new Promise((done, fail) => {
    const request = send(url, {
      signal,
      agent: false,
      headers: { 'user-agent': 'Hengyun-Probe/1.0', accept: 'text/html' },
      ...(rules.hosts.includes(url.host) ? {} : { lookup: publicOnly(resolve) }),
    });
    request.on('error', fail);
    request.on('response', (answer) => {
      answer.on('error', () => undefined);
      answer.destroy();
      done(answer);
    });
    request.end();
  });
}

class NotPublic extends Error {}

/** Resolves a name for a connection; a name with any address that is not public is refused whole. */
function publicOnly(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new Error('no address'), '');
      if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new NotPublic(), '');
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

function problemOf(error: unknown): string {
  if (error instanceof NotPublic) return 'NOT_PUBLIC';
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'DNS';
  if (code === 'ECONNREFUSED') return 'REFUSED';
  if (code === 'ECONNRESET') return 'RESET';
  return /CERT|TLS|SSL|EPROTO/.test(code) ? 'TLS' : 'UNREACHABLE';
}
