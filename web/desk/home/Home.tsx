import { Button } from 'antd';
import type { ReactNode } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { CASE_COUNTS, CASES } from '../api/cases.ts';
import type { DueDate, QueueCount } from '../api/model.ts';
import { TICKET_COUNTS, TICKETS } from '../api/tickets.ts';
import { type Asked, useAsk } from '../api/use-ask.ts';
import { useDesk } from '../shell/desk.tsx';
import { Icon } from '../shell/icons.tsx';
import { Link } from '../shell/Link.tsx';
import { placesOf } from '../shell/places.ts';
import { href } from '../shell/route.ts';
import { Due } from '../ui/due.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { CaseStateTag, TicketStateTag } from '../ui/tag.tsx';

/** What to do first: the queues that wait for this person, then the ways to the other places. */
export function Home() {
  const { viewer, region } = useDesk();
  const groups = placesOf(viewer);
  const places = groups.flatMap((group) => group.places).filter((place) => place.to !== '/');
  const queues = places.map((place) => place.count);
  return (
    <Screen title={`${viewer.name}，您好`} sub={`今天是${dateWords(region.today)}`}>
      {queues.includes('cases') && <CasesToDo />}
      {queues.includes('tickets') && <TicketsToDo />}
      {places.length === 0 && <Empty title="还没有分配角色" hint="请联系本单位管理员分配角色后再来。" />}
      {places.length > 0 && (
        <section className="block">
          <h2>去往</h2>
          <ul className="ways">
            {places.map((place) => (
              <li key={place.to}>
                <Link to={place.to}>
                  <Icon name={place.icon} size={20} />
                  <span>{place.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

function Counts({ counts, to }: { counts: readonly QueueCount[]; to: (queue: string) => string }) {
  const shown = [
    { queue: 'todo', label: '待我办理' },
    { queue: 'overdue', label: '已超期' },
    { queue: 'open', label: '在办' },
  ];
  return (
    <ul className="figures">
      {shown.map(({ queue, label }) => {
        const found = counts.find((each) => each.queue === queue);
        return (
          <li
            key={queue}
            className={queue === 'overdue' && (found?.count ?? 0) > 0 ? 'figure figure-danger' : 'figure'}
          >
            <Link to={to(queue)}>
              <span className="figure-label">{label}</span>
              <span className="figure-value">
                {found?.count ?? 0}
                {found?.more && '+'}
                <small> 件</small>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function CasesToDo() {
  const counts = useAsk(CASE_COUNTS);
  const first = useAsk(CASES, { queue: 'todo', first: 5 });
  return (
    <ToDo title="办件" to="/cases" counts={counts} pick={(data) => data.caseCounts}>
      <Await asked={first} rows={4}>
        {({ cases }) => (
          <First
            to="/cases"
            none={cases.pageInfo.hasNextPage ? '还没有找到等您办理的件，可到办件列表继续查找。' : '没有等您办理的件。'}
            rows={cases.edges.map(({ node }) => ({
              ...node,
              title: node.service.name.zh,
              sub: node.applicantName ?? '申请人信息不可见',
              tag: <CaseStateTag state={node.state} />,
            }))}
          />
        )}
      </Await>
    </ToDo>
  );
}

function TicketsToDo() {
  const counts = useAsk(TICKET_COUNTS);
  const first = useAsk(TICKETS, { queue: 'todo', first: 5 });
  return (
    <ToDo title="12345 工单" to="/tickets" counts={counts} pick={(data) => data.ticketCounts}>
      <Await asked={first} rows={4}>
        {({ tickets }) => (
          <First
            to="/tickets"
            none="没有等您处理的工单。"
            rows={tickets.edges.map(({ node }) => ({
              ...node,
              title: node.title ?? '（内容不可见）',
              sub: node.categoryName,
              tag: <TicketStateTag state={node.state} />,
            }))}
          />
        )}
      </Await>
    </ToDo>
  );
}

/** One queue of the person's: how much waits in it, and what to do first. */
function ToDo<Data>({
  title,
  to,
  counts,
  pick,
  children,
}: {
  title: string;
  to: string;
  counts: Asked<Data>;
  pick: (data: Data) => readonly QueueCount[];
  children: ReactNode;
}) {
  return (
    <section className="block">
      <h2>{title}</h2>
      <Await asked={counts} rows={2}>
        {(data) => <Counts counts={pick(data)} to={(queue) => `${to}?queue=${queue}`} />}
      </Await>
      {children}
    </section>
  );
}

interface FirstRow {
  readonly id: string;
  readonly number: string;
  readonly due: DueDate | null;
  readonly title: string;
  readonly sub: string;
  readonly tag: ReactNode;
}

function First({ to, none, rows }: { to: string; none: string; rows: readonly FirstRow[] }) {
  if (rows.length === 0) return <p className="quiet">{none}</p>;
  return (
    <>
      <h3>先办这些</h3>
      <ul className="first">
        {rows.map((each) => (
          <li key={each.id}>
            <Link to={`${to}/${encodeURIComponent(each.number)}`}>
              <Due due={each.due} />
              <span className="what">
                <strong>{each.title}</strong>
                <span>{each.sub}</span>
              </span>
              {each.tag}
            </Link>
          </li>
        ))}
      </ul>
      <Button href={href(to)}>全部待办</Button>
    </>
  );
}
