import type { Attendant } from '../api/editing.ts';

/** Who else has this open now, and what they hold. */
export function Attendance({ others }: { others: readonly Attendant[] }) {
  if (others.length === 0) return null;
  return (
    <span className="attendance" role="status">
      {others.map((other) => (
        <span key={other.window} className="attendant" title={wordsFor(other)}>
          <span className="attendant-mark" aria-hidden="true">
            {other.mine ? '我' : other.name.slice(0, 1)}
          </span>
          {wordsFor(other)}
        </span>
      ))}
    </span>
  );
}

function wordsFor({ mine, name, label, unsaved }: Attendant): string {
  const who = mine ? '您的另一个窗口' : name;
  const what = label === '' ? '也开着这一份' : `在看“${label}”`;
  return `${who}${what}${unsaved ? '，有未保存的修改' : ''}`;
}

/** Names of who holds each part of a definition, by path. */
export function holdersOf(others: readonly Attendant[]): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  for (const { part, mine, name } of others) {
    const who = mine ? '我的另一个窗口' : name;
    holders.set(part, [holders.get(part), who].filter(Boolean).join('、'));
  }
  return holders;
}
