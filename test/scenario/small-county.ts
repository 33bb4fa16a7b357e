import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { handleUpload } from '../../platform/embedded/blobs.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { domain } from '../../views/registry.ts';
import { directoryOf } from '../../views/services/directory.ts';
import type { PostFile, Receipt } from './road.ts';
import { answerTo, ask, StoryClock, type World } from './world.ts';

/** The sample county without cases, on one machine, for a story that needs no web server. */
export interface SmallCounty {
  readonly world: World;
  readonly post: PostFile;
  /** What the engine had no code for: a story must cause none. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export async function openSmallCounty(): Promise<SmallCounty> {
  const dir = await mkdtemp(join(tmpdir(), 'hengyun-county-'));
  const clock = new StoryClock('2026-03-02T00:00:00.000Z');
  const platform = await openEmbedded({ dataDir: dir, domain, lanes: 1, clock });
  platform.runner.start();
  const county = readCounty();
  const cloud = openCloud(platform, county.region);
  await seedBasics(contextFor(cloud, systemActor('seed')), county);
  await platform.runner.catchUp();
  const faults: string[] = [];
  const services = {
    cloud,
    directory: directoryOf(platform),
    openData: openDataOf(platform),
    probe: async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' }),
  };
  const engine = createEngine(services, (_, error) => faults.push(String(error)));
  const post: PostFile = async (upload, bytes, name) => {
    const form = new FormData();
    for (const field of upload.fields) form.append(field.name, field.value);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const url = new URL(upload.url, 'http://localhost');
    const answer = await handleUpload(platform.blobs, new Request(url, { method: 'POST', body: form }));
    return new URL(answer.headers.get('location') ?? '', 'http://localhost').searchParams.get('key') ?? '';
  };
  const close = async () => {
    await platform.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { world: { platform, cloud, engine, clock }, post, faults, close };
}

/** Temporary relief (临时救助): a village station looks, the town decides. */
export const RELIEF = 'lin-shi-jiu-zhu';
/** The community whose station 谭站长 (`village`) keeps. */
export const JINXI = '430423100011';

/** 李样例 (`citizen`) of 金溪 as she states who she is. */
export const her = {
  applicantName: '李样例',
  identityNumber: '430423199001010014',
  phone: '13800000001',
  address: '湖南省衡山县开云镇金溪社区示例路12号',
};

const tests = (readCounty().forms.get(RELIEF) as FormDefinition).tests ?? [];
const study = tests.find(({ answers }) => (answers as { cause?: string }).cause === 'study')?.answers;

/** Right answers without any file: school fees, within what was spent. */
export function reliefAnswers(change: object = {}): object {
  return { ...study, ...her, division: JINXI, requested: '200000', ...change };
}

const SUBMIT = `mutation($answers: JSON!, $applicant: ApplicantInput) {
  submitApplication(service: "${RELIEF}", answers: $answers, applicant: $applicant) { case number queryCode }
}`;

/** Applies for relief: the person themselves, or staff who name the applicant. */
export async function applyForRelief(
  world: World,
  by: string,
  change: object = {},
  applicant: object | null = null,
): Promise<Receipt> {
  return (await ask(world, by, SUBMIT, { answers: reliefAnswers(change), applicant })).submitApplication;
}

export function reliefRefused(world: World, by: string, change: object = {}, applicant: object | null = null) {
  return answerTo(world, by, SUBMIT, { answers: reliefAnswers(change), applicant });
}
