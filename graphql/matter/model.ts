import { filesIn } from '../../commands/application/answers.ts';
import { openMatterAnswers, openUnitAnswers } from '../../commands/matter/answers.ts';
import { mayChase, signatureAskedOf } from '../../commands/matter/beside.ts';
import { mayWithdraw } from '../../commands/matter/close.ts';
import { definitionsOfMatter, type MatterDefinitions, stageOf } from '../../commands/matter/pinned.ts';
import { holdsPlace, maySeeMatter } from '../../commands/matter/who-acts.ts';
import type { FilledPart, Matter } from '../../events/matter/fold.ts';
import { matter } from '../../events/matter/fold.ts';
import { upcast } from '../../events/registry.ts';
import { fold } from '../../events/stream.ts';
import { chartOf } from '../../lowcode/flow/chart.ts';
import { waitsForSigners } from '../../lowcode/flow/progress.ts';
import { waysBack } from '../../lowcode/flow/send-back.ts';
import type { Answer, Answers } from '../../lowcode/form/definition.ts';
import { fieldsOfTheMatter } from '../../lowcode/system/check-fit.ts';
import { pagesAtBeginning, pagesAtStage } from '../../lowcode/system/pages.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { chartModel } from '../case/chart.ts';
import type { Context } from '../context.ts';
import { submitterName } from '../people/names.ts';
import { formVersionModel } from '../service/form-version.ts';
import { unitNeeded } from '../service/units.ts';
import { dueOfMatter, dueOfTask } from './due.ts';
import { answerWords } from './line.ts';
import { matterIdByNumber } from './lists.ts';
import { summariesOf } from './summaries.ts';
import { systemModel } from './systems.ts';
import { matterTimeline } from './timeline.ts';

/** A matter read from its stream: consistent with every acknowledged fact. Null when there is none or the viewer may not see it. */
export async function matterById(context: Context, id: string) {
  const commits = (await context.cloud.platform.log.read(`matter/${id}`)).commits.map(upcast);
  const state = fold(matter, commits);
  if (!state || !maySeeMatter(state, context.command.actor)) return null;
  return matterModel(context, id, state, commits, await definitionsOfMatter(context.command, state));
}

export async function matterBy(context: Context, args: { id?: string | null; number?: string | null }) {
  const id = args.id ?? (args.number ? await matterIdByNumber(context, args.number) : null);
  return id ? matterById(context, id) : null;
}

function matterModel(
  context: Context,
  id: string,
  state: Matter,
  commits: readonly Commit[],
  definitions: MatterDefinitions,
) {
  const { begun } = state;
  const { system, form, flow } = definitions;
  let opened: Promise<Answers> | null = null;
  const answers = () => {
    opened ??= openMatterAnswers(context.cloud.platform, state);
    return opened;
  };
  const titleField = fieldsOfTheMatter(form.definition, flow.definition).get(system.definition.titleFrom);
  return {
    id,
    number: begun.number,
    system: systemModel(context, definitions),
    title: async () => {
      const answer = (await answers())[system.definition.titleFrom] ?? null;
      return begun.title ?? ((await answerWords(context, titleField, answer as Answer)) || '（已删除）');
    },
    state: state.state,
    unit: () => unitNeeded(context, begun.unit),
    begunOn: begun.today,
    begunBy: () => submitterName(context, begun.by),
    closedOn: state.closedOn,
    officials: state.numbers.map(({ title, official, issuer, today }) => ({
      ...{ title, official, on: today, unit: () => unitNeeded(context, issuer) },
    })),
    due: () => dueOfMatter(state, context.command.calendar, context.command.today),
    stages: state.stages.map((stage) => stageModel(context, state, definitions, stage)),
    answers,
    formVersion: formVersionModel(form),
    filled: () => state.filled.map((part) => filledModel(context, state, definitions, part)),
    own: () => ownParts(context, id, state, definitions),
    attachments: async () => attachmentsOf(id, state.attachments, form.definition, await answers()),
    summaries: () => summariesOf(context, id, state, definitions),
    chart: () => chartModel(context, chartOf(flow.definition, state.flow), begun.unit),
    timeline: () => matterTimeline(context, commits),
    actions: actionsOn(context, state, definitions),
    revision: state.revision,
  };
}

function stageModel(
  context: Context,
  state: Matter,
  { flow, form, system }: MatterDefinitions,
  stage: Matter['stages'][number],
) {
  const { actor, calendar, today } = context.command;
  const definition = stageOf(flow.definition, stage.key);
  const numbering = system.definition.numberings?.find(({ key }) => key === definition?.numbering);
  const given = state.numbers.some((one) => one.numbering === numbering?.key);
  const { key, title, role, kind, enteredOn, unit } = stage;
  const mine = holdsPlace(actor, stage);
  return {
    ...{ key, title, role, kind, enteredOn, mine },
    unit: () => unitNeeded(context, unit),
    due: dueOfTask(stage, calendar, today),
    dueAt: stage.limit?.unit === 'hours' ? stage.dueAt : null,
    pages: definition ? pagesAtStage(form.definition, definition).map((page) => page.key) : [],
    numbering: numbering && !given ? numbering.title : null,
    signers: (state.flow.signers ?? [])
      .filter((one) => one.stage === key)
      .map((one) => ({ role: one.role, agrees: one.agrees, unit: () => unitNeeded(context, one.unit) })),
    asksSigners: mine && definition?.signers === true,
    signature: signatureAskedOf(state, actor, key) !== null,
    waysBack: mine
      ? waysBack(flow.definition, state.flow, key).map((way) => ({
          to: way.to,
          label: async () => {
            const title = stageOf(flow.definition, way.to)?.title.zh ?? '';
            const name = way.unit === null ? null : (await context.loaders.unit(way.unit))?.name.zh;
            return name ? `${title}（${name}）` : title;
          },
        }))
      : [],
  };
}

/** Who filled in which pages, when. */
function filledModel(context: Context, _state: Matter, { flow, form }: MatterDefinitions, part: FilledPart) {
  const stage = part.stage === null ? null : stageOf(flow.definition, part.stage);
  const pages = stage ? pagesAtStage(form.definition, stage) : pagesAtBeginning(form.definition, flow.definition);
  return {
    stage: stage?.title ?? null,
    pages: pages.map(({ key }) => key),
    on: part.on,
    unit: () => unitNeeded(context, part.unit),
  };
}

/** What the viewer's own units filled in at stages that each unit has for itself. */
async function ownParts(context: Context, id: string, state: Matter, { flow, form }: MatterDefinitions) {
  const mine = new Set(context.command.actor.roles.map(({ unit }) => unit));
  const parts = Object.entries(state.parts).filter(([, { unit }]) => mine.has(unit));
  if (parts.length === 0) return [];
  const answers = await openUnitAnswers(context.cloud.platform, state);
  return parts.map(([key, part]) => {
    const stage = stageOf(flow.definition, key);
    const own = answers.get(key) ?? {};
    return {
      key,
      stage: stage?.title ?? { zh: '' },
      pages: stage ? pagesAtStage(form.definition, stage).map((page) => page.key) : [],
      on: part.on,
      unit: () => unitNeeded(context, part.unit),
      answers: own,
      attachments: attachmentsOf(id, part.attachments, form.definition, own),
    };
  });
}

function attachmentsOf(
  id: string,
  attachments: FilledPart['attachments'],
  form: MatterDefinitions['form']['definition'],
  answers: Answers,
) {
  const names = new Map([...filesIn(form, answers)].map(({ file }) => [file.id, file.name]));
  return attachments.map(({ id: file, type, size, field }) => ({
    ...{ id: file, name: names.get(file) ?? '（已删除）', type, size, material: field },
    url: `/files/${file}?matter=${id}`,
  }));
}

/** What the viewer may do now, the likeliest first; the commands allow nothing else. */
function actionsOn(context: Context, state: Matter, { flow }: MatterDefinitions): readonly string[] {
  const { actor } = context.command;
  const open = state.state === 'open';
  const mine = state.stages.filter((stage) => holdsPlace(actor, stage));
  const ready = mine.filter(({ key }) => !waitsForSigners(state.flow, key));
  const table: readonly (readonly [string, boolean])[] = [
    ['sign', open && state.stages.some(({ key }) => signatureAskedOf(state, actor, key) !== null)],
    ['endStage', open && ready.length > 0],
    ['close', state.state === 'ended' && holdsPlace(actor, state.closer)],
    ['sendBack', open && mine.some(({ key }) => waysBack(flow.definition, state.flow, key).length > 0)],
    ['askSigner', open && mine.some(({ key }) => stageOf(flow.definition, key)?.signers === true)],
    ['chase', open && state.stages.length > 0 && mayChase(state, actor)],
    ['withdraw', open && mayWithdraw(state, actor)],
  ];
  return table.flatMap(([action, may]) => (may ? [action] : []));
}
