import { Button } from 'antd';
import { dateWords } from '../../../lowcode/dates.ts';
import { CASE_COUNTS, CASES } from '../api/cases.ts';
import type { CaseRow, QueueCount, TicketRow } from '../api/model.ts';
import { TICKET_COUNTS, TICKETS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
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
    <section className="block">
      <h2>办件</h2>
      <Await asked={counts} rows={2}>
        {({ caseCounts }) => <Counts counts={caseCounts} to={(queue) => `/cases?queue=${queue}`} />}
      </Await>
      <Await asked={first} rows={4}>
        {({ cases }) => <FirstCases cases={cases.edges.map((edge) => edge.node)} />}
      </Await>
    </section>
  );
}

function FirstCases({ cases }: { cases: readonly CaseRow[] }) {
  if (cases.length === 0) return <p className="quiet">没有等您办理的件。</p>;
  return (
    <>
      <h3>先办这些</h3>
      <ul className="first">
        {cases.map((each) => (
          <li key={each.id}>
            <Link to={`/cases/${encodeURIComponent(each.number)}`}>
              <Due due={each.due} />
              <span className="what">
                <strong>{each.service.name.zh}</strong>
                <span>{each.applicantName ?? '申请人信息不可见'}</span>
              </span>
              <CaseStateTag state={each.state} />
            </Link>
          </li>
        ))}
      </ul>
      <Button href={href('/cases')}>全部待办</Button>
    </>
  );
}

function TicketsToDo() {
  const counts = useAsk(TICKET_COUNTS);
  const first = useAsk(TICKETS, { queue: 'todo', first: 5 });
  return (
    <section className="block">
      <h2>12345 工单</h2>
      <Await asked={counts} rows={2}>
        {({ ticketCounts }) => <Counts counts={ticketCounts} to={(queue) => `/tickets?queue=${queue}`} />}
      </Await>
      <Await asked={first} rows={4}>
        {({ tickets }) => <FirstTickets tickets={tickets.edges.map((edge) => edge.node)} />}
      </Await>
    </section>
  );
}

function FirstTickets({ tickets }: { tickets: readonly TicketRow[] }) {
  if (tickets.length === 0) return <p className="quiet">没有等您处理的工单。</p>;
  return (
    <>
      <h3>先办这些</h3>
      <ul className="first">
        {tickets.map((each) => (
          <li key={each.id}>
            <Link to={`/tickets/${encodeURIComponent(each.number)}`}>
              <Due due={each.due} />
              <span className="what">
                <strong>{each.title ?? '（内容不可见）'}</strong>
                <span>{each.categoryName}</span>
              </span>
              <TicketStateTag state={each.state} />
            </Link>
          </li>
        ))}
      </ul>
      <Button href={href('/tickets')}>全部待办</Button>
    </>
  );
}
