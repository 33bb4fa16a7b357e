import type { Pinned } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import { newlyUnfit } from '../definition/fit.ts';

/** What a case cannot go on with: its flow would ask, or its licence would state, what the form no longer has. */
const NEEDED: ReadonlySet<string> = new Set(['FLOW_DOES_NOT_FIT', 'FACE_DOES_NOT_FIT', 'VALIDITY_DOES_NOT_FIT']);

interface Bound {
  readonly form: Pinned;
  readonly flow: Pinned;
}

/**
 * Holds the versions that a case would be bound to against its item and its licence type, which it keeps. Throws BAD_MAPPING
 * with what no longer fits and did before.
 */
export async function refuseUnfit(
  context: CommandContext,
  { service, form, flow, licenceType }: Application['submitted'],
  next: Bound,
): Promise<void> {
  const bound = async (to: Bound) => {
    const pins = [['form', to.form] as const, ['flow', to.flow] as const, ['licenceType', licenceType] as const];
    const found = pins.flatMap(([kind, pin]) => (pin ? [{ kind, pin }] : []));
    const read = found.map(async ({ kind, pin }) => {
      const { definition } = await context.definitions.need(kind, pin.key, pin.version);
      return [`${kind}/${pin.key}`, definition as unknown as JsonObject] as const;
    });
    return new Map(await Promise.all(read));
  };
  const item = (await context.definitions.need('service', service.key, service.version)).definition;
  const [before, after] = await Promise.all([bound({ form, flow }), bound(next)]);
  const found = await newlyUnfit(context, 'service', item as unknown as JsonObject, before, after);
  const needed = found.filter(({ code }) => NEEDED.has(code));
  if (needed.length > 0) throw new Refusal('BAD_MAPPING', '新版本与办件已有的流程或证照不符', needed);
}
