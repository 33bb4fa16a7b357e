import { dateWords } from '../../../lowcode/dates.ts';
import { starWords, wordFor } from '../../../lowcode/words.ts';
import type { TicketPage } from '../api/model.ts';
import { TICKET } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { useKeys } from '../queue/use-keys.ts';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { dueWords } from '../ui/due.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Opened } from '../ui/Opened.tsx';
import { RecordScreen } from '../ui/RecordScreen.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { Tag, TicketStateTag } from '../ui/tag.tsx';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { nextOf, ticketActions } from './actions.ts';

const NONE = {
  what: '张工单',
  hint: '请核对编号。没有派给您单位的工单在这里看不到。',
  to: '/tickets',
  list: '工单',
};

/** One ticket of the hotline: what to do next, what was said, what was answered, what happened. */
export function TicketScreen({ number }: { number: string }) {
  const asked = useAsk(TICKET, { number });
  useKeys({ u: () => navigate('/tickets') });
  return (
    <Opened asked={asked} pick={(data) => data.ticket} none={{ ...NONE, wanted: ` ${number}` }}>
      {(ticket) => <Ticket ticket={ticket} reload={asked.reload} />}
    </Opened>
  );
}

function Ticket({ ticket, reload }: { ticket: TicketPage; reload: () => Promise<void> }) {
  const hidden = ticket.anonymous ? '匿名' : ticket.confidential ? '已保密' : null;
  return (
    <RecordScreen
      title={ticket.title ?? '（标题不可见）'}
      back={<Link to="/tickets">工单</Link>}
      sub={
        <>
          <TicketStateTag state={ticket.state} />
          {ticket.urgent && <Tag tone="danger">紧急</Tag>}
          {ticket.anonymous && <Tag>匿名</Tag>}
          {ticket.confidential && <Tag tone="warn">保密</Tag>}
          <span className="number">{ticket.number}</span>
          <span>
            {wordFor('ticketKind', ticket.kind)} · {ticket.categoryName}
          </span>
        </>
      }
      step="下一步"
      words={nextOf(ticket)}
      due={ticket.due}
      actions={ticketActions(ticket)}
      leads={({ danger }) => !danger}
      subject={ticket}
      reload={reload}
      main={
        <>
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
        </>
      }
      side={
        <>
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
                ['办理期限', ticket.due && dueWords(ticket.due)],
                ['网站', ticket.site],
                ['网页', ticket.page && <span className="breakable">{ticket.page}</span>],
                ['满意度', ticket.satisfaction && starWords[ticket.satisfaction - 1]?.zh],
              ]}
            />
            {ticket.due && <WhyThisDate due={ticket.due} />}
          </section>
          <section className="block">
            <h2>办理过程</h2>
            <Timeline entries={ticket.timeline} />
          </section>
        </>
      }
    />
  );
}
