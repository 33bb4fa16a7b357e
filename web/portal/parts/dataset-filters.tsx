import type { ReactNode } from 'react';
import type { DatasetData, StatisticsAnswer } from '../data/open.ts';
import { useSpeech } from './reading.tsx';
import { Select } from './select.tsx';

export const CASE_BY = ['unit', 'service', 'quarter', 'channel', 'outcome'];
export const TICKET_BY = ['kind', 'category', 'town', 'quarter', 'closed'];
export const TICKET_KINDS = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'];

/** What of a dataset is asked for. */
export interface Asked {
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly channel: string;
  readonly kind: string;
  readonly town: string;
}

interface Props {
  readonly dataset: DatasetData;
  readonly tickets: boolean;
  readonly asked: Asked;
  readonly answer: StatisticsAnswer;
}

export function DatasetFilters({ dataset, tickets, asked, answer }: Props): ReactNode {
  const t = useSpeech();
  const all = t('不限', 'Any');
  const dimensions = tickets ? TICKET_BY : CASE_BY;
  const vocabulary = tickets ? 'openTicketDimension' : 'openCaseDimension';
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
            options={TICKET_KINDS.map((kind) => [kind, t.word('ticketKind', kind)])}
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
          <label htmlFor={end}>
            {end === 'from'
              ? t('起始月份（取所在季度）', 'From the quarter of')
              : t('截止月份（取所在季度）', 'To the quarter of')}
          </label>
          <input id={end} name={end} type="month" defaultValue={asked[end]} />
        </div>
      ))}
      <button type="submit" className="button secondary">
        {t('查看', 'Show')}
      </button>
    </form>
  );
}
