import { dataset } from '../../events/dataset/stream.ts';
import type { TicketKind, TicketLimit } from '../../events/ticket/events.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';

/** Key of the code list that holds the category tree. */
export const CATEGORIES = 'ticket-categories';

/** A row of the hotline's category tree (工单分类): data that the hotline keeps. */
export interface TicketCategory {
  readonly key: string;
  readonly name: string;
  readonly kind: TicketKind;
  readonly parent: string | null;
  readonly limit: TicketLimit;
  readonly urgentLimit: TicketLimit | null;
}

/** The region's category tree; empty when the hotline has not loaded one. */
export async function categoriesOf(
  context: Pick<CommandContext, 'platform' | 'region'>,
): Promise<readonly TicketCategory[]> {
  const { state } = await load(context.platform, dataset, `${context.region}/${CATEGORIES}`);
  return (state?.facts.rows ?? []) as unknown as readonly TicketCategory[];
}

/** Limits for kinds without a category: consultation and help 3 working days, others 13. */
export function defaultLimit(kind: TicketKind): TicketLimit {
  if (kind === 'siteError') return { unit: 'workingDays', count: 3 };
  return { unit: 'workingDays', count: kind === 'consultation' || kind === 'help' ? 3 : 13 };
}
