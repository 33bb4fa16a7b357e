import type { QueueCount } from '../api/model.ts';
import { Link } from '../shell/Link.tsx';

/** Saved queues with their counts; the address names the one that is open, so that it can be kept as a bookmark. */
export function QueueTabs({
  label = '队列',
  queues,
  counts,
  current,
  address,
}: {
  label?: string;
  queues: readonly { readonly key: string; readonly label: string }[];
  counts: readonly QueueCount[] | undefined;
  current: string;
  address: (queue: string) => string;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {queues.map(({ key, label }) => {
        const count = counts?.find((each) => each.queue === key);
        return (
          <Link key={key} to={address(key)} aria-current={key === current ? 'page' : undefined}>
            {label}
            {count && (
              <span className={key === 'overdue' && count.count > 0 ? 'tab-count tab-count-danger' : 'tab-count'}>
                {count.count}
                {count.more && '+'}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
