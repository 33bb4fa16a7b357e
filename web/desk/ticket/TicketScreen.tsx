import { Button } from 'antd';
import { useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { starWords, wordFor } from '../../../lowcode/words.ts';
import type { TicketPage } from '../api/model.ts';
import { TICKET } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { useKeys } from '../queue/use-keys.ts';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { ActionDrawer } from '../ui/ActionDrawer.tsx';
import type { Action } from '../ui/action.ts';
import { Due } from '../ui/due.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { Tag, TicketStateTag } from '../ui/tag.tsx';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { nextOf, ticketActions } from './actions.ts';

/** One ticket of the hotline: what to do next, what was said, what was answered, what happened. */
export function TicketScreen({ number }: { number: string }) {
  const asked = useAsk(TICKET, { number });
  useKeys({ u: () => navigate('/tickets') });
  return (
    <Await asked={asked} rows={10}>
      {({ ticket }) =>
        ticket ? (
          <Opened ticket={ticket} reload={asked.reload} />
        ) : (
          <Screen title="没有这张工单">
            <Empty
              title={`没有找到 ${number}`}
              hint="请核对编号。没有派给您单位的工单在这里看不到。"
              action={<Link to="/tickets">回到工单</Link>}
            />
          </Screen>
        )
      }
    </Await>
  );
}

function Opened({ ticket, reload }: { ticket: TicketPage; reload: () => Promise<void> }) {
  const [action, setAction] = useState<Action<TicketPage> | null>(null);
  const hidden = ticket.anonymous ? '匿名' : ticket.confidential ? '已保密' : null;
  return (
    <Screen
      wide
      title={ticket.title ?? '（标题不可见）'}
      back={<Link to="/tickets">工单</Link>}
      sub={
        <span className="head-line">
          <TicketStateTag state={ticket.state} />
          {ticket.urgent && <Tag tone="danger">紧急</Tag>}
          {ticket.anonymous && <Tag>匿名</Tag>}
          {ticket.confidential && <Tag tone="warn">保密</Tag>}
          <span className="number">{ticket.number}</span>
          <span>
            {wordFor('ticketKind', ticket.kind)} · {ticket.categoryName}
          </span>
        </span>
      }
    >
      <section className="next" aria-label="下一步">
        <div className="next-words">
          <h2>下一步</h2>
          <p>{nextOf(ticket)}</p>
          <p className="next-due">
            <Due due={ticket.due} long />
          </p>
        </div>
        <div className="next-actions">
          {ticketActions(ticket).map((each, index) => (
            <Button
              key={each.key}
              type={index === 0 && !each.danger ? 'primary' : 'default'}
              danger={each.danger}
              onClick={() => setAction(each)}
            >
              {each.label}
            </Button>
          ))}
        </div>
      </section>
      <div className="columns">
        <div className="column-main">
          <section className="block">
            <h2>诉求</h2>
            <p className="long">{ticket.text ?? '内容不可见。'}</p>
          </section>
          {ticket.reply && (
            <section className="block">
              <h2>回复</h2>
              <p className="long">{ticket.reply}</p>
            </section>
          )}
        </div>
        <div className="column-side">
          <section className="block">
            <h2>基本情况</h2>
            <Facts
              facts={[
                ['来电人', ticket.callerName ?? hidden],
                ['联系电话', ticket.callerPhone ?? hidden],
                ['来源', wordFor('ticketChannel', ticket.channel)],
                ['地点', ticket.town?.name],
                ['登记日期', dateWords(ticket.registeredOn)],
                ['主办单位', ticket.unit?.name.zh],
                ['协办单位', ticket.jointUnits.map((unit) => unit.name.zh).join('、')],
                ['办理期限', ticket.due?.date && dateWords(ticket.due.date)],
                ['网站', ticket.site],
                ['网页', ticket.page && <span className="breakable">{ticket.page}</span>],
                ['满意度', ticket.satisfaction && starWords[ticket.satisfaction - 1]?.zh],
              ]}
            />
            {ticket.due && <WhyThisDate counted={ticket.due.counted} date={ticket.due.date} />}
          </section>
          <section className="block">
            <h2>办理过程</h2>
            <Timeline entries={ticket.timeline} />
          </section>
        </div>
      </div>
      <ActionDrawer action={action} subject={ticket} close={() => setAction(null)} reload={reload} />
    </Screen>
  );
}
