import { useEffect, useRef } from 'react';
import { CASE_COUNTS } from '../api/cases.ts';
import { IN_REVIEW } from '../api/definitions.ts';
import { MATTER_COUNT } from '../api/matters.ts';
import { UNREAD } from '../api/messages.ts';
import type { QueueCount } from '../api/model.ts';
import { TICKET_COUNTS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { bundlesOf } from '../review/bundles.ts';
import { ACTION_DONE } from '../ui/action.ts';
import { useDesk } from './desk.tsx';
import { Icon } from './icons.tsx';
import { Link } from './Link.tsx';
import { Person } from './Person.tsx';
import { placeAt, placesOf } from './places.ts';
import { useRoute } from './route.ts';
import type { Mode } from './theme.ts';

/** Where one can go, by role, with what waits there. */
export function Rail({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }) {
  const { viewer, region } = useDesk();
  const { path } = useRoute();
  const groups = placesOf(viewer);
  const here = placeAt(path);
  const counted = groups.flatMap((group) => group.places.map((place) => place.count));
  const cases = useAsk(counted.includes('cases') ? CASE_COUNTS : null);
  const tickets = useAsk(counted.includes('tickets') ? TICKET_COUNTS : null);
  const matters = useAsk(counted.includes('matters') ? MATTER_COUNT : null);
  const reviews = useAsk(counted.includes('reviews') ? IN_REVIEW : null);
  const unread = useAsk(counted.includes('messages') ? UNREAD : null);
  useFresh(path, unread.reload, cases.reload, tickets.reload, matters.reload, reviews.reload);
  return (
    <nav className="rail" aria-label="工作台">
      <Link className="rail-brand" to="/">
        <span className="rail-mark" aria-hidden="true">
          衡
        </span>
        <span>
          <strong>{region.name.zh}</strong>
          <small>政务服务工作台</small>
        </span>
      </Link>
      <div className="rail-groups">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h2>{group.title}</h2>
            <ul>
              {group.places.map((place) => (
                <li key={place.to}>
                  <Link to={place.to} aria-current={place === here ? 'page' : undefined}>
                    <Icon name={place.icon} />
                    <span>{place.label}</span>
                    <Waiting
                      what={place.count === 'messages' ? '条未读' : '件待办'}
                      counts={
                        place.count === 'messages' && unread.data
                          ? [{ queue: 'todo', count: unread.data.unreadMessages, more: false }]
                          : place.count === 'cases'
                            ? cases.data?.caseCounts
                            : place.count === 'tickets'
                              ? tickets.data?.ticketCounts
                              : place.count === 'matters'
                                ? matters.data?.matterTaskCount && [matters.data.matterTaskCount]
                                : place.count === 'reviews' && reviews.data
                                  ? [
                                      {
                                        queue: 'todo',
                                        count: bundlesOf(reviews.data.definitionsInReview).length,
                                        more: false,
                                      },
                                    ]
                                  : undefined
                      }
                    />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Person mode={mode} choose={choose} />
    </nav>
  );
}

/** Asks anew when an action is done, and when one goes to another screen: others work too. */
function useFresh(path: string, ...reloads: readonly (() => Promise<void>)[]): void {
  const again = useRef(() => {});
  again.current = () => reloads.forEach((reload) => void reload());
  const asked = useRef(path);
  useEffect(() => {
    if (asked.current === path) return;
    asked.current = path;
    again.current();
  }, [path]);
  useEffect(() => {
    const listen = () => again.current();
    window.addEventListener(ACTION_DONE, listen);
    return () => window.removeEventListener(ACTION_DONE, listen);
  }, []);
}

function Waiting({ counts, what }: { counts: readonly QueueCount[] | undefined; what: string }) {
  const todo = counts?.find((each) => each.queue === 'todo');
  if (!todo || todo.count === 0) return null;
  return (
    <span className="rail-count">
      {todo.count}
      {todo.more && '+'}
      <span className="unseen">{what}</span>
    </span>
  );
}
