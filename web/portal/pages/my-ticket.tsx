import type { ReactNode } from 'react';
import { MY_TICKET, type MyTicketAnswer } from '../data/mine.ts';
import { type Handler, show, signInFirst } from '../page.tsx';
import { Due, Facts, Tag } from '../parts/bits.tsx';
import { ticketTone } from '../parts/case-tone.ts';
import { useSpeech } from '../parts/reading.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

export const myTicket: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  const { ticket } = await ask<MyTicketAnswer>(visit, MY_TICKET, { id });
  if (!ticket) return notFound(visit);
  const { t } = visit;
  const title = ticket.title ?? ticket.categoryName;
  return show(
    visit,
    { title, trail: [{ href: '/my', label: t('我的办事', 'My matters') }] },
    <TicketPage title={title} ticket={ticket} />,
  );
};

function TicketPage({ title, ticket }: { title: string; ticket: NonNullable<MyTicketAnswer['ticket']> }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <p className="tags">
        <Tag tone={ticketTone(ticket.state)}>{t.word('ticketState', ticket.state)}</Tag>
        {ticket.confidential && <Tag icon={false}>{t('保密', 'Confidential')}</Tag>}
      </p>
      <Facts
        rows={[
          [
            t('工单编号', 'Number'),
            <span key="n" className="code">
              {ticket.number}
            </span>,
          ],
          [t('类型', 'Kind'), `${t.word('ticketKind', ticket.kind)} · ${ticket.categoryName}`],
          [t('登记日期', 'Registered'), t.date(ticket.registeredOn)],
          [t('地点', 'Town'), ticket.town?.name],
          [t('承办单位', 'Handled by'), ticket.unit && t.text(ticket.unit.name)],
          ticket.due &&
            !['registered', 'closed'].includes(ticket.state) && [
              t('应当答复', 'Answer due'),
              <Due key="d" due={ticket.due} />,
            ],
          [t('网页地址', 'Page'), ticket.page],
          [t('您写的', 'What you wrote'), ticket.text],
          [t('答复', 'Answer'), ticket.reply],
        ]}
      />
      <h2>{t('办理过程', 'What happened')}</h2>
      <Timeline entries={ticket.timeline} />
    </>
  );
}
