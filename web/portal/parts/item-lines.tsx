import type { ReactNode } from 'react';
import { quarterWords } from '../../../lowcode/dates.ts';
import type { DatasetData, ItemLine } from '../data/open.ts';
import { useSpeech } from './reading.tsx';

const NONE = '—';

/** The classes of an item's own dataset as a table. */
export function ItemLines({ fields, lines }: { fields: DatasetData['fields']; lines: readonly ItemLine[] }): ReactNode {
  const t = useSpeech();
  const columns = lines[0]?.values.map(({ column }) => column) ?? [];
  const names = new Map(fields.map(({ key, name }) => [key, t.text(name)]));
  const means = columns.map((column) => names.has(`answer.${column}.mean`));
  const nameOf = (column: string) =>
    names.get(`answer.${column}.mean`) ?? names.get(`answer.${column}.name`) ?? names.get(`answer.${column}`) ?? '';
  const number = (value: number | null) => (value === null ? NONE : value.toLocaleString('en'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls sideways must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('数据表', 'Table of data')}>
      <table className="one-line">
        <thead>
          <tr>
            <th scope="col">{t('季度', 'Quarter')}</th>
            <th scope="col">{t('结果', 'Outcome')}</th>
            <th scope="col">{t('渠道', 'Channel')}</th>
            {columns.map((column, i) => (
              <th scope="col" key={column} className={means[i] ? 'number' : undefined}>
                {nameOf(column)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('件数', 'Count')}
            </th>
            <th scope="col" className="number">
              {t('按时率', 'On time')}
            </th>
            <th scope="col" className="number">
              {t('平均用时（工作日）', 'Mean working days')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={JSON.stringify([line.quarter, line.outcome, line.channel, line.values])}>
              <th scope="row">{line.quarter === null ? NONE : quarterWords(line.quarter, t.language)}</th>
              <td>{line.outcome === null ? NONE : t.word('caseOutcome', line.outcome)}</td>
              <td>{line.channel === null ? NONE : t.word('channel', line.channel)}</td>
              {line.values.map(({ column, label, mean }, i) => (
                <td key={column} className={means[i] ? 'number' : undefined}>
                  {means[i] ? number(mean) : (label ?? NONE)}
                </td>
              ))}
              <td className="number">{line.count.toLocaleString('en')}</td>
              <td className="number">{line.onTimeRate === null ? NONE : `${Math.round(line.onTimeRate * 100)}%`}</td>
              <td className="number">{line.meanDaysUsed?.toFixed(1) ?? NONE}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
