import { changeState } from '../../events/licence/decide.ts';
import { licence } from '../../events/licence/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { LicenceState } from '../../lowcode/licence/definition.ts';
import { notFound, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';

/** Withholds, restores, annuls, revokes, cancels or transfers a licence; the head of the issuing unit, with a reason. */
export async function changeLicenceState(
  context: CommandContext,
  wish: { id: string; to: LicenceState; reason: string; expect?: number | null; commandId: string },
) {
  const appended = await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, licence, wish.id);
    if (!read.state) throw notFound('这份证照');
    require(context.actor, 'licence.change', [read.state.issued.issuer]);
    if (read.did(wish.commandId)) return { changes: [] };
    if (wish.expect != null && wish.expect !== read.state.revision)
      throw new Refusal('STALE', '这份证照刚刚有了变化，请刷新后再处理');
    return { changes: [{ read, events: changeState(read.state, { ...wish, today: context.today }) }] };
  });
  return appended?.commits[0] ?? null;
}
