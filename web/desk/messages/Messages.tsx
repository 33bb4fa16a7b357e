import { Button } from 'antd';
import { useState } from 'react';
import { instantWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { type AskError, ask, errorWords } from '../api/ask.ts';
import { MESSAGES, type Message, READ_MESSAGES, UNREAD } from '../api/messages.ts';
import { useAsk } from '../api/use-ask.ts';
import { usePages } from '../queue/use-pages.ts';
import { Link } from '../shell/Link.tsx';
import { ACTION_DONE } from '../ui/action.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';

/** 站内消息: what the flows told this person's roles in their units, the latest first. */
export function Messages() {
  const pages = usePages(MESSAGES, 'messages', { first: 30 });
  const unread = useAsk(UNREAD);
  const [problem, setProblem] = useState<string | null>(null);
  const latest = pages.asked.data?.[0]?.at;
  const markRead = async (upTo: string) => {
    setProblem(null);
    try {
      await ask(READ_MESSAGES, { upTo });
      await Promise.all([pages.asked.reload(), unread.reload()]);
      window.dispatchEvent(new Event(ACTION_DONE));
    } catch (error) {
      setProblem(errorWords(error as AskError));
    }
  };
  const count = unread.data?.unreadMessages ?? 0;
  return (
    <Screen
      title="站内消息"
      sub="流程在环节进入、办完、到期时告诉您的事"
      actions={count > 0 && latest && <Button onClick={() => markRead(latest)}>{count}条未读，全部标为已读</Button>}
    >
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <Await asked={pages.asked} rows={6}>
        {(messages) =>
          messages.length === 0 ? (
            <Empty title="还没有消息" hint="办件和内部事务的流程里设置了通知，到时候会出现在这里。" />
          ) : (
            <>
              <ul className="messages" aria-label="消息">
                {messages.map((each) => (
                  <Line key={each.id} message={each} />
                ))}
              </ul>
              {pages.hasMore && (
                <Button loading={pages.loadingMore} onClick={pages.more}>
                  显示更早的消息
                </Button>
              )}
              {pages.moreProblem && <p role="alert">{pages.moreProblem}</p>}
            </>
          )
        }
      </Await>
    </Screen>
  );
}

function Line({ message }: { message: Message }) {
  const { kind, number, title, text, moment, stage, at, read } = message;
  const to = kind === 'case' ? `/cases/${number}` : `/systems/matters/${number}`;
  return (
    <li className={read ? undefined : 'message-new'}>
      <p className="message-head">
        <strong>{number === null ? title?.zh : <Link to={to}>{title?.zh ?? number}</Link>}</strong>
        {!read && <Tag tone="primary">未读</Tag>}
      </p>
      <p>{text?.zh ?? '（已删除）'}</p>
      <p className="faint">
        {instantWords(at)} · {stage ? `${stage.zh}：` : ''}
        {wordFor('noticeMoment', moment)}
      </p>
    </li>
  );
}
