import type { ReactNode } from 'react';
import { MESSAGES, type MessagesAnswer, READ } from '../data/messages.ts';
import { goTo, type Handler, show, signInFirst } from '../page.tsx';
import { Empty, NextPage, withParams } from '../parts/bits.tsx';
import { MessageList } from '../parts/message-list.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** 我的消息: what the offices told who signed in, the latest first. */
export const myMessages: Handler = async (visit) => {
  if (!visit.viewer) return signInFirst(visit);
  const answer = await ask<MessagesAnswer>(visit, MESSAGES, { after: visit.url.searchParams.get('after') });
  const { t } = visit;
  const title = t('我的消息', 'My messages');
  const trail = [{ href: '/my', label: t('我的办事', 'My matters') }];
  return show(visit, { title, trail }, <Messages title={title} url={visit.url} answer={answer} />);
};

/** Marks as read what stood on the page, and nothing that came since. */
export const readMessages: Handler = async (visit) => {
  if (!visit.viewer) return signInFirst(visit);
  await ask(visit, READ, { upTo: visit.form?.get('upTo') ?? '' });
  return goTo('/my/messages');
};

function Messages({ title, url, answer }: { title: string; url: URL; answer: MessagesAnswer }): ReactNode {
  const t = useSpeech();
  const { unreadMessages, messages } = answer;
  const rows = messages.edges.map(({ node }) => node);
  const latest = rows[0]?.at;
  return (
    <>
      <h1>{title}</h1>
      {unreadMessages > 0 && latest && !url.searchParams.has('after') && (
        <form method="post" action="/my/messages" className="form">
          <input type="hidden" name="upTo" value={latest} />
          <button type="submit" className="button secondary">
            {t(`${unreadMessages}条未读，全部标为已读`, `Mark ${unreadMessages} as read`)}
          </button>
        </form>
      )}
      {rows.length === 0 ? (
        <Empty title={t('还没有消息', 'No message yet')}>
          <p>{t('办件有了进展，办理单位会在这里告诉您。', 'Offices tell you here how your application goes.')}</p>
        </Empty>
      ) : (
        <MessageList messages={rows} />
      )}
      <NextPage
        href={messages.pageInfo.hasNextPage ? withParams(url, { after: messages.pageInfo.endCursor }) : null}
        first={url.searchParams.has('after') ? withParams(url, { after: null }) : null}
      />
    </>
  );
}
