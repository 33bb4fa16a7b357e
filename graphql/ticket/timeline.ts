import type { TicketEvent } from '../../events/ticket/events.ts';
import { dateWords } from '../../lowcode/dates.ts';
import { words } from '../../lowcode/words.ts';

/** One fact of a ticket as a sentence. `box` is the opened personal part, null when erased or none. */
export function sentenceOf(
  event: TicketEvent,
  unitName: string,
  box: Record<string, string> | null,
): { text: string; detail: string | null } {
  switch (event.type) {
    case 'TicketRegistered':
      return { text: `登记工单 ${event.data.number}（${words.ticketChannel[event.data.channel].zh}）`, detail: null };
    case 'TicketAccepted':
      return { text: '受理', detail: null };
    case 'TicketRejected':
      return { text: '不予受理', detail: box?.reason ?? null };
    case 'TicketAnsweredOnSpot':
      return { text: '当场答复', detail: box?.reply ?? null };
    case 'TicketDispatched': {
      const { due, round } = event.data;
      const by = due ? `，应于${dateWords(due)}前办结` : '，办结日期待定';
      return { text: `${round > 1 ? '重新派单' : '派单'}给${unitName}${by}`, detail: box?.note || null };
    }
    case 'TicketSigned':
      return { text: `${unitName}签收`, detail: null };
    case 'TicketReturned':
      return { text: `${unitName}退回`, detail: box?.reason ?? null };
    case 'TicketRecalled':
      return { text: `热线撤回给${unitName}的派单`, detail: box?.reason ?? null };
    case 'TicketReplied':
      return { text: `${unitName}回复`, detail: box?.reply ?? null };
    case 'TicketReviewed':
      return { text: event.data.approved ? '审核通过' : '审核不通过，退回补充', detail: box?.note || null };
    case 'TicketCalledBack': {
      const { reached, satisfaction } = event.data;
      const said = satisfaction === null ? '' : `，满意度${satisfaction}星`;
      return { text: reached ? `回访${said}` : '回访未接通', detail: box?.note || null };
    }
    case 'TicketRedone':
      return { text: `要求${unitName}重办`, detail: box?.reason ?? null };
    case 'TicketClosed':
      return { text: '办结', detail: null };
  }
}
