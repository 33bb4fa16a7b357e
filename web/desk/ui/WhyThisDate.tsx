import { dateWords } from '../../../lowcode/dates.ts';
import type { CountedDay } from '../api/model.ts';

/** Day by day how a due date was counted: which working day it is, or why a day does not count. */
export function WhyThisDate({ counted, date }: { counted: readonly CountedDay[]; date: string | null }) {
  if (counted.length === 0) return null;
  return (
    <details className="why">
      <summary>为什么是这一天</summary>
      <p className="quiet">
        {date ? `到期日是${dateWords(date)}。` : '明年的放假安排尚未公布，到期日待定。'}
        从次日起按工作日计算，节假日、周末和停止计时的日子不算。
      </p>
      <ol>
        {counted.map((day) => (
          <li key={day.date} className={day.reason === null ? 'counted' : 'not-counted'}>
            <span>{dateWords(day.date)}</span>
            <span>{day.reason === null ? `第 ${day.number} 个工作日` : day.reason}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
