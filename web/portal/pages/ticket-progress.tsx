import type { ReactNode } from 'react';
import { TICKET_PROGRESS, type TicketProgressAnswer, type TicketProgressData } from '../data/look-ups.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { Due, Facts, Tag } from '../parts/bits.tsx';
import { ticketTone } from '../parts/case-tone.ts';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { Steps } from '../parts/steps.tsx';
import { ask, Refusal } from '../visit.ts';
import { problemWords } from './errors.tsx';

export const ticketProgress: Handler = async (visit) => {
  const { form, t } = visit;
  const title = t('诉求进度查询', 'Progress of a ticket');
  const options = { title, trail: [{ href: '/hotline', label: t('12345热线', '12345 hotline') }] };
  const number = (form?.get('number') ?? '').trim().slice(0, 40);
  const queryCode = (form?.get('queryCode') ?? '').trim().slice(0, 20);
  if (!form) return show(visit, options, <Ask title={title} number="" errors={[]} />);
  const errors: FormError[] = [];
  if (!number) errors.push({ path: 'number', message: t('请输入工单编号', 'Enter the number') });
  if (!queryCode) errors.push({ path: 'queryCode', message: t('请输入查询码', 'Enter the query code') });
  const found = errors.length === 0 ? await look(visit, number, queryCode) : null;
  if (found && !('error' in found)) return show(visit, options, <Found title={title} ticket={found} />);
  if (found) errors.push({ path: 'number', message: found.error });
  return show(visit, { ...options, status: 400 }, <Ask title={title} number={number} errors={errors} />);
};

async function look(
  visit: PageVisit,
  number: string,
  queryCode: string,
): Promise<TicketProgressData | { error: string }> {
  const { t } = visit;
  const unknown = t(
    '没有查到。请核对编号和查询码；一小时内最多试错五次',
    'Nothing found. Check the number and the code; five tries an hour',
  );
  try {
    const answer = await ask<TicketProgressAnswer>(visit, TICKET_PROGRESS, { number, queryCode });
    return answer.ticketProgress ?? { error: unknown };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL')) throw error;
    return { error: error.code === 'NOT_FOUND' ? unknown : problemWords(error, t.language) };
  }
}

function Ask({ title, number, errors }: { title: string; number: string; errors: readonly FormError[] }): ReactNode {
  const t = useSpeech();
  const at = (path: string): string | undefined => errors.find((error) => error.path === path)?.message;
  return (
    <>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action="/hotline/progress" className="form stack">
        <TextInput
          name="number"
          label={t('工单编号', 'Number of the ticket')}
          value={number}
          error={at('number')}
          maxLength={40}
          autoComplete="off"
          plain
        />
        <TextInput
          name="queryCode"
          label={t('查询码', 'Query code')}
          hint={t('登记时和编号一起给出', 'Given with the number')}
          error={at('queryCode')}
          maxLength={20}
          autoComplete="off"
          plain
          short
        />
        <button type="submit" className="button">
          {t('查询', 'Look up')}
        </button>
      </form>
    </>
  );
}

function Found({ title, ticket }: { title: string; ticket: TicketProgressData }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
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
      <p className="no-print">
        <a href="/hotline/progress">{t('再查一件', 'Look up another')}</a>
      </p>
    </>
  );
}
