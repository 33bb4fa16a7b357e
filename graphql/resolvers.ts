import { permissionsOf } from '../commands/access.ts';
import { eraseSubject } from '../commands/subject/erase.ts';
import { categoriesOf } from '../commands/ticket/categories.ts';
import { evaluate } from '../lowcode/form/evaluate.ts';
import { keyFromLabel } from '../lowcode/form/names.ts';
import * as drafts from './case/drafts.ts';
import { caseCounts, caseList, myCases } from './case/lists.ts';
import { maskIdentifier } from './case/mask.ts';
import { migrateCases } from './case/migration.ts';
import { caseById, caseByNumber } from './case/model.ts';
import { caseMutations, changeLicence, rateCase } from './case/mutations.ts';
import { progressOf, ticketProgressOf } from './case/progress.ts';
import { type Context, commandIdOf, withWish } from './context.ts';
import { datasetList } from './data/datasets.ts';
import { openCaseStatistics, openCases, openTicketStatistics, openTickets } from './data/open.ts';
import { openItemCases } from './data/open-items.ts';
import { performanceEvidence, performanceOf } from './data/performance.ts';
import { probeSite, registerNewSite, removeWatchedSite, siteById, sitesList } from './data/sites.ts';
import { statusOf } from './data/status.ts';
import { apiForms } from './forms/api-forms.ts';
import { later, type RootField } from './later.ts';
import { licenceList, myLicences } from './licence/lists.ts';
import { licenceById, verifyLicence } from './licence/model.ts';
import { matterDraft, matterDraftMutations } from './matter/drafts.ts';
import { matterList, taskCount, taskList } from './matter/lists.ts';
import { matterBy } from './matter/model.ts';
import { matterMutations } from './matter/mutations.ts';
import { systemByKey, systemList } from './matter/systems.ts';
import { markMessagesRead, messageList, unreadMessages } from './message/lists.ts';
import { registerByKey, registerColumns, registerList, registerPreview } from './register/model.ts';
import { divisionPaths, divisionsUnder } from './service/divisions.ts';
import { formVersionModel } from './service/form-version.ts';
import { serviceList, themeCounts } from './service/lists.ts';
import {
  appointInUnit,
  nameSubstituteInUnit,
  registerNewUnit,
  releaseSubstituteInUnit,
} from './service/manage-units.ts';
import { serviceModel } from './service/model.ts';
import { holidays, serviceChanges } from './service/news.ts';
import { staffMembers } from './service/staff.ts';
import { unitByCode, unitsList } from './service/units.ts';
import { myTickets, ticketCounts, ticketList } from './ticket/lists.ts';
import { ticketById, ticketByNumber } from './ticket/model.ts';
import { register, ticketMutations } from './ticket/mutations.ts';

const assembling = () => import('./definition/fields.ts');

export const queries: { readonly [field: string]: RootField } = {
  viewer: (context) => viewerModel(context),
  region: (context) => regionModel(context),
  services: serviceList,
  service: async (context, { key }) => {
    const row = await context.directory.get(key);
    return row && serviceModel(context, row);
  },
  themes: themeCounts,
  serviceChanges,
  holidays,
  units: unitsList,
  unit: (context, { code }) => unitByCode(context, code),
  divisions: (context, { parent }) => divisionsUnder(context, parent),
  divisionPaths: (context, { codes }) => divisionPaths(context, codes),
  staffMembers: (context) => staffMembers(context),
  form: async (context, { key, version }) =>
    formVersionModel(await context.command.definitions.need('form', key, version ?? undefined)),
  evaluateForm,
  progress: progressOf,
  ticketProgress: ticketProgressOf,
  verifyLicence,
  publicTickets: (context, { category, ...page }) => openTickets(context, { ...page, filter: { category } }),
  ticketCategories: (context) => categoriesOf(context.command),
  draft: drafts.draftById,
  myDrafts: drafts.draftList,
  prefilled: drafts.prefilled,
  myCases,
  myLicences,
  myTickets,
  messages: messageList,
  unreadMessages,
  cases: caseList,
  case: (context, { id, number }) => (id ? caseById(context, id) : number ? caseByNumber(context, number) : null),
  caseCounts,
  licences: licenceList,
  licence: (context, { id }) => licenceById(context, id),
  tickets: ticketList,
  ticket: (context, { id, number }) => (id ? ticketById(context, id) : number ? ticketByNumber(context, number) : null),
  ticketCounts,
  ...later(assembling, [
    ...['definitions', 'definition', 'checkDefinition', 'editingCopy', 'definitionVersions', 'definitionDiff'],
    ...['definitionParts', 'dryRun', 'checkTogether', 'definitionsInReview', 'definitionsInPilot'],
    ...['packages', 'packageFiles', 'packageDiff'],
  ] as const),
  apiForms,
  registers: registerList,
  register: registerByKey,
  registerPreview,
  registerColumns,
  keyFromLabel: (_context, { label, taken }) => keyFromLabel(label.slice(0, 100), taken),
  systems: systemList,
  system: systemByKey,
  matterTasks: taskList,
  matterTaskCount: taskCount,
  matters: matterList,
  matter: matterBy,
  matterDraft,
  datasets: datasetList,
  openCases,
  openItemCases,
  openCaseStatistics,
  openTickets,
  openTicketStatistics,
  performance: performanceOf,
  performanceEvidence,
  sites: sitesList,
  site: siteById,
  status: statusOf,
};

const changes: { readonly [field: string]: RootField } = {
  startDraft: drafts.startDraft,
  saveDraft: drafts.saveDraft,
  deleteDraft: drafts.deleteDraft,
  requestUpload: drafts.requestUpload,
  attachUpload: drafts.attachUpload,
  removeAttachment: drafts.removeAttachment,
  submitDraft: drafts.submitDraft,
  submitApplication: drafts.submitDirect,
  ...caseMutations,
  ...matterMutations,
  ...matterDraftMutations,
  rateCase,
  markMessagesRead,
  migrateCases,
  changeLicenceState: changeLicence,
  registerTicket: register,
  ...ticketMutations,
  ...later(assembling, [
    ...['draftDefinition', 'reviseDefinition', 'publishDefinition', 'withdrawDefinition', 'submitForReview'],
    ...['publishTogether', 'returnToDrafter', 'beginPilot', 'endPilot', 'keepEditingCopy', 'dropEditingCopy'],
    ...['attendDefinition', 'leaveDefinition', 'importPackage'],
  ] as const),
  registerUnit: registerNewUnit,
  appointStaff: appointInUnit,
  nameSubstitute: nameSubstituteInUnit,
  releaseSubstitute: releaseSubstituteInUnit,
  registerSite: registerNewSite,
  probeSite,
  removeSite: removeWatchedSite,
  eraseSubject: async (context, { subject, reason, commandId }) => {
    await eraseSubject(context.command, { subject, reasonCode: reason, commandId: commandIdOf(context, commandId) });
    return true;
  },
};

/** Every mutation is given a command id that stands for this very wish. */
export const mutations: { readonly [field: string]: RootField } = Object.fromEntries(
  Object.entries(changes).map(([field, change]): [string, RootField] => [
    field,
    async (context, args) => change(context, await withWish(context, field, args)),
  ]),
);

function viewerModel(context: Context) {
  const { viewer } = context;
  if (!viewer) return null;
  const { claims, actor } = viewer;
  return {
    id: actor.id,
    name: claims.name,
    kind: claims.kind,
    roles: actor.roles.map(({ role, unit, standsFor }) => ({
      role,
      unit: () => (unit ? unitByCode(context, unit) : null),
      standsIn: standsFor !== undefined,
    })),
    permissions: permissionsOf(actor),
    maskedIdentifier: claims.identifier ? maskIdentifier(claims.identifier) : null,
    applicantKind: claims.kind === 'staff' ? null : claims.kind === 'company' ? 'company' : 'person',
  };
}

async function regionModel(context: Context) {
  const { region } = context.cloud;
  const unit = await context.loaders.unit(region);
  const services = await context.directory.all();
  const demonstration = [...services.values()].some(({ definition }) => definition.demonstration);
  const name = unit ? { ...unit.name, zh: unit.name.zh.replace(/人民政府$/, '') } : { zh: region };
  return { code: region, name, today: context.command.today, demonstration, serviceCount: services.size };
}

/** Runs a form over answers: what a browser with scripts does by itself. */
async function evaluateForm(
  context: Context,
  args: {
    key: string;
    version?: number | null;
    service?: string | null;
    serviceVersion?: number | null;
    answers: unknown;
    channel: string;
    applicantKind: string;
  },
) {
  const { definitions } = context.command;
  const form = await definitions.need('form', args.key, args.version ?? undefined);
  const item = args.service ? await definitions.need('service', args.service, args.serviceVersion ?? undefined) : null;
  const { compiled } = item
    ? await definitions.filledFor(item, form)
    : { compiled: await definitions.compiled(form.key, form.version) };
  const { today, region } = context.command;
  const formContext = { today, region, channel: args.channel as 'web', applicantKind: args.applicantKind as 'person' };
  const evaluation = evaluate(compiled, args.answers, formContext);
  return {
    visible: [...evaluation.visible],
    required: [...evaluation.required],
    computed: evaluation.computed,
    answers: evaluation.answers,
    errors: evaluation.errors.map(({ path, code, message }) => ({ path, code, message: message.zh })),
  };
}
