import type { ReactNode } from 'react';
import type { Execute } from '../../../graphql/contract.ts';
import type { Visit } from '../contract.ts';
import { HOME, type HomeAnswer, LIFE_EVENTS } from '../data/services.ts';
import { type Handler, show } from '../page.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { News, Openness } from '../parts/news.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { ask } from '../visit.ts';

/** The front page is the same for everybody and asks a dozen things: a few seconds' memory carries it through a rush. */
const MEMORY_MS = 5_000;
/** Themes shown before the rest: two rows on a desk, six on a phone. */
const FIRST_THEMES = 12;
const remembered = new WeakMap<Execute, { readonly until: number; readonly answer: Promise<HomeAnswer> }>();

function frontPage(visit: Visit): Promise<HomeAnswer> {
  const known = remembered.get(visit.execute);
  if (known && known.until > Date.now()) return known.answer;
  const answer = ask<HomeAnswer>({ ...visit, viewer: null }, HOME);
  remembered.set(visit.execute, { until: Date.now() + MEMORY_MS, answer });
  answer.catch(() => remembered.delete(visit.execute));
  return answer;
}

export const home: Handler = async (visit) => {
  const answer = await frontPage(visit);
  const { t, site } = visit;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'GovernmentOrganization',
    name: site.host.zh,
    telephone: site.phone,
    address: site.address.zh,
    url: visit.url.origin,
  };
  return show(visit, { title: t.text(site.name), data, wide: true }, <Home {...answer} />);
};

function Home(answer: HomeAnswer): ReactNode {
  const { region, themes, datasets } = answer;
  const t = useSpeech();
  const events = LIFE_EVENTS.filter((_, at) => (answer[`event${at}`]?.totalCount ?? 0) > 0);
  const doors: readonly { href: string; icon: IconName; title: string; text: string }[] = [
    {
      href: '/services?audience=person',
      icon: 'person',
      title: t('个人办事', 'For people'),
      text: t('生育、户籍、就业、社保、救助', 'Births, residence, work, insurance, help'),
    },
    {
      href: '/services?audience=company',
      icon: 'company',
      title: t('法人办事', 'For organisations'),
      text: t('开办企业、资质许可、项目建设', 'Starting up, permits, building'),
    },
    {
      href: '/units',
      icon: 'office',
      title: t('部门服务', 'By department'),
      text: t('按县直部门、乡镇、村（社区）查找', 'County departments, towns, villages'),
    },
  ];
  return (
    <>
      <section className="hero" aria-labelledby="ask">
        <div className="width">
          <h1 id="ask">{t('今天要办什么事？', 'What do you need to do?')}</h1>
          <SearchBox large />
          <p className="hero-note">
            {t(
              `${t.text(region.name)}共有${region.serviceCount}个服务事项，可以按名称、部门或平常说法查找。`,
              `${region.serviceCount} services of ${t.text(region.name)}: search by name, department or everyday words.`,
            )}
          </p>
        </div>
      </section>
      <div className="width">
        <ul className="doors plain">
          {doors.map(({ href, icon, title, text }) => (
            <li key={href}>
              <a href={href}>
                <Icon name={icon} size={32} />
                <span>
                  <strong>{title}</strong>
                  <small>{text}</small>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <QuickEntries />
        {events.length > 0 && (
          <section aria-labelledby="life">
            <h2 id="life">{t('一件事', 'Life events')}</h2>
            <ul className="chips plain">
              {events.map(({ zh, en, search }) => (
                <li key={zh}>
                  <a href={`/services?q=${encodeURIComponent(search)}`}>{t(zh, en)}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="themes">
          <h2 id="themes">{t('按主题查找', 'By theme')}</h2>
          {themes.length === 0 ? (
            <p className="quiet">{t('还没有发布事项。', 'No service is published yet.')}</p>
          ) : (
            <Themes themes={themes} />
          )}
        </section>
        <News {...answer} />
        <Openness datasets={datasets} />
      </div>
    </>
  );
}

/** The most used themes at once, the long tail a click away. */
function Themes({ themes }: Pick<HomeAnswer, 'themes'>): ReactNode {
  const t = useSpeech();
  const list = (some: HomeAnswer['themes']) => (
    <ul className="themes plain">
      {some.map(({ theme, count }) => (
        <li key={theme}>
          <a href={`/services?theme=${encodeURIComponent(theme)}`}>
            {theme} <span className="count">{count}</span>
          </a>
        </li>
      ))}
    </ul>
  );
  const rest = themes.slice(FIRST_THEMES);
  return (
    <>
      {list(themes.slice(0, FIRST_THEMES))}
      {rest.length > 0 && (
        <details className="more-themes">
          <summary>{t(`其余${rest.length}个主题`, `${rest.length} more themes`)}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}

function QuickEntries(): ReactNode {
  const t = useSpeech();
  const entries: readonly { href: string; icon: IconName; title: string; text: string }[] = [
    {
      href: '/progress',
      icon: 'progress',
      title: t('进度查询', 'Track progress'),
      text: t('凭办件编号和查询码', 'With number and query code'),
    },
    {
      href: '/licences/verify',
      icon: 'licence',
      title: t('证照核验', 'Check a licence'),
      text: t('凭电子证照标识', 'With its identifier'),
    },
    {
      href: '/hotline',
      icon: 'phone',
      title: t('12345热线', '12345 hotline'),
      text: t('咨询、求助、投诉、建议', 'Ask, complain, suggest'),
    },
  ];
  return (
    <ul className="quick plain">
      {entries.map(({ href, icon, title, text }) => (
        <li key={href}>
          <a href={href}>
            <Icon name={icon} size={24} />
            <span>
              <strong>{title}</strong>
              <small>{text}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
