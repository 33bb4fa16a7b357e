import type { ReactNode } from 'react';
import type { Site } from '../contract.ts';
import { type Handler, show } from '../page.tsx';
import { Facts } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';

export const about: Handler = async (visit) => {
  const title = visit.t('关于本站', 'About this site');
  return show(visit, { title, trail: [] }, <About title={title} site={visit.site} />);
};

function About({ title, site }: { title: string; site: Site }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <Facts
        rows={[
          [t('主办单位', 'Host'), t.text(site.host)],
          [t('联系电话', 'Phone'), site.phone],
          [t('电子邮箱', 'Email'), site.email],
          [t('地址', 'Address'), t.text(site.address)],
          [t('网站标识码', 'Site code'), site.siteCode],
        ]}
      />
      <h2 id="accessibility">{t('无障碍说明', 'Accessibility')}</h2>
      <p>
        {t(
          '本站按照《网页内容无障碍指南》2.2 版 AA 级设计：所有功能不依赖脚本，可以只用键盘操作，页面放大四倍仍可使用。每页右上方可以切换大字版。',
          'This site is designed to WCAG 2.2 level AA: nothing needs scripts, everything works by keyboard, and pages can be enlarged four times. Large print is at the top of each page.',
        )}
      </p>
      <p>
        {t(
          '使用中遇到困难，请拨打12345，由话务员协助办理。',
          'If something is difficult, call 12345 and an operator will help.',
        )}
      </p>
      <h2 id="privacy">{t('个人信息', 'Personal data')}</h2>
      <p>
        {t(
          '您填写的个人信息加密保存，只有办理您这件事的工作人员能够看到。开放数据不含个人信息。',
          'What you enter is stored encrypted and seen only by those who handle your matter. Open data holds no personal data.',
        )}
      </p>
      <p>
        {t(
          '本站只使用两种必要的 Cookie：登录状态，以及您选择的文字和字号。',
          'This site uses two necessary cookies: your sign-in, and your choice of language and print.',
        )}
      </p>
    </>
  );
}

export const sitemap: Handler = async (visit) => {
  const title = visit.t('网站地图', 'Site map');
  return show(visit, { title, trail: [] }, <SiteMap title={title} />);
};

function SiteMap({ title }: { title: string }): ReactNode {
  const t = useSpeech();
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      t('办事', 'Services'),
      [
        ['/services', t('全部服务事项', 'All services')],
        ['/services?audience=person', t('个人办事', 'For people')],
        ['/services?audience=company', t('法人办事', 'For organisations')],
        ['/units', t('部门服务', 'By department')],
      ],
    ],
    [
      t('查询', 'Look-ups'),
      [
        ['/progress', t('办件进度查询', 'Progress of an application')],
        ['/hotline/progress', t('诉求进度查询', 'Progress of a hotline ticket')],
        ['/licences/verify', t('证照核验', 'Check a licence')],
      ],
    ],
    [
      t('互动', 'Contact'),
      [
        ['/hotline', t('12345热线', '12345 hotline')],
        ['/report-error', t('我为政府网站找错', 'Report a website error')],
      ],
    ],
    [
      t('公开', 'Openness'),
      [
        ['/open', t('数据开放', 'Open data')],
        ['/open/api', t('开发接口', 'API for developers')],
        ['/about', t('关于本站', 'About this site')],
      ],
    ],
    [t('我的', 'Mine'), [['/my', t('我的办事', 'My matters')]]],
  ];
  return (
    <>
      <h1>{title}</h1>
      {groups.map(([name, links]) => (
        <section key={name}>
          <h2>{name}</h2>
          <ul>
            {links.map(([href, label]) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
