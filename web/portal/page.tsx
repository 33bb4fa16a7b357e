import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { localPath, type Site, type Visit } from './contract.ts';
import { ReadingIn, type Speech } from './parts/reading.tsx';
import { type Crumb, Shell } from './parts/shell.tsx';
import { convertPage, markChinese } from './script.ts';
import type { Reading } from './visit.ts';

/** A visit with what every page needs to be drawn. */
export interface PageVisit extends Visit {
  readonly site: Site;
  readonly stylesheet: string;
  readonly reading: Reading;
  readonly t: Speech;
  /** Whether this cloud serves a sample county: every page must then say so. */
  readonly demonstration: boolean;
}

export type Params = Readonly<Record<string, string>>;
export type Handler = (visit: PageVisit, params: Params) => Promise<Response>;

export interface PageOptions {
  readonly title: string;
  readonly status?: number;
  readonly trail?: readonly Crumb[];
  readonly column?: string;
  readonly columnKind?: string;
  readonly description?: string;
  /** schema.org data as JSON-LD. */
  readonly data?: object;
  readonly wide?: boolean;
}

/** Draws a page. Pages for somebody who signed in are kept by no cache. */
export async function show(visit: PageVisit, options: PageOptions, body: ReactNode): Promise<Response> {
  const { reading, url, t } = visit;
  const html = renderToString(
    <ReadingIn language={reading.language}>
      <Shell
        site={visit.site}
        viewer={visit.viewer}
        reading={reading}
        here={visit.form ? url.pathname : url.pathname + url.search}
        demonstration={visit.demonstration}
        stylesheet={visit.stylesheet}
        column={options.column ?? t('政务服务', 'Public services')}
        columnKind={options.columnKind ?? t('办事服务', 'Services')}
        {...options}
      >
        {body}
      </Shell>
    </ReadingIn>,
  );
  const page = `<!doctype html>${html}`;
  const read =
    reading.language === 'en' ? markChinese(page) : reading.script === 'hant' ? await convertPage(page) : page;
  return new Response(read, {
    status: options.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store', vary: 'cookie' },
  });
}

/** After a post: look at the result by GET, so that reloading repeats nothing. */
export function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: localPath(path), 'cache-control': 'no-store' } });
}

/** To the sign-in page, and back here afterwards. */
export function signInFirst(visit: Visit): Response {
  const back = visit.form ? visit.url.pathname : visit.url.pathname + visit.url.search;
  return goTo(`/auth/login?return=${encodeURIComponent(back)}`);
}
