import type { Pinned } from '../../events/application/events.ts';
import type { Pilot } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { dateWords } from '../../lowcode/dates.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { CommandContext } from '../context.ts';
import type { Version } from '../definition/published.ts';
import type { Filing } from './applicant.ts';

/** The version of an item that somebody may apply for now, and where. */
export interface Offered {
  readonly service: Version<ServiceDefinition>;
  /** Set for a version on trial (试运行): cases are then marked, and bound to just the versions it was tried with. */
  readonly pilot: Pilot | null;
}

type Where = Pick<Filing, 'filingUnits'>;

/**
 * What is offered here and today: the version on trial where it is tried, else the regular one; for a draft, the version it
 * was begun with. Throws NOT_FOUND, NOT_IN_PILOT where only a trial elsewhere or at another time is left.
 */
export async function offeredTo(
  context: CommandContext,
  key: string,
  where: Where,
  begun: number | null = null,
): Promise<Offered> {
  const { definitions } = context;
  const pilot = await definitions.pilot(key);
  if (pilot && (begun === null || begun === pilot.version)) {
    const service = await definitions.need('service', key, pilot.version);
    if (await isTriedAt(context, pilot, service.definition, where)) return { service, pilot };
    if (begun !== null || (await definitions.current('service', key)) === null) throw await notHere(context, pilot);
  }
  if (begun === null) return { service: await definitions.need('service', key), pilot: null };
  const service = await definitions.need('service', key, begun);
  const before = await definitions.pilotBefore(key, begun);
  // What was begun on trial goes on as regular once that version is.
  if (before?.confirmed) return { service: await definitions.need('service', key), pilot: null };
  if (before) throw new Refusal('NOT_IN_PILOT', '这一事项的试运行已经结束，请重新申请');
  return { service, pilot: null };
}

/** Exactly the versions that are tried together. */
export function boundIn(pilot: Pilot, kind: 'form' | 'flow' | 'licenceType'): Pinned | null {
  const found = pilot.binds.find((one) => one.kind === kind);
  return found ? { key: found.key, version: found.version } : null;
}

/** Whether it is tried today at a place where this is filed: what is filed online, at the unit that decides. */
async function isTriedAt(context: CommandContext, pilot: Pilot, item: ServiceDefinition, where: Where) {
  if (context.today < pilot.from || context.today > pilot.to) return false;
  const places = where.filingUnits.length > 0 ? where.filingUnits : [item.unit];
  for (const code of places) {
    const unit = await context.units.get(code);
    if ([code, ...(unit?.ancestors ?? [])].some((one) => pilot.units.includes(one))) return true;
  }
  return false;
}

async function notHere(context: CommandContext, { units, from, to }: Pilot): Promise<Refusal> {
  const names = await Promise.all(units.map(async (code) => (await context.units.get(code))?.name.zh ?? code));
  return new Refusal(
    'NOT_IN_PILOT',
    `这一事项正在试运行，${dateWords(from)}至${dateWords(to)}只在${names.join('、')}办理`,
  );
}
