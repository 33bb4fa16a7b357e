import type { ReactNode } from 'react';
import { TICKET_PROGRESS, type TicketProgressAnswer, type TicketProgressData } from '../data/look-ups.ts';
import { Due, Facts, Tag } from '../parts/bits.tsx';
import { ticketTone } from '../parts/case-tone.ts';
import { useSpeech } from '../parts/reading.tsx';
import { Steps } from '../parts/steps.tsx';
import { ask } from '../visit.ts';
import { lookUp } from './look-up.tsx';

export const ticketProgress = lookUp<TicketProgressData>({
  title: ({ t }) => t('诉求进度查询', 'Progress of a ticket'),
  trail: ({ t }) => [{ href: '/hotline', label: t('12345热线', '12345 hotline') }],
  label: ({ t }) => t('工单编号', 'Number of the ticket'),
  numberHint: ({ t }) => t('写在登记回执上，例如 RX2026031600001', 'It is on the receipt'),
  codeHint: ({ t }) => t('登记时和编号一起给出', 'Given with the number'),
  missing: ({ t }) => t('请输入工单编号', 'Enter the number'),
  find: async (visit, number, queryCode) =>
    (await ask<TicketProgressAnswer>(visit, TICKET_PROGRESS, { number, queryCode })).ticketProgress,
  shown: (found) => <Found ticket={found} />,
  besides: ({ t }) => (
    <p className="quiet section-title">
      {t('查办件，请到', 'For an application, go to')}{' '}
      <a href="/progress">{t('办件进度查询', 'progress of an application')}</a>
      {t('。', '.')}
    </p>
  ),
});

function Found({ ticket }: { ticket: TicketProgressData }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h2>
        {t.word('ticketKind', ticket.kind)} · {ticket.categoryName}{' '}
        <Tag tone={ticketTone(ticket.state)}>{t.word('ticketState', ticket.state)}</Tag>
      </h2>
      <Facts
        rows={[
          [
            t('工单编号', 'Number'),
            <span key="n" className="code">
              {ticket.number}
            </span>,
          ],
          [t('登记日期', 'Registered'), t.date(ticket.registeredOn)],
          [t('承办单位', 'Handled by'), ticket.unit && t.text(ticket.unit.name)],
          ticket.due &&
            !['registered', 'closed'].includes(ticket.state) && [
              t('应当答复', 'Answer due'),
              <Due key="d" due={ticket.due} />,
            ],
          [t('答复', 'Answer'), ticket.reply],
        ]}
      />
      <h2>{t('办理过程', 'Steps')}</h2>
      <Steps steps={ticket.steps} />
    </>
  );
}
