import type { ReactNode } from 'react';
import { useSpeech } from './reading.tsx';
import type { ShellProps } from './shell.tsx';

/** Site name, ways of reading, sign-in, and the entrances that are always one tap away. */
export function Header({ site, viewer, reading, here, demonstration }: ShellProps): ReactNode {
  const t = useSpeech();
  const back = encodeURIComponent(here);
  const way = reading.language === 'en' ? 'en' : reading.script;
  const ways = [
    { key: 'hans', label: '简体', lang: 'zh-Hans' },
    { key: 'hant', label: '繁體', lang: 'zh-Hant' },
    { key: 'en', label: 'English', lang: 'en' },
  ];
  const path = here.split('?')[0] ?? '/';
  const entries = [
    { href: '/', label: t('首页', 'Home'), at: path === '/' },
    { href: '/services', label: t('服务事项', 'Services'), at: /^\/(services|units|apply|drafts)/.test(path) },
    { href: '/progress', label: t('进度查询', 'Progress'), at: path === '/progress' },
    { href: '/licences/verify', label: t('证照核验', 'Check a licence'), at: path.startsWith('/licences') },
    { href: '/hotline', label: t('12345热线', '12345 hotline'), at: path.startsWith('/hotline') },
    { href: '/open', label: t('数据开放', 'Open data'), at: path.startsWith('/open') },
  ];
  return (
    <header className="header">
      {demonstration && (
        <p className="demonstration">
          {t(
            '示例数据，非官方。请勿填写真实个人信息。',
            'Demonstration data, not official. Do not enter real personal data.',
          )}
        </p>
      )}
      <div className="utility">
        <div className="width utility-row">
          <nav aria-label={t('语言和字号', 'Language and print')}>
            <ul className="plain">
              {ways.map(({ key, label, lang }) => (
                <li key={key}>
                  {key === way ? (
                    <span aria-current="true" lang={lang} translate="no">
                      {label}
                    </span>
                  ) : (
                    <a href={`/reading/${key}?back=${back}`} lang={lang} hrefLang={lang} translate="no" rel="nofollow">
                      {label}
                    </a>
                  )}
                </li>
              ))}
              <li>
                <a href={`/reading/${reading.large ? 'normal' : 'large'}?back=${back}`} rel="nofollow">
                  {reading.large ? t('标准字号', 'Normal print') : t('大字版', 'Large print')}
                </a>
              </li>
            </ul>
          </nav>
          <nav aria-label={t('个人中心', 'My account')}>
            <ul className="plain">
              {viewer ? (
                <>
                  <li>
                    <a href="/my">
                      <span translate="no">{viewer.claims.name}</span> {t('的办事', '· My matters')}
                    </a>
                  </li>
                  {viewer.claims.kind === 'staff' && (
                    <li>
                      <a href="/desk">{t('工作台', 'Desk')}</a>
                    </li>
                  )}
                  <li>
                    <form method="post" action="/auth/logout">
                      <button className="link" type="submit">
                        {t('退出', 'Sign out')}
                      </button>
                    </form>
                  </li>
                </>
              ) : (
                <li>
                  <a href={`/auth/login?return=${back}`} rel="nofollow">
                    {t('登录', 'Sign in')}
                  </a>
                </li>
              )}
            </ul>
          </nav>
        </div>
      </div>
      <div className="width masthead">
        <a className="brand" href="/">
          <Mark />
          <span>{t.text(site.name)}</span>
        </a>
      </div>
      <nav className="entries" aria-label={t('主要入口', 'Main entrances')}>
        <ul className="width plain">
          {entries.map(({ href, label, at }) => (
            <li key={href}>
              <a href={href} aria-current={at ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** 衡: a beam in balance over a mountain. Not the state's emblem, which software must not imitate. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" width="40" height="40" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="8" fill="var(--primary)" />
      <path d="M6 30 15 17l5 6 5-9 9 16Z" fill="#fff" />
      <path d="M7 11h26" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="20" cy="11" r="3" fill="#fff" />
    </svg>
  );
}
