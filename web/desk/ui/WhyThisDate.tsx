import { dateWords } from '../../../lowcode/dates.ts';
import type { CountedDay, DueDate } from '../api/model.ts';

/** Day by day how a due date was counted: which working day it is, or why a day does not count. */
export function WhyThisDate({ due }: { due: DueDate & { readonly counted: readonly CountedDay[] } }) {
  const { counted, date, note } = due;
  if (counted.length === 0 || date === null) return null;
  return (
    <details className="why">
      <summary>为什么是这一天</summary>
      <p className="quiet">
        {note ? `到期日暂定为${dateWords(date)}：${note}。` : `到期日是${dateWords(date)}。`}
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
