import { readCounty } from '../samples/county.ts';
import { ROAD } from './scenario/road.ts';
import { answerTo, ask, type World } from './scenario/world.ts';

/** What the small world holds: all of it 李样例's or raised at the hotline. */
export interface Things {
  readonly case: string;
  readonly caseNumber: string;
  readonly caseCode: string;
  readonly licence: string;
  readonly licenceIdentifier: string;
  draft: string;
  readonly ticket: string;
  readonly ticketNumber: string;
  readonly ticketCode: string;
  readonly anonymous: string;
  site: string;
  readonly matter: string;
}

/** How one field is asked, and who may. */
export interface Probe {
  readonly query: string;
  readonly variables?: (things: Things) => object;
  readonly may: 'everybody' | readonly string[];
  /** What they get who may: 'something', 'nothing' or the code that comes after the permission was given. */
  readonly yes?: string;
  /** What the others may get (FORBIDDEN, NOT_FOUND or nothing where this is absent). */
  readonly no?: readonly string[];
  readonly outcome?: (answer: Awaited<ReturnType<typeof answerTo>>) => string;
  readonly before?: (world: World, things: Things) => Promise<void>;
  /** Carried out, not just permitted. */
  readonly writes?: boolean;
}

export const DENIED = ['FORBIDDEN', 'NOT_FOUND', 'nothing'];
const REFUSED = ['FORBIDDEN', 'NOT_FOUND'];

/** A revision that nothing has: who may is told that the page is old, and nothing is written. */
const OLD = 999;

const everybody = { may: 'everybody' } as const;
const county = ['supervisor', 'evaluator', 'admin'];
/** Staff of the units that the road case concerns: urban management, traffic police, the front desk. */
const caseStaff = ['window', 'clerk', 'approver', 'approver2', 'head', 'supervisor', 'admin'];
/** Staff of the issuing unit, and of the county above it. */
const licenceStaff = ['clerk', 'approver', 'head', 'supervisor', 'admin'];
const ticketStaff = ['operator', 'handler', ...county];
const people = ['citizen', 'citizen2', 'company'];
/** Everybody who signed in. */
const everyone = readCounty().people.map(({ key }) => key);
const answered = ({ data }: { readonly data?: object | null }) => (data ? 'something' : 'FORBIDDEN');
const units = ['scjgj', 'wjj', 'mzj', 'ybj', 'zjj', 'jtj', 'kaiyun', 'zrzyj', 'nynj'];
const clerks = ['clerk', ...units.map((unit) => `clerk-${unit}`)];
const approvers = ['approver', 'approver2', ...units.map((unit) => `approver-${unit}`)];
const heads = ['head', ...units.map((unit) => `head-${unit}`)];
const handlers = ['slj', 'zlssgs', 'gaj', 'rsj', 'scjgj', 'jtj', 'sthjfj', 'zjj', 'mzj', 'zwzx'].map(
  (unit) => `handler-${unit}`,
);
const definitionReaders = ['designer', 'window', ...clerks, ...heads, ...county];
const designers = ['designer', 'admin'];
const registerReaders = ['window', 'village', ...clerks, ...approvers, ...heads, 'supervisor', 'admin'];
/** A register of the road's cases; the second time it is there already. */
const keepRegister = async (world: World) => {
  const query = `mutation { draftDefinition(kind: register, title: "道路台账", key: "access-register", definition: {name: {zh: "道路台账"}, form: "${ROAD}", kind: list, columns: ["case_number"]}) { key } }`;
  await answerTo(world, 'admin', query.replace('kind: list', 'kind: "list"'));
};
/** The road item's parts are the county's, so that its administrator reviews them. */
const reviewers = ['admin'];

/** Staff of the unit that began the matter, and of the county, which keeps its system. */
const matterStaff = ['clerk', 'approver', 'head', 'handler', 'supervisor', 'admin'];
const staff = [
  ...['agent', 'window', ...clerks, 'clerk2', ...approvers, ...heads, 'village', 'designer', 'operator', 'handler'],
  ...handlers,
  ...['editor', 'officer', ...county],
];

const QUERY: Record<string, Probe> = {
  viewer: {
    query: '{ viewer { id } }',
    may: [...people, ...staff],
  },
  region: { query: '{ region { code } }', ...everybody },
  services: { query: '{ services { edges { node { key } } } }', ...everybody },
  service: { query: `{ service(key: "${ROAD}") { key } }`, ...everybody },
  themes: { query: '{ themes { theme } }', ...everybody },
  serviceChanges: { query: '{ serviceChanges { on count } }', ...everybody },
  holidays: { query: '{ holidays { from name } }', ...everybody },
  units: { query: '{ units { code } }', ...everybody },
  unit: { query: '{ unit(code: "430423-cgj") { code } }', ...everybody },
  divisions: { query: '{ divisions { code } }', ...everybody },
  divisionPaths: { query: '{ divisionPaths(codes: ["430423"]) { code } }', ...everybody },
  staffMembers: { query: '{ staffMembers { code } }', may: staff },
  form: { query: `{ form(key: "${ROAD}") { key } }`, ...everybody },
  evaluateForm: { query: `{ evaluateForm(key: "${ROAD}", answers: {}) { visible } }`, ...everybody },
  progress: {
    query: 'query($n: String!, $c: String!) { progress(number: $n, queryCode: $c) { number } }',
    variables: (things) => ({ n: things.caseNumber, c: things.caseCode }),
    ...everybody,
  },
  ticketProgress: {
    query: 'query($n: String!, $c: String!) { ticketProgress(number: $n, queryCode: $c) { number } }',
    variables: (things) => ({ n: things.ticketNumber, c: things.ticketCode }),
    ...everybody,
  },
  verifyLicence: {
    query: 'query($i: String!) { verifyLicence(identifier: $i) { result } }',
    variables: (things) => ({ i: things.licenceIdentifier }),
    ...everybody,
  },
  // Fewer than five of anything are shown to nobody.
  publicTickets: { query: '{ publicTickets { edges { cursor } } }', ...everybody, yes: 'nothing' },
  openCases: { query: '{ openCases { edges { cursor } } }', ...everybody, yes: 'nothing' },
  openTickets: { query: '{ openTickets { edges { cursor } } }', ...everybody, yes: 'nothing' },
  openCaseStatistics: { query: '{ openCaseStatistics(groupBy: [service]) { total } }', ...everybody },
  openTicketStatistics: { query: '{ openTicketStatistics(groupBy: [kind]) { total } }', ...everybody },
  ticketCategories: { query: '{ ticketCategories { key } }', ...everybody },
  datasets: { query: '{ datasets { key } }', ...everybody },
  openItemCases: {
    query: '{ openItemCases(service: "nothing") { edges { cursor } } }',
    ...everybody,
    yes: 'NOT_FOUND',
  },
  sites: { query: '{ sites { id } }', ...everybody },
  site: { query: 'query($id: ID!) { site(id: $id) { id } }', variables: ({ site }) => ({ id: site }), ...everybody },
  keyFromLabel: { query: '{ keyFromLabel(label: "姓名") }', ...everybody },

  draft: {
    query: 'query($id: ID!) { draft(id: $id) { id } }',
    variables: ({ draft }) => ({ id: draft }),
    may: ['citizen'],
  },
  myDrafts: { query: '{ myDrafts { id } }', may: ['citizen'] },
  prefilled: { query: `{ prefilled(service: "${ROAD}") { field } }`, may: people },
  myCases: { query: '{ myCases { edges { cursor } } }', may: ['citizen'] },
  myLicences: { query: '{ myLicences { edges { cursor } } }', may: ['citizen'] },
  myTickets: { query: '{ myTickets { edges { cursor } } }', may: [] },
  // Who receives is the key: the applicant was told of the acceptance.
  messages: { query: '{ messages { edges { cursor } } }', may: ['citizen'] },
  unreadMessages: {
    query: '{ unreadMessages }',
    may: everyone,
    outcome: answered,
  },

  systems: {
    query: '{ systems { key } }',
    may: [...clerks, ...approvers, ...heads, 'supervisor', 'admin'],
  },
  system: {
    query: '{ system(key: "fa-wen") { key } }',
    may: [...clerks, ...approvers, ...heads, 'supervisor', 'admin'],
  },
  matterTasks: { query: '{ matterTasks { edges { cursor } } }', may: ['approver'] },
  matterTaskCount: {
    query: '{ matterTaskCount { count } }',
    may: ['approver'],
    outcome: (answer) => (JSON.stringify(answer.data).includes('"count":1') ? 'something' : 'nothing'),
  },
  matters: {
    query: '{ matters(system: "fa-wen", register: "all") { edges { cursor } } }',
    may: matterStaff,
  },
  matter: {
    query: 'query($id: ID!) { matter(id: $id) { id } }',
    variables: ({ matter }) => ({ id: matter }),
    may: matterStaff,
  },
  matterDraft: {
    query: 'query($id: ID!) { matterDraft(matter: $id, stage: "check") { version } }',
    variables: ({ matter }) => ({ id: matter }),
    may: ['approver'],
    yes: 'nothing',
    no: REFUSED,
  },
  cases: { query: '{ cases(queue: all) { edges { cursor } } }', may: caseStaff },
  case: {
    query: 'query($id: ID!) { case(id: $id) { id } }',
    variables: (things) => ({ id: things.case }),
    may: ['citizen', ...caseStaff],
  },
  licences: { query: '{ licences { edges { cursor } } }', may: licenceStaff },
  licence: {
    query: 'query($i: ID!) { licence(id: $i) { identifier } }',
    variables: ({ licence }) => ({ i: licence }),
    may: ['citizen', ...licenceStaff],
  },
  caseCounts: { query: '{ caseCounts { queue count } }', may: caseStaff, outcome: counted },
  tickets: { query: '{ tickets(queue: all) { edges { cursor } } }', may: ticketStaff },
  ticket: {
    query: 'query($id: ID!) { ticket(id: $id) { id } }',
    variables: ({ ticket }) => ({ id: ticket }),
    may: ticketStaff,
  },
  ticketCounts: { query: '{ ticketCounts { queue count } }', may: ticketStaff, outcome: counted },
  definitions: { query: '{ definitions(kind: form) { key } }', may: definitionReaders },
  apiForms: { query: '{ apiForms { key example } }', ...everybody },
  registers: {
    query: '{ registers { key } }',
    before: keepRegister,
    may: [...registerReaders, 'designer'],
    writes: true,
  },
  register: {
    query: '{ register(key: "access-register") { definition } }',
    before: keepRegister,
    may: [...registerReaders, 'designer'],
    writes: true,
  },
  registerPreview: {
    query: `query($d: JSON!) { registerPreview(definition: $d) { total } }`,
    variables: () => ({ d: { name: { zh: '台账' }, form: ROAD, kind: 'list', columns: ['case_number'] } }),
    may: [...registerReaders, 'designer'],
    no: REFUSED,
  },
  registerColumns: {
    query: `{ registerColumns(form: "${ROAD}") { id } }`,
    may: [...registerReaders, 'designer'],
    no: REFUSED,
  },
  definition: { query: `{ definition(kind: form, key: "${ROAD}") { key } }`, may: definitionReaders },
  editingCopy: {
    query: `{ editingCopy(kind: form, key: "${ROAD}") { version } }`,
    may: designers,
    yes: 'nothing',
    no: REFUSED,
  },
  checkDefinition: {
    query: '{ checkDefinition(kind: form, key: "x", definition: {}) { code } }',
    may: definitionReaders,
  },
  checkTogether: {
    query: `{ checkTogether(parts: [{ kind: form, key: "${ROAD}" }]) { code } }`,
    may: definitionReaders,
    yes: 'nothing',
    no: REFUSED,
  },
  // None is on trial in this world: the stories look at what the list holds.
  definitionsInPilot: { query: '{ definitionsInPilot { key } }', ...everybody, yes: 'nothing' },
  definitionsInReview: {
    query: '{ definitionsInReview { key } }',
    may: reviewers,
    no: ['nothing'],
    before: newReview,
    writes: true,
  },
  definitionVersions: {
    query: `{ definitionVersions(kind: form, key: "${ROAD}") { version } }`,
    may: definitionReaders,
  },
  definitionDiff: {
    query: `{ definitionDiff(kind: form, key: "${ROAD}", from: 99) }`,
    may: definitionReaders,
    yes: 'NOT_FOUND',
    no: REFUSED,
  },
  definitionParts: {
    query: `{ definitionParts(kind: form, key: "${ROAD}", version: 1) { key } }`,
    may: definitionReaders,
  },
  dryRun: { query: `{ dryRun(kind: form, key: "${ROAD}") { examined } }`, may: designers },
  packages: { query: '{ packages { key } }', may: definitionReaders, yes: 'nothing' },
  packageFiles: { query: `{ packageFiles(keys: ["form:${ROAD}"]) { path } }`, may: definitionReaders },
  packageDiff: { query: '{ packageDiff(files: []) { problems { code } } }', may: designers },
  performance: {
    query: '{ performance { month } }',
    may: ['head', ...county],
    no: ['FORBIDDEN', 'nothing'],
  },
  performanceEvidence: {
    query: '{ performanceEvidence(unit: "430423-cgj", month: "2026-03", measure: decided) { edges { cursor } } }',
    may: ['head', ...county],
    no: ['FORBIDDEN'],
  },
  status: { query: '{ status { commits } }', may: ['admin'] },
};

const onCase = (mutation: string, args: string, may: readonly string[]): Probe => ({
  query: `mutation($id: ID!) { ${mutation}(id: $id, ${args}expect: ${OLD}) { id } }`,
  variables: (things) => ({ id: things.case }),
  may,
  yes: 'STALE',
  no: REFUSED,
});

const onTicket = (mutation: string, args: string, may: readonly string[]): Probe => ({
  query: `mutation($id: ID!) { ${mutation}(id: $id, ${args}expect: ${OLD}) { id } }`,
  variables: ({ ticket }) => ({ id: ticket }),
  may,
  yes: 'STALE',
  no: REFUSED,
});

/** For the owner of the draft; `yes` is what comes after they were let in. */
const onDraft = (call: string, yes: string): Probe => ({
  query: `mutation($id: ID!) { ${call} }`,
  variables: ({ draft }) => ({ id: draft }),
  may: ['citizen'],
  yes,
  // Of somebody else's draft nobody is told anything but that there is none.
  no: ['NOT_FOUND 没有找到这份草稿，它可能已经过期'],
  outcome: (answer) => {
    const error = answer.errors?.[0];
    if (!error) return 'something';
    const { code } = error.extensions ?? {};
    return code === 'NOT_FOUND' ? `${code} ${error.message}` : `${code}`;
  },
});

const onDefinition = (mutation: string, args: string): Probe => ({
  query: `mutation { ${mutation}(kind: form, key: "${ROAD}", ${args}expect: ${OLD}) { key } }`,
  may: designers,
  yes: 'STALE',
  no: REFUSED,
});

const onParts = (mutation: string, args: string, may: readonly string[]): Probe => ({
  query: `mutation { ${mutation}(parts: [{ kind: form, key: "${ROAD}", expect: ${OLD} }]${args}) { key } }`,
  may,
  yes: 'STALE',
  no: REFUSED,
});

const MUTATION: Record<string, Probe> = {
  startDraft: {
    query: 'mutation { startDraft(service: "nothing") { id } }',
    may: people,
    yes: 'NOT_FOUND',
    no: ['FORBIDDEN'],
  },
  saveDraft: onDraft('saveDraft(id: $id, answers: {}, expectVersion: 999) { id }', 'STALE'),
  deleteDraft: { ...onDraft('deleteDraft(id: $id)', 'something'), before: newDraft },
  requestUpload: onDraft('requestUpload(draft: $id, field: "locationMap", returnTo: "//x") { url }', 'BAD_RETURN'),
  attachUpload: onDraft(
    'attachUpload(draft: $id, field: "locationMap", key: "x", name: "x") { id }',
    'NOT_FOUND 没有找到上传的文件',
  ),
  removeAttachment: onDraft(
    'removeAttachment(draft: $id, field: "locationMap", id: "x") { id }',
    'NOT_FOUND 没有找到这个文件',
  ),
  submitDraft: onDraft('submitDraft(id: $id) { number }', 'INVALID_ANSWERS'),
  submitApplication: {
    query: `mutation { submitApplication(service: "${ROAD}", answers: {}) { number } }`,
    may: people,
    yes: 'INVALID_ANSWERS',
    no: ['FORBIDDEN'],
  },
  acceptCase: onCase('acceptCase', '', ['window', 'clerk']),
  requestSupplement: onCase('requestSupplement', 'defects: [{at: "x", reason: "x"}], ', ['window', 'clerk']),
  supplementCase: onCase('supplementCase', 'answers: {}, ', ['citizen']),
  declineCase: onCase('declineCase', 'reasons: "x", remedies: "x", ', ['window', 'clerk']),
  beginMatter: {
    query: 'mutation { beginMatter(system: "fa-wen", answers: {}) { id } }',
    may: clerks,
    yes: 'INVALID_ANSWERS',
    no: REFUSED,
  },
  keepMatterDraft: {
    query:
      'mutation($m: ID!) { keepMatterDraft(matter: $m, stage: "check", answers: {}, expectVersion: 99) { version } }',
    variables: ({ matter }) => ({ m: matter }),
    may: ['approver'],
    yes: 'STALE',
    no: REFUSED,
  },
  dropMatterDraft: {
    query: 'mutation($m: ID!) { dropMatterDraft(matter: $m, stage: "check") }',
    variables: ({ matter }) => ({ m: matter }),
    may: ['approver'],
    no: REFUSED,
    writes: true,
  },
  openMatterPlace: {
    query: 'mutation { openMatterPlace(system: "fa-wen") }',
    may: clerks,
    no: REFUSED,
  },
  endMatterStage: onMatter('endMatterStage', 'stage: "check", ', ['approver']),
  sendMatterBack: onMatter('sendMatterBack', 'stage: "check", to: "x", reason: "x", ', ['approver']),
  askMatterSigner: onMatter('askMatterSigner', 'stage: "check", role: head, unit: "430423-mzj", ', ['approver']),
  signMatter: onMatter('signMatter', 'stage: "check", agrees: true, ', []),
  chaseMatter: onMatter('chaseMatter', 'stage: "check", kind: remind, words: "x", ', ['head', 'supervisor']),
  closeMatter: onMatter('closeMatter', '', []),
  withdrawMatter: onMatter('withdrawMatter', 'reason: "x", ', ['clerk']),
  completeStage: onCase('completeStage', 'stage: "review", decision: pass, opinion: "x", ', ['clerk']),
  sendBackStage: onCase('sendBackStage', 'stage: "review", to: "x", reason: "x", ', ['clerk']),
  addSigner: onCase('addSigner', 'stage: "review", role: head, unit: "430423-cgj", reason: "x", ', ['clerk']),
  // Nobody was asked to sign.
  signStage: onCase('signStage', 'stage: "review", agrees: true, opinion: "x", ', []),
  stopClock: onCase('stopClock', 'procedure: hearing, reason: "x", ', ['clerk', 'approver', 'approver2']),
  restartClock: onCase('restartClock', 'result: "x", ', ['clerk', 'approver', 'approver2']),
  extendLimit: onCase('extendLimit', 'days: 1, reason: "x", ', ['head']),
  withdrawCase: onCase('withdrawCase', 'reason: "x", ', ['citizen']),
  markMessagesRead: {
    query: 'mutation { markMessagesRead(upTo: "2026-01-01T00:00:00.000Z") }',
    may: everyone,
    outcome: answered,
  },
  rateCase: {
    query: 'mutation($id: ID!) { rateCase(id: $id, stars: 5) { stars } }',
    variables: (things) => ({ id: things.case }),
    may: ['citizen'],
    yes: 'WRONG_STATE',
    no: REFUSED,
  },
  changeLicenceState: {
    query: `mutation($id: ID!) { changeLicenceState(id: $id, to: withheld, reason: "x", expect: ${OLD}) { id } }`,
    variables: ({ licence }) => ({ id: licence }),
    may: ['head'],
    yes: 'STALE',
    no: REFUSED,
  },

  registerTicket: {
    query: 'mutation { registerTicket(input: {kind: complaint, title: "", text: ""}) { number } }',
    ...everybody,
    yes: 'INVALID_TICKET',
  },
  acceptTicket: onTicket('acceptTicket', '', ['operator']),
  rejectTicket: onTicket('rejectTicket', 'reason: "x", ', ['operator']),
  answerTicketOnSpot: onTicket('answerTicketOnSpot', 'reply: "x", ', ['operator']),
  dispatchTicket: onTicket('dispatchTicket', 'unit: "430423-cgj", ', ['operator']),
  recallTicket: onTicket('recallTicket', 'reason: "x", ', ['operator']),
  signTicket: onTicket('signTicket', '', ['handler']),
  returnTicket: onTicket('returnTicket', 'reason: "x", ', ['handler']),
  replyTicket: onTicket('replyTicket', 'reply: "x", ', ['handler']),
  reviewTicket: onTicket('reviewTicket', 'approved: true, ', ['operator']),
  callBackTicket: onTicket('callBackTicket', 'reached: true, ', ['operator']),
  closeTicket: onTicket('closeTicket', '', ['operator']),
  redoTicket: onTicket('redoTicket', 'reason: "x", ', ['operator']),

  draftDefinition: {
    query: 'mutation { draftDefinition(kind: form, title: "题目", key: "NO KEY") { key } }',
    may: designers,
    yes: 'BAD_KEY',
    no: REFUSED,
  },
  reviseDefinition: {
    ...onDefinition('reviseDefinition', 'definition: {title: {zh: "题目"}, pages: []}, '),
  },
  publishDefinition: { ...onDefinition('publishDefinition', ''), may: reviewers },
  submitForReview: onParts('submitForReview', '', designers),
  publishTogether: onParts('publishTogether', '', reviewers),
  beginPilot: {
    ...onParts('beginPilot', `, units: ["430423"], from: "2026-12-01", to: "2026-12-31"`, reviewers),
    query: `mutation { beginPilot(parts: [{ kind: service, key: "${ROAD}", expect: ${OLD} }], units: ["430423"], from: "2026-12-01", to: "2026-12-31") { key } }`,
    may: ['head', 'admin'],
  },
  endPilot: onParts('endPilot', ', confirm: true', reviewers),
  returnToDrafter: onParts('returnToDrafter', ', reasons: "x"', reviewers),
  withdrawDefinition: onDefinition('withdrawDefinition', 'reason: "x", '),
  keepEditingCopy: {
    query: `mutation { keepEditingCopy(kind: form, key: "${ROAD}", definition: {}, base: 1, expectVersion: 99) { version } }`,
    may: designers,
    yes: 'STALE',
    no: REFUSED,
  },
  dropEditingCopy: {
    query: `mutation { dropEditingCopy(kind: form, key: "${ROAD}") }`,
    may: designers,
    yes: 'something',
    no: REFUSED,
  },
  attendDefinition: {
    query: `mutation { attendDefinition(kind: form, key: "${ROAD}", window: "x") { name } }`,
    may: designers,
    yes: 'BAD_WINDOW',
    no: REFUSED,
  },
  leaveDefinition: {
    query: `mutation { leaveDefinition(kind: form, key: "${ROAD}", window: "x") }`,
    may: designers,
    yes: 'something',
    no: REFUSED,
  },
  migrateCases: {
    query: `mutation { migrateCases(kind: form, key: "${ROAD}", from: 1, to: 1, reason: "x") { moved } }`,
    may: designers,
    yes: 'BAD_MAPPING',
    no: REFUSED,
  },
  importPackage: {
    query: 'mutation { importPackage(files: []) { key } }',
    may: designers,
    yes: 'INVALID_PACKAGE',
    no: REFUSED,
  },

  registerUnit: {
    query:
      'mutation { registerUnit(unit: {code: "x", name: "x", level: county, kind: "department", shortCode: "XX", division: "430423"}) { code } }',
    may: ['admin'],
    yes: 'BAD_UNIT',
    no: REFUSED,
  },
  appointStaff: {
    query: 'mutation { appointStaff(unit: "430423-cgj", account: "no account", roles: []) { code } }',
    may: ['admin'],
    yes: 'BAD_ACCOUNT',
    no: REFUSED,
  },
  nameSubstitute: {
    query:
      'mutation { nameSubstitute(unit: "430423-cgj", account: "head", substitute: "no account", from: "2026-03-02", to: "2026-03-03") { code } }',
    may: ['head', 'admin'],
    yes: 'BAD_ACCOUNT',
    no: REFUSED,
  },
  releaseSubstitute: {
    query: 'mutation { releaseSubstitute(unit: "430423-cgj", account: "head", substitute: "nobody") { code } }',
    may: ['head', 'admin'],
    no: REFUSED,
  },
  registerSite: {
    query: 'mutation { registerSite(name: "x", url: "javascript:1", unit: "430423-cgj") { id } }',
    may: ['evaluator', 'admin', 'editor'],
    yes: 'BAD_URL',
    no: REFUSED,
  },
  probeSite: {
    query: 'mutation($id: ID!) { probeSite(id: $id) { id } }',
    variables: ({ site }) => ({ id: site }),
    may: ['evaluator', 'admin', 'editor'],
    no: REFUSED,
    writes: true,
  },
  removeSite: {
    query: 'mutation($id: ID!) { removeSite(id: $id) }',
    variables: ({ site }) => ({ id: site }),
    may: ['evaluator', 'admin', 'editor'],
    no: REFUSED,
    before: newSite,
    writes: true,
  },
  eraseSubject: {
    query: 'mutation { eraseSubject(subject: "00000000-0000-4000-8000-000000000000", reason: "NO CODE") }',
    may: ['admin'],
    yes: 'BAD_REASON',
    no: REFUSED,
  },
};

/** The one table: every field that can be asked, and who may. */
export const expectations = { Query: QUERY, Mutation: MUTATION } as const;

async function newDraft(world: World, things: Things): Promise<void> {
  const { startDraft } = await ask(world, 'citizen', `mutation { startDraft(service: "${ROAD}") { id } }`);
  things.draft = startDraft.id;
}

async function newReview(world: World): Promise<void> {
  const draft = {
    title: { zh: '送审的流程' },
    steps: [{ kind: 'stage', stage: { key: 'decide', title: { zh: '决定' }, role: 'head', kind: 'decide' } }],
  };
  await ask(
    world,
    'designer',
    'mutation($d: JSON) { draftDefinition(kind: flow, title: "送审的流程", key: "song-shen", definition: $d, commandId: "r1") { key } }',
    { d: draft },
  );
  const submit =
    'mutation { submitForReview(parts: [{ kind: flow, key: "song-shen" }], commandId: "r2") { review { on } } }';
  await ask(world, 'designer', submit);
}

async function newSite(world: World, things: Things): Promise<void> {
  const { registerSite } = await ask(
    world,
    'evaluator',
    'mutation { registerSite(name: "示例网站", url: "https://www.example.gov.cn/", unit: "430423-cgj") { id } }',
  );
  things.site = registerSite.id;
}

/** Counts are for everybody signed in or not; what matters is whether they count anything. */
function counted(answer: Awaited<ReturnType<typeof answerTo>>): string {
  const [counts] = Object.values(answer.data ?? {}) as { queue: string; count: number }[][];
  return counts?.some(({ queue, count }) => queue === 'open' && count > 0) ? 'something' : 'nothing';
}

function onMatter(field: string, args: string, may: readonly string[]): Probe {
  return {
    query: `mutation($id: ID!) { ${field}(id: $id, ${args}expect: ${OLD}) { id } }`,
    variables: ({ matter }) => ({ id: matter }),
    may,
    yes: 'STALE',
    no: REFUSED,
  };
}
