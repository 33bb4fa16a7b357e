import type { ReactNode } from 'react';
import { type CaseRow, type LicenceRow, MY, type MyAnswer, type TicketRow } from '../data/mine.ts';
import { type Handler, show, signInFirst } from '../page.tsx';
import { Due, Empty, Facts, NextPage, Tag, withParams } from '../parts/bits.tsx';
import { caseTone, ticketTone } from '../parts/case-tone.ts';
import { MessageList } from '../parts/message-list.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** 我的办事: drafts, cases, licences and tickets of who signed in. What waits for them comes first. */
export const my: Handler = async (visit) => {
  if (!visit.viewer) return signInFirst(visit);
  const after = (name: string): string | null => visit.url.searchParams.get(name);
  const answer = await ask<MyAnswer>(visit, MY, {
    cases: after('cases'),
    tickets: after('tickets'),
    licences: after('licences'),
  });
  const title = visit.t('我的办事', 'My matters');
  return show(visit, { title, trail: [] }, <My title={title} url={visit.url} answer={answer} />);
};

function My({ title, url, answer }: { title: string; url: URL; answer: MyAnswer }): ReactNode {
  const t = useSpeech();
  const { myDrafts, myCases, myLicences, myTickets, messages, unreadMessages } = answer;
  const waiting = myCases.edges.filter(({ node }) => node.state === 'supplementRequested');
  const others = myCases.edges.filter((edge) => !waiting.includes(edge));
  const paged = (
    name: string,
    { pageInfo }: { pageInfo: { hasNextPage: boolean; endCursor: string | null } },
  ): ReactNode => (
    <NextPage
      href={pageInfo.hasNextPage ? withParams(url, { [name]: pageInfo.endCursor }) : null}
      first={url.searchParams.has(name) ? withParams(url, { [name]: null }) : null}
    />
  );
  return (
    <>
      <h1>{title}</h1>
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('等您办理', 'Waiting for you')}</h2>
          <ul className="cards plain">
            {waiting.map(({ node }) => (
              <CaseCard key={node.id} row={node} />
            ))}
          </ul>
        </section>
      )}
      {messages.edges.length > 0 && (
        <section aria-labelledby="messages">
          <h2 id="messages">{t('我的消息', 'My messages')}</h2>
          <MessageList messages={messages.edges.map(({ node }) => node)} />
          <p>
            <a href="/my/messages">
              {unreadMessages > 0
                ? t(`全部消息（${unreadMessages}条未读）`, `All messages (${unreadMessages} new)`)
                : t('全部消息', 'All messages')}
            </a>
          </p>
        </section>
      )}
      <section aria-labelledby="drafts">
        <h2 id="drafts">{t('草稿', 'Drafts')}</h2>
        {myDrafts.length === 0 ? (
          <p className="quiet">{t('没有没填完的申请。', 'No unfinished application.')}</p>
        ) : (
          <ul className="cards plain">
            {myDrafts.map((draft) => (
              <li key={draft.id} className="card">
                <h3>
                  <a href={`/drafts/${encodeURIComponent(draft.id)}`}>{t.text(draft.service.name)}</a>
                </h3>
                <p className="quiet">
                  {t(
                    `${t.instant(draft.savedAt)}保存，保留到${t.date(draft.expiresOn)}`,
                    `Saved ${t.instant(draft.savedAt)}, kept until ${t.date(draft.expiresOn)}`,
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="cases">
        <h2 id="cases">{t('办件', 'Applications')}</h2>
        {myCases.edges.length > 0 && others.length === 0 ? (
          <p className="quiet">{t('没有其他办件。', 'No other application.')}</p>
        ) : myCases.edges.length === 0 ? (
          <Empty title={t('还没有提交过申请', 'No application yet')}>
            <p>
              <a href="/services?online=1">{t('查找可以网上申请的事项', 'Find online services')}</a>
            </p>
          </Empty>
        ) : (
          <ul className="cards plain">
            {others.map(({ node }) => (
              <CaseCard key={node.id} row={node} />
            ))}
          </ul>
        )}
        {paged('cases', myCases)}
      </section>
      <section aria-labelledby="licences">
        <h2 id="licences">{t('电子证照', 'Licences')}</h2>
        {myLicences.edges.length === 0 ? (
          <p className="quiet">{t('还没有电子证照。', 'No licence yet.')}</p>
        ) : (
          <ul className="cards plain">
            {myLicences.edges.map(({ node }) => (
              <LicenceCard key={node.id} row={node} />
            ))}
          </ul>
        )}
        {paged('licences', myLicences)}
      </section>
      <section aria-labelledby="tickets">
        <h2 id="tickets">{t('12345诉求', '12345 tickets')}</h2>
        {myTickets.edges.length === 0 ? (
          <p className="quiet">
            {t('还没有诉求。', 'No ticket yet.')} <a href="/hotline">{t('写一条', 'Write one')}</a>
          </p>
        ) : (
          <ul className="cards plain">
            {myTickets.edges.map(({ node }) => (
              <TicketCard key={node.id} row={node} />
            ))}
          </ul>
        )}
        {paged('tickets', myTickets)}
      </section>
    </>
  );
}

function CaseCard({ row }: { row: CaseRow }): ReactNode {
  const t = useSpeech();
  const href = `/my/cases/${encodeURIComponent(row.id)}`;
  return (
    <li className="card">
      <h3>
        <a href={href}>{t.text(row.service.name)}</a>
      </h3>
      <p className="tags">
        <Tag tone={caseTone(row.state)}>{t.word('caseState', row.state)}</Tag>
        {row.trial && <Tag tone="warn">{t('试运行', 'On trial')}</Tag>}
      </p>
      <p className="quiet code">{row.number}</p>
      <p className="quiet">
        {t(`${t.date(row.submittedOn)}提交`, `Submitted ${t.date(row.submittedOn)}`)} · {t.text(row.unit.name)}
      </p>
      {row.actions.includes('supplement') && (
        <p>
          <a className="button" href={`${href}/supplement`}>
            {t('去补正', 'Supply now')}
          </a>
        </p>
      )}
    </li>
  );
}

function LicenceCard({ row }: { row: LicenceRow }): ReactNode {
  const t = useSpeech();
  return (
    <li className="card">
      <h3>
        <a href={`/licences/verify/${encodeURIComponent(row.identifier)}`}>{t.text(row.typeName)}</a>
      </h3>
      <p className="tags">
        <Tag tone={row.state === 'valid' ? 'success' : 'danger'}>{t.word('licenceState', row.state)}</Tag>
      </p>
      <p className="quiet code">{row.number}</p>
      <p className="quiet">
        {t.shortDate(row.validFrom)} {t('起，', ' to ')}
        {row.validTo ? t(`至${t.shortDate(row.validTo)}`, t.shortDate(row.validTo)) : t('长期有效', 'no end')}
      </p>
    </li>
  );
}

function TicketCard({ row }: { row: TicketRow }): ReactNode {
  const t = useSpeech();
  return (
    <li className="card">
      <h3>
        <a href={`/my/tickets/${encodeURIComponent(row.id)}`}>{row.title ?? row.categoryName}</a>
      </h3>
      <p className="tags">
        <Tag tone={ticketTone(row.state)}>{t.word('ticketState', row.state)}</Tag>
      </p>
      <p className="quiet">
        {t.word('ticketKind', row.kind)} · {row.categoryName}
      </p>
      <p className="quiet code">{row.number}</p>
      {row.due && !['registered', 'closed'].includes(row.state) && (
        <Facts rows={[[t('应当答复', 'Answer due'), <Due key="due" due={{ ...row.due, counted: [] }} />]]} />
      )}
    </li>
  );
}
