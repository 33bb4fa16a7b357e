import type { ReactNode } from 'react';
import type { TimelineData } from '../data/mine.ts';
import { useSpeech } from './reading.tsx';

/** What happened, newest first, in sentences made from the facts themselves. */
export function Timeline({ entries }: { entries: readonly TimelineData[] }): ReactNode {
  const t = useSpeech();
  const newest = [...entries].reverse();
  return (
    <ol className="timeline">
      {newest.map((entry, at) => (
        // One commit may hold several facts with the same ordinal.
        // biome-ignore lint/suspicious/noArrayIndexKey: facts of one commit share their ordinal, and the list is never reordered
        <li key={at} className={at === 0 ? 'is-open' : 'is-passed'}>
          <strong>{entry.text}</strong>
          <span className="quiet"> {t.date(entry.on)}</span>
          {entry.detail && <p>{entry.detail}</p>}
        </li>
      ))}
    </ol>
  );
}
