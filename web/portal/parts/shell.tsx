import type { ReactNode } from 'react';
import type { Viewer } from '../../../graphql/contract.ts';
import type { Site } from '../contract.ts';
import type { Reading } from '../visit.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { useSpeech } from './reading.tsx';

export interface Crumb {
  readonly href: string;
  readonly label: string;
}

export interface ShellProps {
  readonly site: Site;
  readonly viewer: Viewer | null;
  readonly reading: Reading;
  /** Path and query of this page, for the links that come back to it. */
  readonly here: string;
  readonly title: string;
  readonly demonstration: boolean;
  /** Pages above this one. */
  readonly trail?: readonly Crumb[];
  /** Standard meta elements of government sites: the column this page belongs to. */
  readonly column: string;
  readonly columnKind: string;
  readonly description?: string;
  readonly stylesheet: string;
  /** JSON-LD, as an object. */
  readonly data?: object;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The page around every page. */
export function Shell(props: ShellProps): ReactNode {
  const { site, reading, title, trail, children } = props;
  const t = useSpeech();
  const lang = reading.language === 'en' ? 'en' : reading.script === 'hant' ? 'zh-Hant' : 'zh-Hans-CN';
  return (
    <html lang={lang} className={reading.large ? 'large' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === t.text(site.name) ? title : `${title} - ${t.text(site.name)}`}</title>
        <meta name="SiteName" content={site.name.zh} />
        <meta name="SiteDomain" content={site.domain} />
        {site.siteCode && <meta name="SiteIDCode" content={site.siteCode} />}
        <meta name="ColumnName" content={props.column} />
        <meta name="ColumnType" content={props.columnKind} />
        <meta name="ArticleTitle" content={title} />
        <meta name="description" content={props.description ?? title} />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={props.stylesheet} />
        {props.data && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a data block, never run, and jsonForHtml lets no tag end it
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonForHtml(props.data) }} />
        )}
      </head>
      <body>
        <a className="skip" href="#main">
          {t('跳到主要内容', 'Skip to main content')}
        </a>
        <Header {...props} />
        {trail && (
          <nav className="trail width" aria-label={t('当前位置', 'You are here')}>
            <ol>
              <li>
                <a href="/">{t('首页', 'Home')}</a>
              </li>
              {trail.map((crumb) => (
                <li key={crumb.href}>
                  <a href={crumb.href}>{crumb.label}</a>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <main id="main" tabIndex={-1} className={props.wide ? 'wide' : 'width'}>
          {children}
        </main>
        <Footer site={site} here={props.here} />
      </body>
    </html>
  );
}

/** JSON that cannot end the script element it stands in, nor open a comment. */
function jsonForHtml(data: object): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}
