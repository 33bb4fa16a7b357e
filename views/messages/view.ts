import type { ApplicationEvent } from '../../events/application/events.ts';
import type { MatterEvent } from '../../events/matter/events.ts';
import type { NoticeFact } from '../../events/notice.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A message (站内消息) as one recipient has it. Its words stay sealed; the title of what it is about is joined on read. */
export interface MessageRow {
  /** Stream of the case or matter. */
  readonly about: string;
  readonly on: NoticeFact['on'];
  readonly stageTitle: Text | null;
  /** A subject or an actor, or `unit/role`. */
  readonly recipient: string;
  /** Box with the words. */
  readonly sealed: string;
  readonly at: string;
  readonly today: string;
}

type Listens = Extract<ApplicationEvent, { type: 'NoticeSent' }> | Extract<MatterEvent, { type: 'MatterNoticeSent' }>;

/** What stands between a fact and a recipient in a key; no recipient has it. */
const FOR = '|';

/** The recipients of a notice; places as `unit/role`. */
function recipientsOf({ people, places }: NoticeFact): readonly string[] {
  return [...new Set([...people, ...places.map(({ unit, role }) => `${unit}/${role}`)])];
}

export const messagesView = view<MessageRow, Listens>({
  name: 'messages',
  version: 1,
  rowsPerStream: true,
  events: ['NoticeSent', 'MatterNoticeSent'],
  // A row for each recipient: a notice may go to hundreds of units, and a row's entries are written at once.
  route: ({ stream, ordinal, index, data }) =>
    recipientsOf(data).map((recipient) => `${stream}@${ordinal}.${index}${FOR}${recipient}`),
  evolve: (_, { stream, at, data }, key) => ({
    about: stream,
    on: data.on,
    stageTitle: data.stageTitle,
    recipient: key.slice(key.indexOf(FOR) + 1),
    sealed: data.personal as string,
    at,
    today: data.today,
  }),
  indexes: {
    /** What a recipient has, by when it came. */
    inbox: (row) => [{ partition: row.recipient, sort: row.at }],
  },
});
