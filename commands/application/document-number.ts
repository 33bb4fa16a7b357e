import { numberDocument } from '../../events/application/decide-number.ts';
import type { ApplicationEvent } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import type { CommandContext } from '../context.ts';
import { nextNumber } from '../numbers.ts';
import type { Decision } from '../transact.ts';

/** Where the numbers of documents count: in place of a system. */
const SYSTEM = 'application';

/**
 * The official number (文号) for the document that tells what was just decided, by the version of the item that the case
 * keeps; null when nothing was decided, or its document has none.
 */
export async function numberOfDecision(
  context: CommandContext,
  state: Application,
  stream: string,
  events: readonly ApplicationEvent[],
): Promise<{ readonly event: ApplicationEvent; readonly given: Decision['changes'][number] } | null> {
  const occasion = occasionOf(events);
  if (occasion === null) return null;
  const { service, unit: code } = state.submitted;
  const { definition: item } = await context.definitions.need('service', service.key, service.version);
  const document = (item.documents ?? []).find((one) => one.occasion === occasion);
  if (!document?.numbering) return null;
  const unit = await context.units.need(code);
  const numbering = { ...document.numbering, key: unit.code, title: document.title };
  const { prepared, read, events: given } = await nextNumber(context, stream, { system: SYSTEM, numbering, unit });
  const { series, n, official } = prepared;
  const event = numberDocument(state, { document: document.key, occasion, series, n, official }, context);
  return { event, given: { read, events: given } };
}

function occasionOf(events: readonly ApplicationEvent[]) {
  for (const event of events) {
    if (event.type === 'ApplicationDecided') return event.data.outcome;
    if (event.type === 'ApplicationNotAccepted') return 'notAccepted' as const;
  }
  return null;
}
