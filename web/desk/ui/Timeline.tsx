import { instantWords } from '../../../lowcode/dates.ts';
import type { TimelineEntry } from '../api/model.ts';

/** What happened, newest first, as the log has it. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline" reversed>
      {[...entries].reverse().map((entry) => (
        <li key={`${entry.ordinal} ${entry.text}`}>
          <p className="timeline-text">{entry.text}</p>
          {entry.detail && <p className="timeline-detail">{entry.detail}</p>}
          <p className="timeline-when">
            {instantWords(entry.at)}
            {entry.actor && ` · ${entry.actor}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
