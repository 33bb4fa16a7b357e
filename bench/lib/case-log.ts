import { randomBytes } from 'node:crypto';
import { chainHash, encodeCommit, GENESIS } from '../../platform/contract/encode.ts';
import type { Log, StoredCommit, StoredEvent } from '../../platform/contract/log.ts';

/** Cases that are open at the same time: their commits lie between each other, as they do in a county. */
const OPEN_AT_ONCE = 3000;
const PAGE = 5000;

/**
 * Fills an empty log of one lane with the commits of applications, eight events in five commits each, at least `events` of them.
 * Seeded: the same log every time, but for the sealed texts. Returns the number of events.
 */
export async function fillWithCases(log: Log, events: number): Promise<number> {
  const cases = Math.ceil(events / 8);
  const random = seeded(20260105);
  const open: { id: string; unit: number; step: number }[] = [];
  let started = 0;
  let position = 0;
  let previous = GENESIS;
  let page: StoredCommit[] = [];
  while (started < cases || open.length > 0) {
    if (started < cases && (open.length < OPEN_AT_ONCE || random() < 0.2)) {
      const id = `0198${started.toString(16).padStart(12, '0')}`;
      open.push({ id, unit: Math.floor(random() * 60), step: 0 });
      started++;
    }
    const at = Math.floor(random() * open.length);
    const one = open[at] as (typeof open)[number];
    const stream = `application/${one.id}`;
    const ordinal = one.step++;
    const made = steps[ordinal]?.(one.id, `430423-u${String(one.unit).padStart(2, '0')}`, one.unit) ?? [];
    const bytes = encodeCommit({
      stream,
      ordinal,
      commandId: `${one.id}/${ordinal}`,
      actor: 'person/01980000-bench',
      at: `2026-03-0${1 + ordinal}T02:00:00.000Z`,
      events: made,
    });
    previous = chainHash(previous, bytes);
    page.push({ stream, ordinal, lane: 0, position: ++position, bytes, hash: previous });
    if (one.step === steps.length) {
      open[at] = open.at(-1) as (typeof open)[number];
      open.pop();
    }
    if (page.length === PAGE) {
      await log.restore(page);
      page = [];
    }
  }
  await log.restore(page);
  return cases * 8;
}

const title = { zh: '占用、挖掘城市道路审批' };
const sealed = (subject: string, size: number) => `s1.${subject}.${randomBytes(size).toString('base64url')}`;
const stage = (key: string, unit: string) => {
  return { key, title: { zh: '审查' }, role: 'clerk', unit, limitDays: 5, kind: 'review', due: '2026-03-09' };
};

const steps: readonly ((id: string, unit: string, n: number) => readonly StoredEvent[])[] = [
  (id, unit, n) => {
    const service = { key: `s${n % 12}`, version: 1 };
    const place = { region: '430423', unit, item: service.key, today: '2026-03-01' };
    const data = {
      ...place,
      subject: id,
      personal: sealed(id, 700),
      number: `H${id.slice(-9)}`,
      queryDigest: 'q'.repeat(43),
      itemName: title,
      service,
      form: { key: 'form', version: 3 },
      flow: { key: 'flow', version: 2 },
      licenceType: null,
      mode: 'promised',
      unitPath: [unit, '430423'],
      alsoUnits: ['430423-hall'],
      channel: 'web',
      applicantKind: 'person',
      filedBy: null,
      legalDays: 20,
      promisedDays: 7,
      answers: { purpose: 'pipe', sections: [{ id: 'r1', surface: 'asphalt', length: '12', width: '1.5', days: '3' }] },
      attachments: [],
      fee: '120000',
      acceptBy: '2026-03-08',
      guard: null,
    };
    return [{ type: 'ApplicationSubmitted', v: 1, data }];
  },
  (_, unit) => {
    const place = { region: '430423', unit, item: 's', today: '2026-03-02' };
    const dates = { deemed: false, acceptedOn: '2026-03-02', promisedDue: '2026-03-11', legalDue: '2026-03-30' };
    const stages = [stage('a', unit), stage('b', '430423-police')];
    const flow = { open: stages.map(({ due: _due, ...rest }) => rest), done: [], outcome: null };
    return [
      { type: 'ApplicationAccepted', v: 1, data: { ...place, ...dates } },
      { type: 'StagesEntered', v: 2, data: { ...place, flow, stages } },
    ];
  },
  (id, unit) => [completed(id, unit, 'a')],
  (id, unit) => {
    const place = { region: '430423', unit, item: 's', today: '2026-03-04' };
    const stages = [stage('c', unit)];
    const flow = { open: [], done: [], outcome: null };
    return [completed(id, unit, 'b'), { type: 'StagesEntered', v: 2, data: { ...place, flow, stages } }];
  },
  (id, unit) => {
    const place = { region: '430423', unit, item: 's', today: '2026-03-05' };
    const outcome = { outcome: 'granted', promisedDays: 7, daysUsed: 3, onTime: true, licence: null };
    const data = { ...place, subject: id, personal: sealed(id, 60), ...outcome, licenceIdentifier: null, guard: null };
    return [completed(id, unit, 'c'), { type: 'ApplicationDecided', v: 1, data }];
  },
];

function completed(id: string, unit: string, key: string): StoredEvent {
  const place = { region: '430423', unit, item: 's', today: '2026-03-04', subject: id, personal: sealed(id, 90) };
  const flow = { open: [], done: [{ key, decision: 'agree' }], outcome: null };
  const data = {
    ...place,
    stage: key,
    stageTitle: { zh: '审查' },
    stageUnit: unit,
    decision: 'agree',
    flow,
    standsFor: null,
  };
  return { type: 'StageCompleted', v: 2, data };
}

/** Mulberry32: a small generator, good enough to mix cases. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
