import { idFromCommand, numberFor } from '../../../commands/ids.ts';
import { rate, withdraw } from '../../../events/application/decide-close.ts';
import { completeStage } from '../../../events/application/decide-handling.ts';
import { accept, decline, submit, type Today } from '../../../events/application/decide-intake.ts';
import { requestSupplement, supplement } from '../../../events/application/decide-supplement.ts';
import type { Applicant, ApplicationEvent } from '../../../events/application/events.ts';
import { type Application, application } from '../../../events/application/fold.ts';
import type { FlowProgress } from '../../../lowcode/flow/definition.ts';
import { beginFlow, progress } from '../../../lowcode/flow/progress.ts';
import { factsOf } from '../../../lowcode/form/facts.ts';
import { sortsOf } from '../../../lowcode/form/listing.ts';
import { mergePersonal, splitPersonal } from '../../../lowcode/form/personal.ts';
import type { Facts } from '../../../lowcode/rule/facts.ts';
import type { GuardChange } from '../../../platform/contract/log.ts';
import type { CasePlan } from '../../../samples/generate/plans.ts';
import { applicantOf } from './applicants.ts';
import { answersOf } from './case-answers.ts';
import { licenceOfCase } from './licence-story.ts';
import { dateOf, onDay } from './moment.ts';
import { sceneOf } from './scene.ts';
import { type Beside, type Story, type Teller, tellerOf } from './story.ts';
import { actorAt, type Item, type World } from './world.ts';

/** A case's plan with the serial of its day, which begins at 90001: no day's live numbers reach it. */
export interface NumberedCase {
  readonly plan: CasePlan;
  readonly serialOfDay: number;
}

export interface Telling {
  readonly world: World;
  readonly plan: CasePlan;
  readonly item: Item;
  readonly teller: Teller<ApplicationEvent, Application | null>;
  readonly applicant: Applicant;
  readonly subject: string;
  readonly applicantActor: string;
  readonly intakeActor: string;
  readonly facts: Facts;
  /** Wall-clock time of the last step. */
  last: string;
}

interface Begun {
  readonly telling: Telling;
  /** What a supplement would hand in anew. */
  readonly supplied: Parameters<typeof supplement>[1];
  readonly files: Story['files'];
}

/** A case that was submitted as its plan says; what follows is added by `step`. */
export async function beginCase(world: World, { plan, serialOfDay }: NumberedCase, subject: string): Promise<Begun> {
  const item = world.item(plan.service);
  const { definition, key, version } = item.service;
  const planned = applicantOf(plan);
  const { name, identifier, phone, address } = planned;
  const applicant = { name, identifier, phone, address };
  const command = `seed/case/${plan.serial}`;
  const teller = tellerOf(application, idFromCommand(command, application.category), command);
  const unit = world.unit(definition.unit);
  const filing = filingOf(world, item, plan);
  const today = dateOf(plan.submittedAt);
  const context = { today, channel: filing.channel, applicantKind: planned.kind, region: world.region };
  const filed = answersOf(item, sceneOf(world, plan, planned), context, subject);
  const { open, personal } = splitPersonal(item.form.definition, filed.answers);
  const number = numberFor(unit.shortCode, today, serialOfDay);
  const queryCode = await world.queryCode(command);
  const queryDigest = await world.queryDigest(number, queryCode);
  const guard = definition.onePerPerson ? `live-application/${key}/${subject}` : null;
  const others = [definition.intakeUnit, ...(definition.jointUnits ?? []), ...filing.units];
  const telling: Telling = {
    ...{ world, plan, item, teller, applicant, subject },
    applicantActor: filing.filedBy ?? `subject/${subject}`,
    intakeActor: definition.intakeUnit
      ? actorAt(world, definition.intakeUnit, deskRoleOf(world, definition.intakeUnit))
      : actorAt(world, unit.code, 'clerk'),
    facts: factsOf(item.form.definition, filed.answers, context, world.calendar),
    last: plan.submittedAt,
  };
  const taken: GuardChange[] = guard ? [{ guard, change: 'take', owner: teller.stream }] : [];
  const at = { today, calendar: world.calendar };
  const submitted = () =>
    submit(
      null,
      {
        region: world.region,
        unit: unit.code,
        item: key,
        number,
        queryDigest,
        itemName: definition.name,
        service: { key, version },
        form: { key: item.form.key, version: item.form.version },
        flow: { key: item.flow.key, version: item.flow.version },
        licenceType: item.licenceType && { key: item.licenceType.key, version: item.licenceType.version },
        mode: definition.mode,
        unitPath: unit.path,
        alsoUnits: [...new Set(others.filter((one): one is string => one !== undefined && one !== unit.code))],
        trial: false,
        channel: filing.channel,
        applicantKind: planned.kind,
        filedBy: filing.filedBy,
        legalDays: definition.legalDays,
        promisedDays: definition.promisedDays,
        answers: open,
        attachments: filed.attachments,
        fee: filed.fee,
        guard,
        sorts: sortsOf(item.form.definition),
        subject,
        personal: { applicant, answers: personal, queryCode },
      },
      at,
    );
  teller.tell('submit', telling.applicantActor, plan.submittedAt, submitted, { guards: taken });
  const { attachments, fee, files } = filed;
  return { telling, supplied: { answers: open, personalAnswers: personal, attachments, fee }, files };
}

/** One case from submission to rating, every step on the plan's own day and by the decider of live cases. */
export async function caseStory(world: World, numbered: NumberedCase, subject: string): Promise<Story> {
  const { plan } = numbered;
  const { telling, supplied, files } = await beginCase(world, numbered, subject);
  const { teller } = telling;
  intake(telling, supplied);
  if (plan.acceptedOn !== null) handling(telling, plan.acceptedOn);
  if (plan.outcome === 'withdrawn') {
    const reason = world.phrases.withdrawn[plan.serial % world.phrases.withdrawn.length] as string;
    step(telling, 'withdraw', telling.applicantActor, plan.decidedOn as string, '15:20', (state, at) =>
      withdraw(state, { reason }, at),
    );
  }
  const { rating } = plan;
  if (rating) {
    step(telling, 'rate', `subject/${subject}`, rating.on, '19:40', (state, at) => rate(state, rating, at));
  }
  return teller.story(files);
}

/**
 * Who filed it, and over which channel. Items without a form of their own cannot be filed online here: what came over
 * the web went through the province's platform and was taken over from there (系统导入).
 */
function filingOf(world: World, item: Item, plan: CasePlan) {
  if (plan.channel === 'web') {
    return item.isOnline
      ? { channel: 'web' as const, filedBy: null, units: [] }
      : { channel: 'import' as const, filedBy: 'system/exchange', units: [] };
  }
  if (plan.channel === 'window') {
    const unit = world.unit(plan.unit).level === 'town' ? `${plan.unit}-bm` : `${world.region}-zwzx`;
    return { channel: plan.channel, filedBy: actorAt(world, unit, 'window'), units: [unit] };
  }
  const station = [...world.units.values()].find((unit) => unit.division === plan.village);
  const filedBy = station ? actorAt(world, station.code, 'agent') : `staff/${plan.village}-agent`;
  return { channel: plan.channel, filedBy, units: station ? [station.code] : [] };
}

function intake(telling: Telling, answers: Parameters<typeof supplement>[1]): void {
  const { plan, item, world, intakeActor } = telling;
  const looked = plan.supplement?.on ?? plan.acceptedOn ?? plan.decidedOn;
  if (looked === null) return;
  if (plan.outcome === 'notAccepted') {
    const wish = { reasons: plan.reasons ?? '', remedies: world.phrases.remedies };
    step(telling, 'decline', intakeActor, looked, '09:30', (state, at) => decline(state, wish, at));
    return;
  }
  if (plan.supplement) {
    const { on, defect, suppliedOn } = plan.supplement;
    const defects = [{ ...placeOfDefect(item), reason: defect }];
    step(telling, 'request', intakeActor, on, '09:30', (state, at) =>
      requestSupplement(state, { defects, bySupervisor: false }, at),
    );
    if (suppliedOn === null) return;
    step(telling, 'supplement', telling.applicantActor, suppliedOn, '09:10', (state, at) =>
      supplement(state, answers, at),
    );
  }
  if (plan.acceptedOn === null) return;
  const begun = beginFlow(item.flow.definition, item.service.definition.unit, telling.facts);
  step(telling, 'accept', intakeActor, plan.acceptedOn, '09:30', (state, at) => accept(state, begun, at));
}

/** Who takes applications in: the front desk, or the station of a village. */
function deskRoleOf(world: World, unit: string): 'window' | 'village' {
  return world.unit(unit).level === 'village' ? 'village' : 'window';
}

/** The first material that the applicant brings; on the general form, the list of papers. */
export function placeOfDefect(item: Item): { at: string; label: string } {
  const material = item.service.definition.materials.find(({ source }) => source === 'applicant');
  return material ? { at: material.key, label: material.name.zh } : { at: 'papers', label: '交窗口的纸质材料' };
}

/** Stage after stage, spread over the days that the case took; a case still open stands where its time has brought it. */
function handling(telling: Telling, acceptedOn: string): void {
  const { plan, world, item, teller } = telling;
  const stages = stagesOnPath(telling);
  const isDecided = plan.outcome === 'granted' || plan.outcome === 'refused';
  const end = plan.decidedOn ?? world.days.all.at(-1) ?? acceptedOn;
  const elapsed = world.days.between(acceptedOn, end);
  const share = elapsed / (item.service.definition.promisedDays + 1);
  const count = isDecided ? stages : Math.min(stages - 1, Math.floor(stages * Math.min(1, share)));
  for (let done = 0; done < count; done++) {
    const stage = teller.state?.stages[0];
    if (!stage) throw new Error(`sample case ${plan.serial}: no stage to complete`);
    const isLast = done === stages - 1;
    const decision = isLast && plan.outcome === 'refused' ? 'refuse' : 'pass';
    const on = isLast
      ? end
      : world.days.after(acceptedOn, Math.floor((elapsed * (done + 1)) / (count + (isDecided ? 0 : 1))));
    const kind = decision === 'refuse' ? 'refuse' : stage.kind === 'decide' ? 'decide' : 'review';
    const opinions = world.phrases.opinions[kind];
    const wish = {
      stage: stage.key,
      decision,
      opinion: opinions[(plan.serial + done) % opinions.length] as string,
      ...(decision === 'refuse' ? { reasons: plan.reasons ?? '', remedies: world.phrases.remedies } : {}),
    } as const;
    const moved = (state: Application): FlowProgress => {
      if (!state.flow) throw new Error('accepted without a flow');
      return progress(item.flow.definition, state.flow, wish, telling.facts, state.submitted.unit);
    };
    const isGranted = isLast && decision === 'pass' && stage.kind === 'decide';
    const licence = isGranted ? licenceFor(telling, on ?? end) : null;
    step(
      telling,
      `stage/${stage.key}`,
      actorAt(world, stage.unit, stage.role),
      on ?? end,
      '10:40',
      (state, at) => completeStage(state, wish, moved(state), licence && { ...licence }, at),
      licence ?? undefined,
    );
  }
}

function licenceFor({ world, item, plan, teller, subject, applicant }: Telling, today: string) {
  const { state } = teller;
  if (!state) return null;
  const box = state.sealedAnswers.at(-1) as { answers: Application['answers'] };
  return licenceOfCase(world, item, {
    ...{ serial: plan.serial, caseStream: teller.stream, today, subject, applicant },
    kind: state.submitted.applicantKind,
    answers: mergePersonal(state.answers, box.answers),
  });
}

/** How many stages lie on the way of a case that passes everywhere. */
function stagesOnPath({ item, facts }: Telling): number {
  const unit = item.service.definition.unit;
  let at = beginFlow(item.flow.definition, unit, facts);
  let stages = 0;
  while (at.ok && at.state.outcome === null) {
    stages += 1;
    const stage = at.state.open[0]?.key ?? '';
    at = progress(item.flow.definition, at.state, { stage, decision: 'pass' }, facts, unit);
  }
  if (!at.ok) throw new Error(`flow ${item.flow.key}: ${at.code} at ${at.stage}`);
  return stages;
}

/** Decides and adds one step on a day, not before the last one. An ended case gives its guard back. */
export function step(
  telling: Telling,
  name: string,
  actor: string,
  date: string,
  time: string,
  decide: (state: Application, at: Today) => readonly ApplicationEvent[],
  begins?: Beside['begins'],
): void {
  const { teller, world } = telling;
  const { state } = teller;
  if (!state) throw new Error(`${teller.stream} was not submitted`);
  telling.last = onDay(date, time, telling.last);
  const events = decide(state, { today: date, calendar: world.calendar });
  const guards = events.flatMap((event): GuardChange[] =>
    'guard' in event.data && event.data.guard !== null
      ? [{ guard: event.data.guard, change: 'release', owner: teller.stream }]
      : [],
  );
  teller.tell(name, actor, telling.last, () => events, { guards, ...(begins ? { begins } : {}) });
}
