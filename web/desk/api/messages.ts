import type { words } from '../../../lowcode/words.ts';
import { document } from './ask.ts';
import { pageInfo } from './fragments.ts';
import type { Connection, Text } from './model.ts';

export interface Message {
  readonly id: string;
  readonly at: string;
  readonly moment: keyof (typeof words)['noticeMoment'];
  readonly stage: Text | null;
  readonly kind: 'case' | 'matter';
  readonly number: string | null;
  readonly title: Text | null;
  readonly text: Text | null;
  readonly read: boolean;
}

export const MESSAGES = document<{ messages: Connection<Message> }, { first: number; after?: string }>(
  `query Messages($first: Int!, $after: String) { messages(first: $first, after: $after) {
    edges { cursor node { id at moment stage { zh } kind number title { zh } text { zh } read } } ${pageInfo} } }`,
);

export const UNREAD = document<{ unreadMessages: number }>('query Unread { unreadMessages }');

export const READ_MESSAGES = document<{ markMessagesRead: number }, { upTo: string }>(
  'mutation ReadMessages($upTo: DateTime!) { markMessagesRead(upTo: $upTo) }',
);
