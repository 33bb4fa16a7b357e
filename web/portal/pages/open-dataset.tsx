import type { ReactNode } from 'react';
import {
  CASE_STATISTICS,
  DATASETS,
  type DatasetData,
  type DatasetsAnswer,
  type StatisticsAnswer,
  TICKET_STATISTICS,
} from '../data/open.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { type Bar, BarChart } from '../parts/bar-chart.tsx';
import { Empty } from '../parts/bits.tsx';
import { DatasetFields } from '../parts/dataset-fields.tsx';
import { type Asked, CASE_BY, DatasetFilters, TICKET_BY, TICKET_KINDS } from '../parts/dataset-filters.tsx';
import { Filters } from '../parts/filters.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { labelOf, StatisticsTable } from '../parts/statistics-table.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';
import { openItem } from './open-item.tsx';

/** More bars than this say nothing; the table has them all. */
const MOST_BARS = 12;

/** One dataset: filters, a chart whose title says the finding, the same as a table, and the file. */
export const openDataset: Handler = async (visit, { key = '' }) => {
  const { datasets } = await ask<DatasetsAnswer>(visit, DATASETS);
  const dataset = datasets.find((each) => each.key === key);
  if (!dataset) return notFound(visit);
  if (dataset.service) return openItem(visit, dataset, dataset.service);
  const { t, url } = visit;
  const tickets = isTickets(dataset);
  const asked = readAsked(url, tickets);
  const answer = await ask<StatisticsAnswer>(visit, tickets ? TICKET_STATISTICS : CASE_STATISTICS, {
    filter: filterOf(asked, tickets),
    groupBy: [asked.by],
  });
  const title = t.text(dataset.name);
  return show(
    visit,
    { title, trail: [{ href: '/open', label: t('数据开放', 'Open data') }], column: t('数据开放', 'Open data') },
    <DatasetPage visit={visit} dataset={dataset} tickets={tickets} asked={asked} answer={answer} />,
  );
};

function isTickets({ fields }: DatasetData): boolean {
  return fields.some(
    (field) => field.key === 'category' || field.key === 'categoryName' || field.key === 'satisfactionRate',
  );
}

/** Anything that is no filter of ours is dropped. */
function readAsked({ searchParams }: URL, tickets: boolean): Asked {
  const get = (name: string): string => (searchParams.get(name) ?? '').slice(0, 40);
  const month = (name: string): string => (/^\d{4}-(0[1-9]|1[0-2])$/.test(get(name)) ? get(name) : '');
  const dimensions = tickets ? TICKET_BY : CASE_BY;
  const [from = '', to = ''] =
    month('from') && month('to') ? [month('from'), month('to')].sort() : [month('from'), month('to')];
  return {
    by: dimensions.includes(get('by')) ? get('by') : (dimensions[0] ?? ''),
    from,
    to,
    unit: get('unit'),
    channel: ['web', 'window', 'agent', 'import'].includes(get('channel')) ? get('channel') : '',
    kind: TICKET_KINDS.includes(get('kind')) ? get('kind') : '',
    town: get('town'),
  };
}

function filterOf(asked: Asked, tickets: boolean): Record<string, string | null> {
  if (tickets)
    return { kind: asked.kind || null, town: asked.town || null, from: asked.from || null, to: asked.to || null };
  return {
    unit: asked.unit || null,
    channel: asked.channel || null,
    from: asked.from ? `${asked.from}-01` : null,
    to: asked.to ? lastDay(asked.to) : null,
  };
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 1, 0)).toISOString().slice(0, 10);
}

interface DatasetProps {
  readonly visit: PageVisit;
  readonly dataset: DatasetData;
  readonly tickets: boolean;
  readonly asked: Asked;
  readonly answer: StatisticsAnswer;
}

function DatasetPage({ visit, dataset, tickets, asked, answer }: DatasetProps): ReactNode {
  const t = useSpeech();
  const { statistics } = answer;
  const vocabulary = tickets ? 'openTicketDimension' : 'openCaseDimension';
  const by = t.word(vocabulary, asked.by);
  const rows = statistics.rows.map((row) => ({ row, label: labelOf(row, asked.by, t) }));
  const bars: Bar[] = rows
    .slice(0, MOST_BARS)
    .map(({ row, label }) => ({ label, value: row.count, shown: `${row.count.toLocaleString('en')}${t('件', '')}` }));
  const top = rows.filter(({ row }) => !row.codes.includes(null)).sort((a, b) => b.row.count - a.row.count)[0];
  const share = top && statistics.total > 0 ? Math.round((top.row.count / statistics.total) * 100) : 0;
  const finding = top
    ? t(`${top.label}最多，占${share}%`, `${top.label} is the largest, ${share}%`)
    : t('各组都太小，合并显示', 'Every group is too small to stand alone');
  return (
    <>
      <h1>{t.text(dataset.name)}</h1>
      <p>{t.text(dataset.summary)}</p>
      <div className="with-side">
        <Filters set={Object.values(filterOf(asked, tickets)).filter(Boolean).length}>
          <DatasetFilters dataset={dataset} tickets={tickets} asked={asked} answer={answer} />
        </Filters>
        <div>
          {rows.length === 0 ? (
            <Empty title={t('没有符合条件的数据', 'No data matches')}>
              <p>
                <a href={visit.url.pathname}>{t('去掉全部条件', 'Clear the filters')}</a>
              </p>
            </Empty>
          ) : (
            <figure className="chart-figure">
              <figcaption>
                <h2>{finding}</h2>
                <p className="quiet">
                  {t(
                    `按${by}统计，单位：件，共${statistics.total.toLocaleString('en')}件`,
                    `By ${by}, total ${statistics.total.toLocaleString('en')}`,
                  )}
                </p>
              </figcaption>
              <BarChart
                bars={bars}
                label={t(`按${by}统计的条形图，数字见下表`, `Bar chart by ${by}; numbers in the table below`)}
              />
              <StatisticsTable rows={rows} by={by} tickets={tickets} />
              <p className="quiet">
                {t(
                  `来源：${dataset.unit.name.zh}，截至${t.instant(statistics.asOf)}。`,
                  `Source: ${t.text(dataset.unit.name)}, as of ${t.instant(statistics.asOf)}.`,
                )}
                {statistics.suppressed > 0 &&
                  t(
                    `不足5件的组与其他组合并，连同未注明的共${statistics.suppressed.toLocaleString('en')}件。`,
                    ` Groups under 5 are merged with others: ${statistics.suppressed.toLocaleString('en')} records, with those that do not say.`,
                  )}
              </p>
            </figure>
          )}
          <p>
            <a href={dataset.csvUrl} className="button secondary">
              {t('下载全部数据（CSV）', 'Download all (CSV)')}
            </a>
          </p>
          <h2>{t('字段', 'Fields')}</h2>
          <DatasetFields fields={dataset.fields} />
        </div>
      </div>
    </>
  );
}
