import type { ReactNode } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import { DIRECTORY, type DirectoryAnswer, type ServiceSummary } from '../data/services.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { Empty, NextPage, Tag, withParams } from '../parts/bits.tsx';
import { Filters } from '../parts/filters.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { Select } from '../parts/select.tsx';
import { simplify } from '../script.ts';
import { ask } from '../visit.ts';

const KINDS = [
  'permit',
  'benefit',
  'confirmation',
  'reward',
  'adjudication',
  'levy',
  'inspection',
  'penalty',
  'coercion',
  'other',
  'publicService',
];

/** The directory: everything published, or what a search and filters leave of it. */
export const services: Handler = async (visit) => {
  const { url, t, reading } = visit;
  const asked = readFilters(url);
  const search = asked.q && reading.script === 'hant' ? await simplify(asked.q) : asked.q;
  const answer = await ask<DirectoryAnswer>(visit, DIRECTORY, {
    filter: {
      search: search || null,
      theme: asked.theme || null,
      unit: asked.unit || null,
      audience: asked.audience || null,
      kind: asked.kind || null,
      online: asked.online ? true : null,
    },
    after: url.searchParams.get('after'),
  });
  const title = asked.q
    ? t(`搜索“${asked.q}”`, `Search: ${asked.q}`)
    : asked.audience === 'person'
      ? t('个人办事', 'Services for people')
      : asked.audience === 'company'
        ? t('法人办事', 'Services for organisations')
        : t('服务事项', 'Services');
  return show(visit, { title, trail: [] }, <Directory visit={visit} asked={asked} title={title} answer={answer} />);
};

interface Asked {
  readonly q: string;
  readonly theme: string;
  readonly unit: string;
  readonly audience: string;
  readonly kind: string;
  readonly online: boolean;
}

/** Codes that the schema does not know are dropped: an old link shows the whole list, not an error. */
function readFilters(url: URL): Asked {
  const get = (name: string): string => (url.searchParams.get(name) ?? '').trim().slice(0, 60);
  const oneOf = (name: string, codes: readonly string[]): string => (codes.includes(get(name)) ? get(name) : '');
  return {
    q: get('q'),
    theme: get('theme'),
    unit: get('unit'),
    audience: oneOf('audience', ['person', 'company']),
    kind: oneOf('kind', KINDS),
    online: get('online') === '1',
  };
}

interface DirectoryProps {
  readonly visit: PageVisit;
  readonly asked: Asked;
  readonly title: string;
  readonly answer: DirectoryAnswer;
}

function Directory({ visit: { url }, asked, title, answer }: DirectoryProps): ReactNode {
  const t = useSpeech();
  const { edges, totalCount, pageInfo } = answer.services;
  const unit = answer.units.find((each) => each.code === asked.unit);
  const set: readonly (readonly [string, string])[] = [
    ...(asked.q ? ([['q', asked.q]] as const) : []),
    ...(asked.audience ? ([['audience', t.word('applicantKind', asked.audience)]] as const) : []),
    ...(asked.theme ? ([['theme', asked.theme]] as const) : []),
    ...(asked.unit ? ([['unit', unit ? t.text(unit.name) : t('所选部门', 'Chosen department')]] as const) : []),
    ...(asked.kind ? ([['kind', t.word('serviceKind', asked.kind)]] as const) : []),
    ...(asked.online ? ([['online', t('可网上申请', 'Online')]] as const) : []),
  ];
  return (
    <>
      <h1>{title}</h1>
      <SearchBox value={asked.q} keep={asked.audience ? { audience: asked.audience } : {}} />
      <div className="with-side">
        <Filters set={set.filter(([name]) => name !== 'q').length}>
          <FilterForm asked={asked} answer={answer} />
        </Filters>
        <section aria-labelledby="found">
          <h2 id="found" className="found">
            {t(`共${totalCount}项`, `${totalCount} services`)}
          </h2>
          {set.length > 0 && (
            <ul className="set plain">
              {set.map(([name, label]) => (
                <li key={name}>
                  <a href={withParams(url, { [name]: null, after: null })}>
                    {label} <span aria-hidden="true">×</span>
                    <span className="sr-only">{t('，去掉这个条件', ', remove')}</span>
                  </a>
                </li>
              ))}
              {set.length > 1 && (
                <li>
                  <a href="/services" className="clear">
                    {t('全部清除', 'Clear all')}
                  </a>
                </li>
              )}
            </ul>
          )}
          {edges.length === 0 ? (
            <Empty title={t('没有找到符合条件的事项', 'No service matches')}>
              <p>
                {t(
                  '可以换个说法，或者去掉一些条件；也可以拨打12345咨询。',
                  'Try other words or fewer filters, or call 12345.',
                )}
              </p>
              <p>
                <a href="/services">{t('查看全部事项', 'See all services')}</a>
              </p>
            </Empty>
          ) : (
            <ul className="results plain">
              {edges.map(({ node }) => (
                <ServiceRow key={node.key} service={node} />
              ))}
            </ul>
          )}
          <NextPage
            href={pageInfo.hasNextPage ? withParams(url, { after: pageInfo.endCursor }) : null}
            first={url.searchParams.has('after') ? withParams(url, { after: null }) : null}
          />
        </section>
      </div>
    </>
  );
}

function ServiceRow({ service }: { service: ServiceSummary }): ReactNode {
  const t = useSpeech();
  return (
    <li className="result">
      <h3>
        <a href={`/services/${encodeURIComponent(service.key)}`}>{t.text(service.name)}</a>
      </h3>
      <p className="quiet">
        {t.text(service.unit.name)} · {t.word('serviceKind', service.kind)} ·{' '}
        {service.mode === 'immediate'
          ? t('当场办结', 'done at once')
          : t(
              `承诺${workingDaysWords(service.promisedDays)}`,
              `promised in ${workingDaysWords(service.promisedDays, 'en')}`,
            )}
      </p>
      <p className="tags">
        {service.online && (
          <Tag tone="primary" icon={false}>
            {t('可网上申请', 'Online')}
          </Tag>
        )}
        {service.onCommitment && <Tag icon={false}>{t('告知承诺', 'On commitment')}</Tag>}
      </p>
    </li>
  );
}

function FilterForm({ asked, answer }: Pick<DirectoryProps, 'asked' | 'answer'>): ReactNode {
  const t = useSpeech();
  const all = t('不限', 'Any');
  return (
    <form action="/services" method="get" className="stack">
      {asked.q && <input type="hidden" name="q" value={asked.q} />}
      <Select
        name="audience"
        label={t('服务对象', 'For whom')}
        value={asked.audience}
        all={all}
        options={['person', 'company'].map((code) => [code, t.word('applicantKind', code)])}
      />
      <Select
        name="theme"
        label={t('主题', 'Theme')}
        value={asked.theme}
        all={all}
        options={answer.themes.map(({ theme, count }) => [theme, `${theme}（${count}）`])}
      />
      <Select
        name="unit"
        label={t('部门', 'Department')}
        value={asked.unit}
        all={all}
        options={answer.units.map((each) => [each.code, t.text(each.name)])}
      />
      <Select
        name="kind"
        label={t('事项类型', 'Kind')}
        value={asked.kind}
        all={all}
        options={KINDS.map((code) => [code, t.word('serviceKind', code)])}
      />
      <label className="tick">
        <input type="checkbox" name="online" value="1" defaultChecked={asked.online} />
        <span>{t('只看可网上申请的', 'Only online services')}</span>
      </label>
      <button type="submit" className="button secondary">
        {t('应用筛选', 'Apply')}
      </button>
    </form>
  );
}
