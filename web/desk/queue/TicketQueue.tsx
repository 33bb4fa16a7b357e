import { Select } from 'antd';
import { shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor, words } from '../../../lowcode/words.ts';
import type { TicketKind, TicketRow } from '../api/model.ts';
import { TICKET_COUNTS, TICKETS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { mayDo, useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { navigate, useRoute } from '../shell/route.ts';
import { Due } from '../ui/due.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Tag, TicketStateTag } from '../ui/tag.tsx';
import { QueueList } from './QueueList.tsx';
import { QueueTabs } from './QueueTabs.tsx';
import { usePages } from './use-pages.ts';

const QUEUES = (['todo', 'open', 'overdue', 'closed', 'all'] as const).map((key) => ({
  key,
  label: wordFor('ticketQueue', key),
}));
const KINDS = Object.keys(words.ticketKind).map((value) => ({ value, label: wordFor('ticketKind', value) }));
const COLUMNS = ['剩余时间', '诉求', '状态', '承办单位', '编号', '登记日期'];

/** The hotline's queue: tickets that wait for this person, or all of the unit's. */
export function TicketQueue() {
  const { query } = useRoute();
  const { viewer } = useDesk();
  const queue = QUEUES.find(({ key }) => key === query.get('queue'))?.key ?? 'todo';
  const kind = (query.get('kind') ?? undefined) as TicketKind | undefined;
  const counts = useAsk(TICKET_COUNTS).data?.ticketCounts;
  const pages = usePages(TICKETS, 'tickets', { queue, kind, first: 30 });
  const address = (next: { queue?: string; kind?: string }) => {
    const pairs = Object.entries({ queue, kind, ...next }).filter((pair): pair is [string, string] => Boolean(pair[1]));
    return `/tickets?${new URLSearchParams(pairs)}`;
  };
  return (
    <Screen
      title="12345 工单"
      actions={
        mayDo(viewer, 'ticket.register') && (
          <Link to="/tickets/new" className="button-primary">
            电话登记
          </Link>
        )
      }
    >
      <QueueTabs queues={QUEUES} counts={counts} current={queue} address={(key) => address({ queue: key })} />
      <div className="filters">
        <Select
          aria-label="按类型筛选"
          className="filter-state"
          value={kind ?? ''}
          options={[{ value: '', label: '全部类型' }, ...KINDS]}
          onChange={(value) => navigate(address({ kind: value }), { replace: true })}
        />
      </div>
      <Await asked={pages.asked} rows={8}>
        {(tickets) => (
          <QueueList
            {...pages}
            label="工单"
            className="queue-tickets"
            columns={COLUMNS}
            rows={tickets.map(row)}
            none={<NoTickets todo={queue === 'todo'} />}
          />
        )}
      </Await>
    </Screen>
  );
}

function NoTickets({ todo }: { todo: boolean }) {
  return (
    <Empty
      title={todo ? '没有等您处理的工单' : '这里还没有工单'}
      hint="来电、网上诉求和转派给本单位的工单会出现在这里。"
      action={todo ? <Link to="/tickets?queue=open">看看在办的工单</Link> : undefined}
    />
  );
}

function row(each: TicketRow) {
  return {
    key: each.id,
    to: `/tickets/${encodeURIComponent(each.number)}`,
    cells: [
      <Due key="due" due={each.due} />,
      <span key="what" className="what">
        <strong>{each.title ?? '（内容不可见）'}</strong>
        <span>
          {wordFor('ticketKind', each.kind)} · {each.categoryName}
          {each.urgent && <Tag tone="danger">紧急</Tag>}
          {each.confidential && <Tag tone="warn">保密</Tag>}
        </span>
      </span>,
      <TicketStateTag key="state" state={each.state} />,
      each.unit?.name.zh ?? '',
      <span key="number" className="number">
        {each.number}
      </span>,
      shortDateWords(each.registeredOn),
    ],
  };
}
