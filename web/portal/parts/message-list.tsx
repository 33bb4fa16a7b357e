import type { ReactNode } from 'react';
import type { MessageRow } from '../data/messages.ts';
import { Tag } from './bits.tsx';
import { useSpeech } from './reading.tsx';

/** Messages, the latest first; those about a case lead to it. */
export function MessageList({ messages }: { messages: readonly MessageRow[] }): ReactNode {
  const t = useSpeech();
  return (
    <ul className="cards plain">
      {messages.map((each) => (
        <li key={each.id} className="card">
          <h3>
            {each.kind === 'case' ? (
              <a href={`/my/cases/${encodeURIComponent(each.about)}`}>
                {each.title ? t.text(each.title) : each.number}
              </a>
            ) : (
              each.title && t.text(each.title)
            )}
          </h3>
          {!each.read && (
            <p className="tags">
              <Tag tone="primary" icon={false}>
                {t('未读', 'New')}
              </Tag>
            </p>
          )}
          <p>{each.text ? t.text(each.text) : t('（已删除）', '(deleted)')}</p>
          <p className="quiet">{t.instant(each.at)}</p>
        </li>
      ))}
    </ul>
  );
}
