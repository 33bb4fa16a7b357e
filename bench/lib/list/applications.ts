import type { Pinned } from '../../../events/application/events.ts';
import { chainHash, encodeCommit, GENESIS } from '../../../platform/contract/encode.ts';
import type { StoredCommit, StoredEvent } from '../../../platform/contract/log.ts';
import type { Platform } from '../../../platform/contract/platform.ts';
import type { County, SampleUnit } from '../../../samples/county.ts';
import { citizen } from '../people.ts';

/** An application as every store in the comparison holds it. */
export interface ApplicationRow {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly unit: string;
  readonly state: (typeof STATES)[number];
  readonly submittedAt: string;
  readonly submittedOn: string;
  readonly acceptBy: string;
}

export const STATES = ['received', 'accepted', 'granted'] as const;
const PEOPLE = 2000;
const PAGE = 4000;
const START = Date.parse('2026-01-05T01:00:00.000Z');

/** Applications for the county's own services, one every five seconds; the same list every time. */
export function applications(county: County, count: number): ApplicationRow[] {
  const services = [...county.services].map(([key, service]) => ({ key, unit: (service as { unit: string }).unit }));
  return Array.from({ length: count }, (_, n) => {
    const { key, unit } = services[n % services.length] as (typeof services)[number];
    const submittedAt = new Date(START + n * 5000).toISOString();
    return {
      id: `0198${n.toString(16).padStart(12, '0')}`,
      number: `B${String(n).padStart(9, '0')}`,
      service: key,
      unit,
      state: STATES[Math.floor(n / services.length) % STATES.length] as (typeof STATES)[number],
      submittedAt,
      submittedOn: submittedAt.slice(0, 10),
      acceptBy: '2026-12-31',
    };
  });
}

/** Appends the applications to a log of one lane as the facts that make them, with real sealed boxes of 2,000 people. */
export async function fillLog(platform: Platform, county: County, rows: readonly ApplicationRow[]): Promise<void> {
  const { log, vault } = platform;
  const [head = 0] = await log.heads();
  const last = (await log.readLane(0, head - 1, 1)).commits.at(-1);
  let previous: Uint8Array = last?.hash ?? GENESIS;
  let position = head;
  const people = Array.from({ length: PEOPLE }, (_, n) => citizen(n));
  const subjects = await vault.subjectsFor(people.map(({ identifier }) => identifier.value));
  const units = new Map(county.units.map((unit) => [unit.code, unit]));
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE);
    const boxes = await vault.sealMany(
      page.map((_, i) => {
        const person = people[(from + i) % PEOPLE] as ReturnType<typeof citizen>;
        const applicant = { name: person.name, identifier: person.identifier.value, phone: person.phone };
        const value = { applicant, answers: { reason: '办理事项的情况说明' }, queryCode: 'ABCD2345' };
        return { subject: subjects[(from + i) % PEOPLE]?.subject ?? '', value };
      }),
    );
    const commits: StoredCommit[] = [];
    for (const [i, row] of page.entries()) {
      const subject = subjects[(from + i) % PEOPLE]?.subject ?? '';
      for (const [ordinal, event] of eventsOf(row, county, units, subject, boxes[i] ?? '').entries()) {
        const stream = `application/${row.id}`;
        const at = row.submittedAt;
        const commandId = `${row.id}/${ordinal}`;
        const bytes = encodeCommit({ stream, ordinal, commandId, actor: `subject/${subject}`, at, events: [event] });
        previous = chainHash(previous, bytes);
        commits.push({ stream, ordinal, lane: 0, position: ++position, bytes, hash: previous });
      }
    }
    await log.restore(commits);
  }
}

function eventsOf(
  row: ApplicationRow,
  county: County,
  units: ReadonlyMap<string, SampleUnit>,
  subject: string,
  personal: string,
): StoredEvent[] {
  const service = county.services.get(row.service) as { name: { zh: string }; form: string; flow: string };
  const pinned = (key: string): Pinned => ({ key, version: 1 });
  const path: string[] = [];
  for (let unit = units.get(row.unit); unit; unit = units.get(unit.parent ?? '')) path.push(unit.code);
  const today = row.submittedOn;
  const place = { region: county.region, unit: row.unit, item: row.service, today };
  const submitted = {
    ...place,
    subject,
    personal,
    number: row.number,
    queryDigest: 'q'.repeat(43),
    itemName: service.name,
    service: pinned(row.service),
    form: pinned(service.form),
    flow: pinned(service.flow),
    licenceType: null,
    mode: 'promised',
    unitPath: path,
    alsoUnits: [],
    channel: 'web',
    applicantKind: 'person',
    filedBy: null,
    legalDays: 20,
    promisedDays: 10,
    answers: { purpose: 'pipe', days: '3' },
    attachments: [],
    fee: null,
    acceptBy: row.acceptBy,
    guard: null,
  };
  const accepted = { ...place, deemed: false, acceptedOn: today, promisedDue: '2026-12-31', legalDue: '2026-12-31' };
  const outcome = { outcome: 'granted', promisedDays: 10, daysUsed: 1, onTime: true, licence: null };
  const decided = { ...place, subject, personal, ...outcome, licenceIdentifier: null, guard: null };
  const events: StoredEvent[] = [
    { type: 'ApplicationSubmitted', v: 1, data: submitted },
    { type: 'ApplicationAccepted', v: 1, data: accepted },
    { type: 'ApplicationDecided', v: 1, data: decided },
  ] as unknown as StoredEvent[];
  return events.slice(0, STATES.indexOf(row.state) + 1);
}
