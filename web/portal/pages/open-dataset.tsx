import type { ReactNode } from 'react';
import { monthWords } from '../../../lowcode/dates.ts';
import {
  CASE_STATISTICS,
  DATASETS,
  type DatasetData,
  type DatasetsAnswer,
  type StatisticsAnswer,
  type StatisticsRow,
  TICKET_STATISTICS,
} from '../data/open.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { type Bar, BarChart } from '../parts/bar-chart.tsx';
import { Empty } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { Select } from '../parts/select.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

const CASE_BY = ['unit', 'service', 'month', 'channel', 'outcome', 'onTime'];
const TICKET_BY = ['kind', 'category', 'town', 'month', 'onTime', 'satisfied'];
/** More bars than this say nothing; the table has them all. */
const MOST_BARS = 12;

/** One dataset: filters, a chart whose title says the finding, the same as a table, and the file. */
export const openDataset: Handler = async (visit, { key = '' }) => {
  const { datasets } = await ask<DatasetsAnswer>(visit, DATASETS);
  const dataset = datasets.find((each) => each.key === key);
  if (!dataset) return notFound(visit);
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
  return fields.some((field) => field.key === 'category' || field.key === 'categoryName' || field.key === 'satisfied');
}

interface Asked {
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly channel: string;
  readonly kind: string;
  readonly town: string;
}

/** Anything that is no filter of ours is dropped. */
function readAsked({ searchParams }: URL, tickets: boolean): Asked {
  const get = (name: string): string => (searchParams.get(name) ?? '').slice(0, 40);
  const month = (name: string): string => (/^\d{4}-(0[1-9]|1[0-2])$/.test(get(name)) ? get(name) : '');
  const dimensions = tickets ? TICKET_BY : CASE_BY;
  return {
    by: dimensions.includes(get('by')) ? get('by') : (dimensions[0] ?? ''),
    from: month('from'),
    to: month('to'),
    unit: get('unit'),
    channel: ['web', 'window', 'agent', 'import'].includes(get('channel')) ? get('channel') : '',
    kind: ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'].includes(get('kind'))
      ? get('kind')
      : '',
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
  const top = [...rows].sort((a, b) => b.row.count - a.row.count)[0];
  const share = top && statistics.total > 0 ? Math.round((top.row.count / statistics.total) * 100) : 0;
  const finding = top ? t(`${top.label}最多，占${share}%`, `${top.label} is the largest, ${share}%`) : '';
  return (
    <>
      <h1>{t.text(dataset.name)}</h1>
      <p>{t.text(dataset.summary)}</p>
      <div className="with-side">
        <aside aria-label={t('筛选', 'Filters')}>
          <FilterForm dataset={dataset} tickets={tickets} asked={asked} answer={answer} />
        </aside>
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
                    `少于5件的${statistics.suppressed}组已合并。`,
                    ` ${statistics.suppressed} groups under 5 are merged.`,
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
          <ul>
            {dataset.fields.map((field) => (
              <li key={field.key}>{t.text(field.name)}</li>
            ))}
          </ul>
        </div>
      </div>
    </>
  );
}

function labelOf(row: StatisticsRow, by: string, t: ReturnType<typeof useSpeech>): string {
  const [code] = row.codes;
  const [shown] = row.group;
  if (code == null && shown == null) return t('其他', 'Other');
  if (by === 'month' && code) return monthWords(code, t.language);
  if (t.language === 'en') {
    if (by === 'channel') return t.word('channel', code);
    if (by === 'outcome') return t.word('caseOutcome', code);
    if (by === 'kind') return t.word('ticketKind', code);
  }
  return shown ?? t('未知', 'Unknown');
}

function StatisticsTable({
  rows,
  by,
  tickets,
}: {
  rows: readonly { row: StatisticsRow; label: string }[];
  by: string;
  tickets: boolean;
}): ReactNode {
  const t = useSpeech();
  const percent = (rate: number | null): string => (rate === null ? '—' : `${(rate * 100).toFixed(1)}%`);
  return (
    <details open>
      <summary>{t('表格', 'Table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls sideways must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('数据表', 'Table of data')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{by}</th>
              <th scope="col" className="number">
                {t('件数', 'Count')}
              </th>
              <th scope="col" className="number">
                {t('按时率', 'On time')}
              </th>
              <th scope="col" className="number">
                {tickets ? t('满意率', 'Satisfied') : t('平均用时（工作日）', 'Mean working days')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, label }) => (
              <tr key={label}>
                <td>{label}</td>
                <td className="number">{row.count.toLocaleString('en')}</td>
                <td className="number">{percent(row.onTimeRate)}</td>
                <td className="number">
                  {tickets ? percent(row.satisfactionRate) : (row.meanDaysUsed?.toFixed(1) ?? '—')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function FilterForm({ dataset, tickets, asked, answer }: Omit<DatasetProps, 'visit'>): ReactNode {
  const t = useSpeech();
  const all = t('不限', 'Any');
  const dimensions = tickets ? TICKET_BY : CASE_BY;
  const vocabulary = tickets ? 'openTicketDimension' : 'openCaseDimension';
  const kinds = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'];
  return (
    <form method="get" action={`/open/${encodeURIComponent(dataset.key)}`} className="stack">
      <div className="field">
        <label htmlFor="by">{t('按什么统计', 'Group by')}</label>
        <select id="by" name="by" defaultValue={asked.by}>
          {dimensions.map((dimension) => (
            <option key={dimension} value={dimension}>
              {t.word(vocabulary, dimension)}
            </option>
          ))}
        </select>
      </div>
      {tickets ? (
        <>
          <Select
            name="kind"
            label={t('类型', 'Kind')}
            value={asked.kind}
            all={all}
            options={kinds.map((kind) => [kind, t.word('ticketKind', kind)])}
          />
          <Select
            name="town"
            label={t('乡镇', 'Town')}
            value={asked.town}
            all={all}
            options={(answer.divisions ?? []).map((town) => [town.code, town.name])}
          />
        </>
      ) : (
        <>
          <Select
            name="unit"
            label={t('部门', 'Department')}
            value={asked.unit}
            all={all}
            options={(answer.units ?? []).map((unit) => [unit.code, t.text(unit.name)])}
          />
          <Select
            name="channel"
            label={t('申请渠道', 'Channel')}
            value={asked.channel}
            all={all}
            options={['web', 'window', 'agent', 'import'].map((channel) => [channel, t.word('channel', channel)])}
          />
        </>
      )}
      {(['from', 'to'] as const).map((end) => (
        <div key={end} className="field">
          <label htmlFor={end}>{end === 'from' ? t('起始月份', 'From month') : t('截止月份', 'To month')}</label>
          <input id={end} name={end} type="month" defaultValue={asked[end]} />
        </div>
      ))}
      <button type="submit" className="button secondary">
        {t('查看', 'Show')}
      </button>
    </form>
  );
}
