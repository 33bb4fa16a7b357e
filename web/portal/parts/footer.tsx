import type { ReactNode } from 'react';
import type { Site } from '../contract.ts';
import { useSpeech } from './reading.tsx';

/** The elements that every government site must show, and the way to report an error on this very page. */
export function Footer({ site, here }: { site: Site; here: string }): ReactNode {
  const t = useSpeech();
  return (
    <footer className="footer">
      <div className="width">
        <ul className="plain footer-links">
          <li>
            <a href={`/report-error?page=${encodeURIComponent(here)}`} rel="nofollow">
              {t('我为政府网站找错', 'Report an error on this page')}
            </a>
          </li>
          <li>
            <a href="/about">{t('关于本站', 'About this site')}</a>
          </li>
          <li>
            <a href="/about#accessibility">{t('无障碍说明', 'Accessibility')}</a>
          </li>
          <li>
            <a href="/sitemap">{t('网站地图', 'Site map')}</a>
          </li>
        </ul>
        <dl className="filing">
          <div>
            <dt>{t('主办单位', 'Host')}</dt>
            <dd>{t.text(site.host)}</dd>
          </div>
          <div>
            <dt>{t('联系电话', 'Phone')}</dt>
            <dd>{site.phone}</dd>
          </div>
          <div>
            <dt>{t('地址', 'Address')}</dt>
            <dd>{t.text(site.address)}</dd>
          </div>
          {site.siteCode && (
            <div>
              <dt>{t('网站标识码', 'Site code')}</dt>
              <dd>{site.siteCode}</dd>
            </div>
          )}
          {site.icp && (
            <div>
              <dt>{t('备案号', 'Filing')}</dt>
              <dd translate="no">{site.icp}</dd>
            </div>
          )}
          {site.policeFiling && (
            <div>
              <dt>{t('公安备案', 'Police filing')}</dt>
              <dd translate="no">{site.policeFiling}</dd>
            </div>
          )}
        </dl>
      </div>
    </footer>
  );
}
