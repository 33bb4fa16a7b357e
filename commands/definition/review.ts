import * as decide from '../../events/definition/decide.ts';
import type { CommandContext } from '../context.ts';
import { which } from './edit.ts';
import { problemsOf, refuse } from './part-problems.ts';
import { type OnParts, onParts } from './parts.ts';

/** Sends drafts for review together (送审), all or none, in one commit. Throws INVALID_DEFINITION with what must be mended first. */
export async function submitForReview(
  context: CommandContext,
  wish: OnParts & { readonly note: string },
): Promise<void> {
  const together = wish.parts.map(({ kind, key }) => ({ kind, key }));
  await onParts(context, wish, 'definition.edit', async (loaded) => {
    refuse(await problemsOf(context, loaded, wish.users), loaded.length > 1);
    const { today } = context;
    const note = wish.note.trim().slice(0, 500);
    return loaded.map(({ part, state }) =>
      decide.submit(state, which(context, part, state.unit), { today, note, together }),
    );
  });
}

/** Sends drafts back to who drafted them, with the reasons. */
export async function returnToDrafter(
  context: CommandContext,
  wish: OnParts & { readonly reasons: string },
): Promise<void> {
  await onParts(context, wish, 'definition.review', async (loaded) =>
    loaded.map(({ part, state }) =>
      decide.sendBack(state, which(context, part, state.unit), { today: context.today, reasons: wish.reasons }),
    ),
  );
}
