import { dateWords, daysLeftWords, shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { DueDate, DueLevel } from '../api/model.ts';

/** One shape for each level, so that colour alone says nothing. */
const SHAPES: Readonly<Record<DueLevel, string>> = {
  normal: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  soon: 'M6 1 11 10.5H1z',
  overdue: 'M1.5 1.5h9v9h-9z',
  stopped: 'M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z',
  waiting: 'M2.5 1.5h7L6 6l3.5 4.5h-7L6 6z',
  unknown: 'M6 1 11 6 6 11 1 6z',
  done: 'M1.5 6.5 4.5 9.5 10.5 2.5',
};

/** What is left of the time, in a word, a colour and a shape. */
export function Due({
  due,
  long = false,
  doneOn = null,
}: {
  due: DueDate | null;
  long?: boolean;
  /** The day it was decided, once it is. */
  doneOn?: string | null;
}) {
  if (!due) return <span className="faint">尚未起算</span>;
  const { level, daysLeft, date, note } = due;
  const outline = level === 'normal' || level === 'unknown' || level === 'done';
  return (
    <>
      <span className={`due due-${level}`}>
        <svg
          width="12"
          height="12"
          viewBox="0 0 12 12"
          aria-hidden="true"
          fill={outline ? 'none' : 'currentColor'}
          stroke="currentColor"
          strokeWidth="1.5"
        >
          <path d={SHAPES[level]} />
        </svg>
        <span>{words(level, daysLeft)}</span>
        {/* When it would have been due says nothing any more, once it is done. */}
        {long && doneOn && level === 'done' && <span className="faint">{shortDateWords(doneOn)}</span>}
        {long && date && level !== 'done' && <span className="faint">{shortDateWords(date)}</span>}
      </span>
      {long && note && <span className="faint"> {note}</span>}
    </>
  );
}

/** The date as a fact among others; null when there is none. */
export function dueWords({ date, note }: DueDate): string | null {
  return date && `${dateWords(date)}${note ? '（暂定）' : ''}`;
}

function words(level: DueLevel, daysLeft: number | null): string {
  if (daysLeft === null || level === 'stopped' || level === 'waiting' || level === 'done' || level === 'unknown')
    return wordFor('dueLevel', level);
  return daysLeftWords(daysLeft);
}
