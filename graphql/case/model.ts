import { hasRole } from '../../commands/actor.ts';
import { filesIn } from '../../commands/application/answers.ts';
import { mayIdentify, maySee } from '../../commands/application/case.ts';
import { signersOf } from '../../commands/application/flow.ts';
import { openAnswers } from '../../commands/application/open-answers.ts';
import type { ApplicationEvent, Pinned } from '../../events/application/events.ts';
import { type Application, application } from '../../events/application/fold.ts';
import { upcast } from '../../events/registry.ts';
import { fold } from '../../events/stream.ts';
import { chartOf } from '../../lowcode/flow/chart.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { waysBack } from '../../lowcode/flow/send-back.ts';
import { stageKeyOf, stagesOf } from '../../lowcode/flow/walk.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { casesView, wholeNumber } from '../../views/cases/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';
import { licenceById } from '../licence/model.ts';
import { submitterName } from '../people/names.ts';
import { formVersionModel } from '../service/form-version.ts';
import { serviceModel } from '../service/model.ts';
import { unitNeeded } from '../service/units.ts';
import { actionsOn } from './actions.ts';
import { chartModel } from './chart.ts';
import { dueOfCase, termOf } from './due.ts';
import { maskAnswers, maskIdentifier } from './mask.ts';
import type { Box } from './timeline.ts';
import { timelineOf } from './timeline-of.ts';

type Accepted = Extract<ApplicationEvent, { type: 'ApplicationAccepted' }>;

/** A case read from its stream: consistent with every acknowledged fact. Null when there is none or the viewer may not see it. */
export async function caseById(context: Context, id: string) {
  const commits = (await context.cloud.platform.log.read(`application/${id}`)).commits.map(upcast);
  const state = fold(application, commits);
  return state && maySee(state, context.command.actor) ? caseModel(context, id, state, commits) : null;
}

export async function caseByNumber(context: Context, number: string) {
  await context.written?.shown(context);
  const { entries } = await context.cloud.platform.views.list(casesView, wholeNumber(number));
  const [entry] = entries;
  return entry ? caseById(context, idOf(entry.key)) : null;
}

function caseModel(context: Context, id: string, state: Application, commits: readonly Commit[]) {
  const { submitted } = state;
  const { calendar, today, actor, definitions } = context.command;
  let opened: ReturnType<typeof openAnswers> | null = null;
  const open = () => {
    opened ??= openAnswers(context.cloud.platform, state);
    return opened;
  };
  const flowOf = () => definitions.need('flow', submitted.flow.key, submitted.flow.version);
  const finalBox = async (): Promise<Box | null> => {
    const final = state.decided?.outcome === 'refused' ? state.decided : state.notAccepted;
    return final ? ((await context.loaders.open(final.personal as string)) as unknown as Box | null) : null;
  };
  return {
    id,
    number: submitted.number,
    service: () => serviceAt(context, submitted.service),
    unit: () => unitNeeded(context, submitted.unit),
    state: state.state,
    trial: submitted.trial,
    channel: submitted.channel,
    applicantName: async () => (await open()).applicant?.name ?? null,
    applicant: async () => {
      const { applicant } = await open();
      if (!applicant) return null;
      const { name, identifier, phone } = applicant;
      return { name, kind: submitted.applicantKind, maskedIdentifier: maskIdentifier(identifier), phone };
    },
    filedBy: () => (submitted.filedBy ? submitterName(context, submitted.filedBy) : null),
    submittedOn: submitted.today,
    acceptBy: state.acceptBy,
    acceptedOn: state.acceptedOn,
    deemedAccepted: state.deemed,
    acceptance: () => acceptanceOf(commits),
    due: () => dueOfCase(state, calendar, today),
    legalDue: state.legalDue,
    decidedOn: state.decided?.today ?? state.notAccepted?.today ?? null,
    daysUsed: state.decided?.daysUsed ?? null,
    onTime: state.decided?.onTime ?? null,
    fee: state.fee,
    answers: async () => {
      const { answers } = await open();
      if (mayIdentify(state, actor)) return answers;
      const { definition } = await definitions.filledFor(submitted.service, submitted.form);
      return maskAnswers(definition, answers);
    },
    formVersion: async () => formVersionModel(await definitions.filledFor(submitted.service, submitted.form)),
    attachments: async () => {
      const { definition } = await definitions.filledFor(submitted.service, submitted.form);
      const names = new Map([...filesIn(definition, (await open()).answers)].map(({ file }) => [file.id, file.name]));
      return state.attachments.map(({ id: file, type, size, material, field }) => {
        const url = `/files/${file}?case=${id}`;
        return { id: file, name: names.get(file) ?? '（已删除）', type, size, material: material ?? field, url };
      });
    },
    defects: async () => defectsOf(context, commits, state),
    supplementRounds: state.rounds,
    supplementTerm: termOf(state),
    stages: async () => {
      const { definition } = await flowOf();
      return state.stages.map((stage) => ({
        ...stageModel(context, stage, stageIn(definition, stage.key)?.procedures ?? []),
        ...beside(context, state, definition, stage.key),
      }));
    },
    chart: async () => {
      const { definition } = await flowOf();
      return chartModel(context, chartOf(definition, state.flow ?? undefined), submitted.unit);
    },
    timeline: () => timelineOf(context, state, commits),
    documentNumbers: state.numbered.map(({ document, official }) => ({ document, official })),
    reasons: async () => (await finalBox())?.reasons ?? null,
    remedies: async () => (await finalBox())?.remedies ?? null,
    licence: () => (state.decided?.licence ? licenceById(context, idOf(state.decided.licence)) : null),
    rating: state.rated,
    actions: async () => actionsOn(state, actor, (await flowOf()).definition),
    revision: state.revision,
  };
}

function stageIn(flow: FlowDefinition, key: string) {
  return stagesOf(flow).find(({ stage }) => stage.key === stageKeyOf(key))?.stage;
}

/** What can be done beside ending a stage: where to it may be sent back, and who signs before it ends. */
function beside(context: Context, state: Application, flow: FlowDefinition, key: string) {
  const { actor } = context.command;
  const asked = (state.flow?.signers ?? []).filter(({ stage }) => stage === key);
  const own = signersOf(actor, state).some(({ stage }) => stage === key);
  return {
    waysBack: () =>
      Promise.all(
        (state.flow ? waysBack(flow, state.flow, key) : []).map(async ({ to, unit }) => {
          const title = stageIn(flow, to)?.title.zh ?? '';
          const name = unit === null ? '' : ((await context.loaders.unit(unit))?.name.zh ?? '');
          return { to, label: name ? `${title}（${name}）` : title };
        }),
      ),
    asksSigners: stageIn(flow, key)?.signers === true,
    signers: asked.map(({ role, unit, agrees }) => ({ role, unit: () => unitNeeded(context, unit), agrees })),
    signsHere: own,
  };
}

type ServiceModel = ReturnType<typeof serviceModel>;

/** The item as it was when the case began; at once when that version is at hand. */
export function serviceAt(context: Context, { key, version }: Pinned): ServiceModel | Promise<ServiceModel> {
  const { services } = context.loaders;
  const known = services.get(key);
  if (known?.version === version) return known.model as ServiceModel | Promise<ServiceModel>;
  const model = serviceNow(context, key, version);
  services.set(key, { version, model });
  return model;
}

function serviceNow(context: Context, key: string, version: number): ServiceModel | Promise<ServiceModel> {
  const { definitions } = context.command;
  const modelOf = (found: Awaited<ReturnType<typeof definitions.need<'service'>>>) =>
    serviceModel(context, {
      region: context.cloud.region,
      key,
      version,
      on: found.on,
      definition: found.definition,
      pilot: null,
    });
  const held = definitions.held('service', key, version);
  return held ? modelOf(held) : definitions.need('service', key, version).then(modelOf);
}

export function stageModel(
  context: Context,
  stage: Omit<Application['stages'][number], 'since'>,
  procedures: readonly string[],
) {
  const { key, title, unit, role, kind, enteredOn, due } = stage;
  const mine = hasRole(context.command.actor, role, unit);
  return { key, title, unit: () => unitNeeded(context, unit), role, kind, enteredOn, due, mine, procedures };
}

/** What the applicant was told when the case was accepted: later facts move the due dates, never this. */
function acceptanceOf(commits: readonly Commit[]) {
  const accepted = commits.flatMap(({ events }) => events).findLast(({ type }) => type === 'ApplicationAccepted');
  if (!accepted) return null;
  const { promisedDue, legalDue } = (accepted as unknown as Accepted).data;
  return { promisedDue, legalDue };
}

async function defectsOf(context: Context, commits: readonly Commit[], state: Application) {
  if (state.defects.length === 0) return [];
  const last = commits
    .flatMap((commit) => commit.events)
    .filter((event) => event.type === 'SupplementRequested')
    .at(-1);
  const box = (await context.loaders.open((last?.data.personal ?? '') as string)) as { reasons?: string[] } | null;
  return state.defects.map(({ at, label }, i) => ({ at, label, reason: box?.reasons?.[i] ?? '（已删除）' }));
}
