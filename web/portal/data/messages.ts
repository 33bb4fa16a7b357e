import type { DataText } from '../parts/reading.tsx';
import type { Connection } from './services.ts';

/** What a line shows of a message. */
export const MESSAGE = 'id at moment kind about number title { zh en } text { zh en } read';

export const MESSAGES = `query Messages($after: String) {
  unreadMessages
  messages(first: 20, after: $after) { edges { cursor node { ${MESSAGE} } } pageInfo { hasNextPage endCursor } }
}`;

export const READ = `mutation ReadMessages($upTo: DateTime!) { markMessagesRead(upTo: $upTo) }`;

export interface MessageRow {
  readonly id: string;
  readonly at: string;
  readonly moment: string;
  readonly kind: 'case' | 'matter';
  readonly about: string;
  readonly number: string | null;
  readonly title: DataText | null;
  readonly text: DataText | null;
  readonly read: boolean;
}

export interface MessagesAnswer {
  readonly unreadMessages: number;
  readonly messages: Connection<MessageRow>;
}
