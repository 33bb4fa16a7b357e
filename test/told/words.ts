import { chaseOverdue } from '../../policies/chase.ts';
import { lapseSupplements } from '../../policies/lapse.ts';
import { recountUndated } from '../../policies/recount.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { tellOfLimits } from '../../policies/tell.ts';
import { PDF, type PostFile } from '../scenario/road.ts';
import type { World } from '../scenario/world.ts';

/** What a word needs to be done: the world, and asking as whoever acts. */
export interface Doing {
  readonly world: World;
  readonly post: PostFile;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by name
  ask(query: string, variables?: object): Promise<any>;
}

/** GraphQL with the step's `with` as its variables, or something done in several steps. The answer is the root field's. */
type Word = string | ((doing: Doing, given: { readonly [name: string]: unknown }) => Promise<unknown>);

const CASE = `id number state applicantName fee acceptBy acceptedOn decidedOn daysUsed onTime deemedAccepted
  due { date level daysLeft } legalDue stages { key title { zh } unit { code } due mine } defects { at label reason }
  supplementTerm { due expiry } answers actions reasons remedies licence { id identifier state } timeline { text detail } formVersion { version }`;

const MATTER = `id number title state officials { official } answers actions
  stages { key unit { code } mine due { date } dueAt waysBack { to } } timeline { text detail }
  summaries { stage answered totals totalsBefore rows { unit { code } cells before } }`;

/**
 * The words that steps are told in. Whoever adds mutations that people of a system use adds their words here; anything
 * else a step `asks` in GraphQL.
 */
export const WORDS: { readonly [word: string]: Word } = {
  申请: apply,
  查看办件: `query($id: ID, $number: String) { case(id: $id, number: $number) { ${CASE} } }`,
  办件列表:
    'query($queue: CaseQueue!, $filter: CaseFilter) { cases(queue: $queue, filter: $filter, first: 50) { edges { node { number state } } } }',
  受理: `mutation($id: ID!) { acceptCase(id: $id) { ${CASE} } }`,
  告知补正: `mutation($id: ID!, $defects: [DefectInput!]!) { requestSupplement(id: $id, defects: $defects) { ${CASE} } }`,
  提交补正: `mutation($id: ID!, $answers: JSON!) { supplementCase(id: $id, answers: $answers) { ${CASE} } }`,
  不予受理: `mutation($id: ID!, $reasons: String!, $remedies: String!) { declineCase(id: $id, reasons: $reasons, remedies: $remedies) { ${CASE} } }`,
  办结环节: `mutation($id: ID!, $stage: ID!, $decision: StageDecision = pass, $opinion: String = "已审查", $reasons: String, $remedies: String) {
    completeStage(id: $id, stage: $stage, decision: $decision, opinion: $opinion, reasons: $reasons, remedies: $remedies) { ${CASE} } }`,
  中止计时: `mutation($id: ID!, $procedure: Procedure!, $reason: String!) { stopClock(id: $id, procedure: $procedure, reason: $reason) { ${CASE} } }`,
  恢复计时: `mutation($id: ID!, $result: String!) { restartClock(id: $id, result: $result) { ${CASE} } }`,
  延长期限: `mutation($id: ID!, $days: Int!, $reason: String!) { extendLimit(id: $id, days: $days, reason: $reason) { ${CASE} } }`,
  撤回申请: `mutation($id: ID!, $reason: String!) { withdrawCase(id: $id, reason: $reason) { ${CASE} } }`,
  评价: 'mutation($id: ID!, $stars: Int!, $tags: [String!]! = []) { rateCase(id: $id, stars: $stars, tags: $tags) { stars } }',
  查询进度:
    'query($number: String!, $queryCode: String!) { progress(number: $number, queryCode: $queryCode) { state supplementTerm { due } defects { label reason } steps { label status } } }',
  核验证照:
    'query($identifier: String!) { verifyLicence(identifier: $identifier) { result message maskedHolder issuer { code } validFrom validTo } }',
  发起: begin,
  查看事务: `query($id: ID, $number: String) { matter(id: $id, number: $number) { ${MATTER} } }`,
  办完: endStage,
  退回: `mutation($id: ID!, $stage: ID!, $to: ID!, $reason: String!) { sendMatterBack(id: $id, stage: $stage, to: $to, reason: $reason) { ${MATTER} } }`,
  加签: `mutation($id: ID!, $stage: ID!, $role: Role!, $unit: ID!, $question: String = "请审阅") {
    askMatterSigner(id: $id, stage: $stage, role: $role, unit: $unit, question: $question) { ${MATTER} } }`,
  签字: `mutation($id: ID!, $stage: ID!, $agrees: Boolean = true, $opinion: String = "") { signMatter(id: $id, stage: $stage, agrees: $agrees, opinion: $opinion) { ${MATTER} } }`,
  销号: `mutation($id: ID!, $opinion: String = "同意销号") { closeMatter(id: $id, opinion: $opinion) { ${MATTER} } }`,
  撤回事务: `mutation($id: ID!, $reason: String!) { withdrawMatter(id: $id, reason: $reason) { ${MATTER} } }`,
  台账: `query($system: ID!, $register: ID!, $queue: MatterQueue, $filters: [MatterFilter!]) {
    matters(system: $system, register: $register, queue: $queue, filters: $filters, first: 50) { edges { node { number title cells chased } } } }`,
  站内消息:
    'query($first: Int = 20) { unreadMessages messages(first: $first) { edges { node { moment stage { zh } kind number title { zh } text { zh en } read } } } }',
  时钟: async ({ world }) => {
    await acceptSilent(world.cloud);
    await lapseSupplements(world.cloud);
    await recountUndated(world.cloud);
    await world.platform.runner.catchUp();
    await chaseOverdue(world.cloud);
    await tellOfLimits(world.cloud);
    return null;
  },
};

/** Fills in, uploads a paper to each of `files`, and submits: as the applicant, or for `applicant` at a window. */
async function apply({ ask, post }: Doing, given: { readonly [name: string]: unknown }): Promise<unknown> {
  const { service, answers, files = [], applicant = null } = given;
  const start =
    'mutation($service: ID!, $applicant: ApplicantInput) { startDraft(service: $service, applicant: $applicant) { id } }';
  const { startDraft } = await ask(start, { service, applicant });
  const save = 'mutation($id: ID!, $answers: JSON!) { saveDraft(id: $id, answers: $answers) { version } }';
  await ask(save, { id: startDraft.id, answers });
  for (const field of files as readonly string[]) {
    const at = { draft: startDraft.id, field };
    const request =
      'mutation($draft: ID!, $field: String!) { requestUpload(draft: $draft, field: $field, returnTo: "/my") { url fields { name value } } }';
    const key = await post((await ask(request, at)).requestUpload, PDF, '材料.pdf');
    const attach =
      'mutation($draft: ID!, $field: String!, $key: String!) { attachUpload(draft: $draft, field: $field, key: $key, name: "材料.pdf") { id } }';
    await ask(attach, { ...at, key });
  }
  const submit = 'mutation($id: ID!) { submitDraft(id: $id) { case number queryCode acceptBy submittedOn repeated } }';
  const { submitDraft } = await ask(submit, { id: startDraft.id });
  return { id: submitDraft.case, ...submitDraft };
}

/** Begins a matter, with a photo taken in for each field of `photos`. */
async function begin({ ask, post }: Doing, given: { readonly [name: string]: unknown }): Promise<unknown> {
  const { system, unit = null, answers, photos = [] } = given;
  let place: string | null = null;
  let taken = {};
  if ((photos as readonly string[]).length > 0) {
    place = (await ask('mutation($system: ID!) { openMatterPlace(system: $system) }', { system })).openMatterPlace;
    taken = await takeIn({ ask, post }, place as string, photos as readonly string[]);
  }
  const query = `mutation($system: ID!, $unit: ID, $answers: JSON!, $place: ID) {
    beginMatter(system: $system, unit: $unit, answers: $answers, place: $place) { ${MATTER} } }`;
  return (await ask(query, { system, unit, place, answers: { ...(answers as object), ...taken } })).beginMatter;
}

/** Ends a stage of a matter, with a photo taken in for each field of `photos`. */
async function endStage({ ask, post }: Doing, given: { readonly [name: string]: unknown }): Promise<unknown> {
  const { id, answers = {}, photos = [], ...more } = given;
  const taken = await takeIn({ ask, post }, id as string, photos as readonly string[]);
  const query = `mutation($id: ID!, $stage: ID!, $decision: StageDecision = pass, $opinion: String = "", $answers: JSON = {}) {
    endMatterStage(id: $id, stage: $stage, decision: $decision, opinion: $opinion, answers: $answers) { ${MATTER} } }`;
  return (await ask(query, { ...more, id, answers: { ...(answers as object), ...taken } })).endMatterStage;
}

async function takeIn({ ask, post }: Pick<Doing, 'ask' | 'post'>, matter: string, fields: readonly string[]) {
  const taken: { [field: string]: readonly unknown[] } = {};
  for (const field of fields) {
    const at = { matter, field };
    const request =
      'mutation($matter: ID!, $field: String!) { requestUpload(matter: $matter, field: $field, returnTo: "/desk") { url fields { name value } } }';
    const key = await post((await ask(request, at)).requestUpload, PHOTO, '照片.png');
    const attach =
      'mutation($matter: ID!, $field: String!, $key: String!) { attachUpload(matter: $matter, field: $field, key: $key, name: "照片.png") { id name size type } }';
    taken[field] = [(await ask(attach, { ...at, key })).attachUpload];
  }
  return taken;
}

/** One white point. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);
