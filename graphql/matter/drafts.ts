import * as drafts from '../../commands/matter/drafts.ts';
import { Refusal } from '../../events/stream.ts';
import type { Json } from '../../platform/contract/json.ts';
import type { Context } from '../context.ts';

interface Where {
  readonly system?: string | null;
  readonly matter?: string | null;
  readonly stage?: string | null;
}

export function matterDraft(context: Context, where: Where) {
  return drafts.matterDraft(context.command, placeIn(where));
}

export const matterDraftMutations = {
  keepMatterDraft: (
    context: Context,
    args: Where & { answers: Json; opinion: string; place?: string | null; expectVersion?: number | null },
  ) => {
    const { answers, opinion, place = null, expectVersion: expect = null } = args;
    return drafts.keepMatterDraft(context.command, placeIn(args), { answers, opinion, place, expect });
  },
  dropMatterDraft: async (context: Context, where: Where) => {
    await drafts.dropMatterDraft(context.command, placeIn(where));
    return true;
  },
};

function placeIn({ system, matter, stage }: Where): drafts.DraftPlace {
  if (matter && stage && !system) return { matter, stage };
  if (system && !matter && !stage) return { system };
  throw new Refusal('BAD_QUERY', '请写明是哪个环节，或者要发起哪个系统的事务');
}
