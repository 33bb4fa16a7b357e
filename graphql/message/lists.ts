import { forbidden } from '../../commands/access.ts';
import { casesView } from '../../views/cases/view.ts';
import { type MessageRow, messagesView } from '../../views/messages/view.ts';
import { idOf } from '../../views/view.ts';
import { listMerged, type Page } from '../connection.ts';
import type { Context } from '../context.ts';

/** How long somebody who never comes back is remembered as having read their messages. */
const KEPT_SECONDS = 3 * 366 * 86_400;

/** Whom the viewer's messages are for: themselves, and whoever holds their roles in their units. Who receives is the key, so nothing else can be read. */
function recipients(context: Context): readonly string[] {
  const { actor } = context.command;
  if (!context.viewer) throw forbidden();
  const places = actor.roles.flatMap(({ role, unit }) => (unit === undefined ? [] : [`${unit}/${role}`]));
  return [...new Set([actor.id, ...(actor.subject ? [actor.subject] : []), ...places])];
}

const inboxes = (context: Context, range: { readonly from?: string } = {}) =>
  recipients(context).map((partition) => ({ index: 'inbox', partition, descending: true, ...range }));

/** Messages (站内消息) for the viewer, the latest first. */
export async function messageList(context: Context, page: Page) {
  const queries = inboxes(context);
  const seen = await readUpTo(context);
  return listMerged(context, messagesView, queries, page, (row, key) => messageModel(context, row, key, seen));
}

/** How many came since the viewer last said that they had read them, up to 99. */
export async function unreadMessages(context: Context): Promise<number> {
  const seen = await readUpTo(context);
  const queries = inboxes(context, seen === null ? {} : { from: seen });
  const { edges } = await listMerged(context, messagesView, queries, { first: 100 }, ({ at }) => at);
  return Math.min(edges.filter(({ node }) => seen === null || node > seen).length, 99);
}

/** Remembers that the viewer has read what came up to an instant (ISO 8601, UTC); what was read stays read. How many are unread then. */
export async function markMessagesRead(context: Context, { upTo }: { upTo: string }): Promise<number> {
  recipients(context);
  const { actor } = context.command;
  const now = context.cloud.platform.clock.now();
  // What has not come yet cannot have been read.
  const at = upTo < now ? upTo : now;
  const before = await readUpTo(context);
  if (before === null || before < at) {
    const { state } = context.cloud.platform;
    await state.put('messages-read', actor.id, { at }, { ttlSeconds: KEPT_SECONDS, owner: actor.subject ?? actor.id });
  }
  return unreadMessages(context);
}

async function readUpTo(context: Context): Promise<string | null> {
  const entry = await context.cloud.platform.state.get('messages-read', context.command.actor.id);
  return (entry?.value.at as string | undefined) ?? null;
}

function messageModel(context: Context, row: MessageRow, key: string, seen: string | null) {
  const id = idOf(row.about);
  const kind = row.about.startsWith('matter/') ? 'matter' : 'case';
  const about = async (): Promise<{ number: string; title: { zh: string; en?: string } } | null> => {
    if (kind === 'matter') {
      const matter = await context.loaders.matter(row.about);
      return (
        matter && { number: matter.number, title: matter.title === null ? matter.systemName : { zh: matter.title } }
      );
    }
    const found = await context.cloud.platform.views.get(casesView, row.about);
    return found && { number: found.number, title: found.itemName };
  };
  return {
    id: key.slice(0, key.indexOf('|')),
    at: row.at,
    on: row.today,
    moment: row.on,
    stage: row.stageTitle,
    kind,
    about: id,
    number: async () => (await about())?.number ?? null,
    title: async () => (await about())?.title ?? null,
    text: async () => ((await context.loaders.open(row.sealed)) as { text?: object } | null)?.text ?? null,
    read: seen !== null && row.at <= seen,
  };
}
