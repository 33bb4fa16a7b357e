import { application } from './application/fold.ts';
import { dataset } from './dataset/stream.ts';
import { flow } from './flow/stream.ts';
import { form } from './form/stream.ts';
import { licence } from './licence/fold.ts';
import { licenceType } from './licence-type/stream.ts';
import { matter } from './matter/fold.ts';
import { number } from './number/stream.ts';
import { definitionPackage } from './package/stream.ts';
import { register } from './register/stream.ts';
import { service } from './service/stream.ts';
import { site } from './site/stream.ts';
import { type DomainEvent, type StreamType, upcastWith } from './stream.ts';
import { subject } from './subject/stream.ts';
import { system } from './system/stream.ts';
import { ticket } from './ticket/fold.ts';
import { unit } from './unit/stream.ts';

/** Every kind of stream there is. */
export const streamTypes = [
  unit,
  form,
  flow,
  service,
  licenceType,
  system,
  register,
  application,
  licence,
  matter,
  number,
  ticket,
  dataset,
  site,
  subject,
  definitionPackage,
] as unknown as readonly StreamType<DomainEvent, unknown>[];

/** Lifts the events of any stored commit to their current versions. */
export const upcast = upcastWith(streamTypes);

const personalKeys = new Map<string, ReadonlySet<string>>(
  streamTypes.flatMap((type) =>
    Object.entries(type.personal).map(([event, keys]) => [event, new Set(keys as readonly string[])] as const),
  ),
);

/** The keys an event's personal box may have; undefined when the type has no box. */
export function personalKeysOf(eventType: string): ReadonlySet<string> | undefined {
  return personalKeys.get(eventType);
}
