import { Refusal } from '../../events/stream.ts';
import { register } from '../../events/ticket/decide.ts';
import type { TicketChannel, TicketKind } from '../../events/ticket/events.ts';
import { ticket } from '../../events/ticket/fold.ts';
import { isPhone } from '../../lowcode/identifier/patterns.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import { may, unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { idFromCommand, newQueryCode, numberFor } from '../ids.ts';
import { fresh, load, transact } from '../transact.ts';
import { categoriesOf, defaultLimit } from './categories.ts';

export interface TicketWish {
  readonly kind: TicketKind;
  readonly category: string | null;
  readonly title: string;
  readonly text: string;
  /** Division code of the town. */
  readonly town: string | null;
  readonly place: string | null;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly urgent: boolean;
  readonly callerName: string | null;
  readonly callerPhone: string | null;
  readonly channel: TicketChannel;
  readonly site: string | null;
  readonly page: string | null;
  /** Stream of the case it is about, already found by its number. */
  readonly application: string | null;
}

export interface TicketReceipt {
  readonly id: string;
  readonly number: string;
  readonly queryCode: string;
  readonly registeredOn: string;
  readonly repeated: boolean;
  readonly position: { readonly lane: number; readonly position: number } | null;
}

/**
 * Registers a ticket: from the web by anybody, from the phone desk by an operator. An anonymous ticket keeps neither name
 * nor number of the caller. Throws INVALID_TICKET with fields, NO_HOTLINE when the region has none.
 */
export async function registerTicket(
  context: CommandContext,
  claims: Claims | null,
  commandId: string,
  hotline: string,
  wish: TicketWish,
): Promise<TicketReceipt> {
  const desk = may(context.actor, 'ticket.register', unitsWith(context.actor, 'ticket.register'));
  const channel = desk || context.actor.kind === 'system' ? wish.channel : 'web';
  check(wish);
  const category = (await categoriesOf(context)).find((one) => one.key === wish.category);
  if (wish.category && !category) throw invalid('category', 'NOT_AN_OPTION', '请从列表中选择分类');
  const unit = await context.units.need(hotline);
  const urgent = desk && wish.urgent;
  const limit = (urgent ? category?.urgentLimit : null) ?? category?.limit ?? defaultLimit(wish.kind);
  const id = idFromCommand(commandId, ticket.category);
  const caller = wish.anonymous
    ? {}
    : {
        ...given('callerName', wish.callerName ?? (desk ? null : (claims?.name ?? null))),
        ...given('callerPhone', wish.callerPhone ?? (desk ? null : (claims?.phone ?? null))),
      };
  const serial = await context.platform.state.takeNumbers(`ticket/${unit.code}/${context.today}`, 1);
  const number = numberFor(unit.shortCode, context.today, serial);
  const queryCode = newQueryCode();
  const events = register(null, {
    region: context.region,
    kind: wish.kind,
    category: category?.key ?? 'other',
    categoryName: category?.name ?? '其他',
    town: wish.town,
    month: context.today.slice(0, 7),
    today: context.today,
    number,
    queryDigest: await context.platform.vault.digest('query-code', `${number}/${queryCode}`),
    channel,
    urgent,
    anonymous: wish.anonymous,
    confidential: wish.confidential,
    limit,
    hotline: unit.code,
    hotlinePath: [unit.code, ...unit.ancestors],
    site: wish.site,
    page: wish.page,
    application: wish.application,
    registeredBy: desk ? context.actor.id : null,
    subject: await subjectOf(context, id, wish, desk),
    personal: { title: wish.title.trim(), text: wish.text.trim(), ...given('place', wish.place), ...caller, queryCode },
  });
  const appended = await transact(context, commandId, async () => ({ changes: [{ read: fresh(ticket, id), events }] }));
  if (appended?.repeated) return ticketReceiptOf(context, id);
  const position = appended?.commits[0] ?? null;
  return { id, number, queryCode, registeredOn: context.today, repeated: false, position };
}

async function ticketReceiptOf(context: CommandContext, id: string): Promise<TicketReceipt> {
  const { state } = await load(context.platform, ticket, id);
  if (!state) throw new Error(`registered ticket not found: ${id}`);
  const { number, today, personal } = state.registered;
  const box = (await context.platform.vault.open(personal as string)) as { queryCode?: string } | null;
  return { id, number, queryCode: box?.queryCode ?? '', registeredOn: today, repeated: true, position: null };
}

/** Whom the ticket's words are sealed for: the signed-in caller, the caller's number, or the ticket alone. */
async function subjectOf(context: CommandContext, id: string, wish: TicketWish, desk: boolean): Promise<string> {
  if (!wish.anonymous && !desk && context.actor.subject) return context.actor.subject;
  const identifier = !wish.anonymous && wish.callerPhone ? `phone/${wish.callerPhone}` : `ticket/${id}`;
  return (await context.platform.vault.subjectFor(identifier)).subject;
}

function check(wish: TicketWish): void {
  const title = wish.title.trim();
  const text = wish.text.trim();
  if (title.length < 2 || title.length > 100) throw invalid('title', 'INVALID_FORMAT', '请用2至100个字概括您的诉求');
  if (text.length < 5 || text.length > 5000) throw invalid('text', 'INVALID_FORMAT', '请用5至5000个字说明情况');
  if (wish.callerPhone && !isPhone(wish.callerPhone))
    throw invalid('callerPhone', 'INVALID_FORMAT', '请填写有效的联系电话');
  if ((wish.place?.length ?? 0) > 200 || (wish.callerName?.length ?? 0) > 50 || (wish.page?.length ?? 0) > 2000) {
    throw invalid('place', 'TOO_LONG', '填写的内容过长');
  }
  if (wish.town && !/^\d{9}(\d{3})?$/.test(wish.town)) throw invalid('town', 'NOT_AN_OPTION', '请从列表中选择乡镇');
}

function invalid(path: string, code: string, message: string): Refusal {
  return new Refusal('INVALID_TICKET', message, [{ path, code, message }]);
}

function given<K extends string>(key: K, value: string | null): { [key in K]?: string } {
  return value?.trim() ? ({ [key]: value.trim() } as { [key in K]?: string }) : {};
}
