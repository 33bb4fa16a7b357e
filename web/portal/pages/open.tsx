import type { ReactNode } from 'react';
import { DATASETS, type DatasetData, type DatasetsAnswer } from '../data/open.ts';
import { type Handler, show } from '../page.tsx';
import { Empty, Facts } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** 数据开放: what there is, how fresh, and where to get it. */
export const open: Handler = async (visit) => {
  const { datasets } = await ask<DatasetsAnswer>(visit, DATASETS);
  const { t, url } = visit;
  const title = t('数据开放', 'Open data');
  const data = {
    '@context': 'https://schema.org',
    '@type': 'DataCatalog',
    name: title,
    dataset: datasets.map((dataset) => ({
      '@type': 'Dataset',
      name: dataset.name.zh,
      description: dataset.summary.zh,
      url: `${url.origin}/open/${encodeURIComponent(dataset.key)}`,
      dateModified: dataset.asOf,
      distribution: {
        '@type': 'DataDownload',
        encodingFormat: 'text/csv',
        contentUrl: new URL(dataset.csvUrl, url.origin).href,
      },
    })),
  };
  return show(
    visit,
    { title, trail: [], data, column: title, columnKind: t('信息公开', 'Openness') },
    <Open title={title} datasets={datasets} />,
  );
};

function Open({ title, datasets }: { title: string; datasets: readonly DatasetData[] }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <p>
        {t(
          '这里的数据由办件和热线记录自动生成，不含个人信息；人数太少的分组合并显示。程序可以用 GraphQL 接口读取。',
          'Made from the records of applications and the hotline, without personal data; small groups are merged. Programs can read it by GraphQL.',
        )}{' '}
        <a href="/open/api">{t('开发接口', 'API for developers')}</a>
      </p>
      {datasets.length === 0 ? (
        <Empty title={t('还没有开放的数据集', 'No dataset yet')} />
      ) : (
        <ul className="cards plain section-title">
          {datasets.map((dataset) => (
            <li key={dataset.key} className="card">
              <h2>
                <a href={`/open/${encodeURIComponent(dataset.key)}`}>{t.text(dataset.name)}</a>
              </h2>
              <p>{t.text(dataset.summary)}</p>
              <Facts
                rows={[
                  [t('提供单位', 'Provider'), t.text(dataset.unit.name)],
                  [
                    t('数据量', 'Rows'),
                    t(`${dataset.rowCount.toLocaleString('en')}条`, dataset.rowCount.toLocaleString('en')),
                  ],
                  [
                    t('更新', 'Updated'),
                    t(`${dataset.updateCycle}，截至${t.instant(dataset.asOf)}`, `as of ${t.instant(dataset.asOf)}`),
                  ],
                ]}
              />
              <p>
                <a href={dataset.csvUrl}>{t('下载 CSV', 'Download CSV')}</a>
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
