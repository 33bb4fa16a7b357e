import type { ReactNode } from 'react';
import type { HomeAnswer, ServiceChange } from '../data/services.ts';
import { useSpeech } from './reading.tsx';

/** 最新动态: nobody writes it; it is what the directory, the open data and the calendar say, each with its date. */
export function News({ serviceChanges, datasets, holidays }: HomeAnswer): ReactNode {
  const t = useSpeech();
  const holiday = holidays[0];
  const data = datasets.map((dataset) => ({ ...dataset, on: shanghaiDate(dataset.asOf) }));
  const entries = [
    ...serviceChanges.map((change) => ({
      key: `${change.on} ${change.kind}`,
      on: change.on,
      body: <Change change={change} />,
    })),
    ...data.map(({ key, name, on }) => ({
      key,
      on,
      body: (
        <>
          <a href={`/open/${key}`}>{t.text(name)}</a>
          {t('数据更新', ': data brought up to date')}
        </>
      ),
    })),
  ].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));
  if (entries.length === 0 && !holiday) return null;
  return (
    <section aria-labelledby="news">
      <h2 id="news">{t('最新动态', 'News')}</h2>
      <ul className="news plain">
        {holiday && (
          <li>
            <span className="news-kind">{t('放假', 'Holiday')}</span>
            <span>
              {t(
                `${holiday.name}${range(t.date(holiday.from), t.date(holiday.to))}放假，不计入办理时限。`,
                `${t.date(holiday.from)} to ${t.date(holiday.to)}: holiday, not counted in time limits.`,
              )}
            </span>
          </li>
        )}
        {entries.map(({ key, on, body }) => (
          <li key={key}>
            <time dateTime={on}>{t.date(on)}</time>
            <span>{body}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function range(from: string, to: string): string {
  return from === to ? from : `${from}至${to}`;
}

/** The business date of an instant. */
function shanghaiDate(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}

function Change({ change: { kind, count, services } }: { change: ServiceChange }): ReactNode {
  const t = useSpeech();
  return (
    <>
      {kind === 'added' ? t('新增事项：', 'New: ') : t('指南修订：', 'Revised: ')}
      {services.map(({ key, name }, at) => (
        <span key={key}>
          {at > 0 && t('、', ', ')}
          <a href={`/services/${encodeURIComponent(key)}`}>{t.text(name)}</a>
        </span>
      ))}
      {count > services.length && t(`等${count}项`, ` and ${count - services.length} more`)}
    </>
  );
}

/** 五公开 (决策 执行 管理 服务 结果): the columns that something was published in. */
export function Openness({ datasets }: Pick<HomeAnswer, 'datasets'>): ReactNode {
  const t = useSpeech();
  return (
    <section aria-labelledby="open">
      <h2 id="open">{t('政务公开', 'Openness')}</h2>
      <ul className="columns plain">
        <li>
          <h3>{t('服务公开', 'Services')}</h3>
          <ul className="plain">
            <li>
              <a href="/services">{t('服务事项目录', 'Directory of services')}</a>
            </li>
            <li>
              <a href="/units">{t('办事部门和地点', 'Departments and places')}</a>
            </li>
          </ul>
        </li>
        {datasets.length > 0 && (
          <li>
            <h3>{t('结果公开', 'Results')}</h3>
            <ul className="plain">
              {datasets.map((dataset) => (
                <li key={dataset.key}>
                  <a href={`/open/${dataset.key}`}>{t.text(dataset.name)}</a>
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </section>
  );
}
