import { Refusal } from '../../events/stream.ts';
import { erase, subject } from '../../events/subject/stream.ts';
import { notFound, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';

/** Subjects are random UUIDs: an id that is none can belong to nobody. */
const SUBJECT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Erases a person (个人信息保护法 47): the fact first, then drafts and the key. When it is interrupted, doing it again
 * completes it. Throws NOT_FOUND for whom nothing was ever sealed. Cases and licences stay, with nothing in them that says who it was.
 */
export async function eraseSubject(
  context: CommandContext,
  wish: { readonly subject: string; readonly reasonCode: string; readonly commandId: string },
): Promise<void> {
  if (context.actor.kind !== 'system') require(context.actor, 'subject.erase', [context.region]);
  // Checked before the fact is written: after it, nothing may refuse.
  if (!SUBJECT.test(wish.subject)) throw notFound('这个人');
  if (!/^[a-z][a-z-]{1,39}$/.test(wish.reasonCode)) throw new Refusal('BAD_REASON', '原因应为代码，例如 request');
  await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, subject, wish.subject);
    // Whoever was erased before stays erasable: that completes what was interrupted.
    if (!read.state.erased && !(await context.platform.vault.knows(wish.subject))) throw notFound('这个人');
    const data = { subject: wish.subject, today: context.today, reasonCode: wish.reasonCode };
    return { changes: [{ read, events: erase(read.state, data) }] };
  });
  await context.platform.state.deleteByOwner(`subject/${wish.subject}`);
  await context.platform.vault.erase(wish.subject);
}
