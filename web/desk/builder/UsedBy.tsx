import type { Definition } from '../api/model.ts';
import { Link } from '../shell/Link.tsx';

const SHOWN = 2;

/** What is made of a definition: whoever changes it changes these. */
export function UsedBy({ users }: { users: Definition['usedBy'] }) {
  if (users.length === 0) return null;
  return (
    <span>
      用于
      {users.slice(0, SHOWN).map(({ kind, key, title }) => (
        <Link key={`${kind}/${key}`} to={`/definitions/${kind}/${encodeURIComponent(key)}`}>
          {title.zh}
        </Link>
      ))}
      {users.length > SHOWN && <span>等{users.length}项</span>}
    </span>
  );
}
