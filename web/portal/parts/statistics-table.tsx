import type { ReactNode } from 'react';
import { quarterWords } from '../../../lowcode/dates.ts';
import type { StatisticsRow } from '../data/open.ts';
import { type Speech, useSpeech } from './reading.tsx';

/** What a group is called. Groups too small to show stand together with what was not said. */
export function labelOf(row: StatisticsRow, by: string, t: Speech): string {
  const [code] = row.codes;
  const [shown] = row.group;
  if (code == null && shown == null) return t('其他（合并或未注明）', 'Other (merged or not said)');
  if (by === 'quarter' && code) return quarterWords(code, t.language);
  if (t.language === 'en') {
    if (by === 'channel') return t.word('channel', code);
    if (by === 'outcome') return t.word('caseOutcome', code);
    if (by === 'kind') return t.word('ticketKind', code);
    if (by === 'closed') return code === 'yes' ? 'Closed' : 'Open';
  }
  return shown ?? t('未知', 'Unknown');
}

/** The numbers behind a chart. */
export function StatisticsTable({
  rows,
  by,
  tickets,
}: {
  rows: readonly { row: StatisticsRow; label: string }[];
  by: string;
  tickets: boolean;
}): ReactNode {
  const t = useSpeech();
  const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(rate * 100)}%`);
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
