import { completeStage, stopClock } from '../../../events/application/decide-handling.ts';
import { accept } from '../../../events/application/decide-intake.ts';
import { requestSupplement } from '../../../events/application/decide-supplement.ts';
import type { Application } from '../../../events/application/fold.ts';
import { beginFlow, progress } from '../../../lowcode/flow/progress.ts';
import { creditCodeOf, identityNumberOf, phoneOf } from '../../../samples/generate/people.ts';
import type { CasePlan } from '../../../samples/generate/plans.ts';
import { random } from '../../../samples/generate/random.ts';
import { beginCase, placeOfDefect, step, type Telling } from '../stock/case-story.ts';
import type { Story } from '../stock/story.ts';
import { actorAt, type World } from '../stock/world.ts';
import { timeOf } from './day.ts';
import type { CaseAct, FreshCase } from './read.ts';

/** After every serial of the stock, so that applicants, files and command ids are nobody else's. */
const FIRST_CASE = 20_001;
/** Serials of the day: apart from those of the stock and of the told tickets. */
const FIRST_SERIAL = 98_001;
const SEED = 20_261_122;
/** 金溪社区, whose station is one of the sample units. */
const HOME = { town: '430423100', village: '430423100011', words: '湖南省衡山县开云镇金溪社区示例路' };

/** The plan of the nth fresh case: who applies for what, and when. The rest is told act by act. */
export function planOf(world: World, fresh: FreshCase, n: number, today: string): CasePlan {
  const serial = FIRST_CASE + n;
  const source = random(SEED, `fresh/${n}`);
  const { names } = world.seed;
  const person = fresh.kind === 'person';
  return {
    plan: 'case',
    serial,
    service: fresh.service,
    unit: world.item(fresh.service).service.definition.unit,
    ...{ town: HOME.town, village: HOME.village, channel: fresh.channel },
    applicant: {
      kind: fresh.kind,
      name: person ? names.person(source) : names.company(source),
      identifier: person ? identityNumberOf(serial) : creditCodeOf(serial),
      phone: phoneOf(source),
      address: `${HOME.words}${source.between(1, 99)}号`,
    },
    submittedAt: timeOf(world.calendar, today, fresh.story[0]?.at ?? ''),
    promisedDays: world.item(fresh.service).service.definition.promisedDays,
    ...{ supplement: null, acceptedOn: null, daysUsed: null, due: null, decidedOn: null, onTime: null },
    ...{ outcome: 'open', reasons: null, rating: null },
  };
}

/** A fresh case, act by act as it is written, each by the decider of live cases: limits are those of the calendar. */
export async function freshCaseStory(
  world: World,
  fresh: FreshCase,
  plan: CasePlan,
  today: string,
  subject: string,
): Promise<Story> {
  const serialOfDay = FIRST_SERIAL + plan.serial - FIRST_CASE;
  const { telling, files } = await beginCase(world, { plan, serialOfDay }, subject);
  fresh.story.slice(1).forEach((act, i) => {
    const [date = '', time = ''] = timeOf(world.calendar, today, act.at).split(' ');
    const [actor, decideOn] = actOf(telling, act);
    step(telling, `${i + 1}.${act.act}`, actor, date, time, decideOn);
  });
  return telling.teller.story(files);
}

function actOf(telling: Telling, act: CaseAct): readonly [actor: string, decideOn: Parameters<typeof step>[5]] {
  const { world, item, plan, intakeActor, facts } = telling;
  const { reason = '' } = act;
  const { unit } = item.service.definition;
  switch (act.act) {
    case 'requestSupplement': {
      const defects = [{ ...placeOfDefect(item), reason }];
      return [intakeActor, (state, at) => requestSupplement(state, { defects, bySupervisor: false }, at)];
    }
    case 'accept':
      return [intakeActor, (state, at) => accept(state, beginFlow(item.flow.definition, unit, facts), at)];
    case 'stopClock': {
      const { procedure } = act;
      const stage = openStage(telling, undefined);
      if (!procedure) throw new Error(`fresh case ${plan.serial}: no procedure`);
      const wish = { stage: stage.key, procedure, reason };
      return [actorAt(world, stage.unit, stage.role), (state, at) => stopClock(state, wish, [procedure], at)];
    }
    case 'pass':
    case 'refuse': {
      const stage = openStage(telling, act.stage);
      const opinions =
        world.phrases.opinions[act.act === 'refuse' ? 'refuse' : stage.kind === 'decide' ? 'decide' : 'review'];
      const wish = {
        ...{ stage: stage.key, decision: act.act, opinion: opinions[plan.serial % opinions.length] as string },
        ...(act.act === 'refuse' ? { reasons: reason, remedies: world.phrases.remedies } : {}),
      };
      const decideOn = (state: Application, at: Parameters<Parameters<typeof step>[5]>[1]) => {
        if (!state.flow) throw new Error(`fresh case ${plan.serial} has not been accepted`);
        return completeStage(state, wish, progress(item.flow.definition, state.flow, wish, facts, unit), null, at);
      };
      return [actorAt(world, stage.unit, stage.role), decideOn];
    }
    default:
      throw new Error(`a fresh case has an act nobody knows: ${act.act}`);
  }
}

function openStage({ teller, plan }: Telling, key: string | undefined) {
  const stages = teller.state?.stages ?? [];
  const stage = key === undefined ? stages[0] : stages.find((one) => one.key === key);
  if (!stage) throw new Error(`fresh case ${plan.serial}: stage ${key ?? ''} is not open`);
  return stage;
}
