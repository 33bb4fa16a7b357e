import { accept, acceptBySilence, decline, recountLimit } from '../../events/application/decide-intake.ts';
import { lapseSupplement, requestSupplement, supplement } from '../../events/application/decide-supplement.ts';
import type { Application } from '../../events/application/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { FlowProgress, SupplementRules } from '../../lowcode/flow/definition.ts';
import { beginFlow } from '../../lowcode/flow/progress.ts';
import type { Item } from '../../lowcode/form/definition.ts';
import { fieldsOf, groupsOf } from '../../lowcode/form/walk.ts';
import { forbidden, may } from '../access.ts';
import { type Actor, hasRole } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { checkAnswers } from './answers.ts';
import { type OnCase, onCase, unitsOfCase } from './case.ts';
import { flowFacts } from './flow-facts.ts';
import { flowOf } from './handling.ts';
import { openAnswers } from './open-answers.ts';
import { requireAsRecorded } from './prefill.ts';
import type { Holdings } from './records.ts';
import { untouched } from './untouched.ts';

/** Accepts a case that was received (受理). */
export function acceptCase(context: CommandContext, wish: OnCase) {
  return onCase(context, wish, 'case.intake', async (state) => accept(state, await begin(context, state), context));
}

/** Accepts by silence when five working days have passed; the clock sends this. */
export function acceptCaseBySilence(context: CommandContext, wish: OnCase) {
  return onCase(context, wish, 'case.intake', async (state) =>
    acceptBySilence(state, await begin(context, state), context),
  );
}

/** Dates that the calendar did not reach, when it does now; the clock sends this. */
export function recountCaseLimit(context: CommandContext, wish: OnCase) {
  return onCase(context, wish, 'case.intake', (state) => recountLimit(state, context));
}

/** Declines (不予受理) with reasons and remedies. */
export function declineCase(
  context: CommandContext,
  wish: OnCase & { readonly reasons: string; readonly remedies: string },
) {
  const { reasons, remedies } = wish;
  return onCase(context, wish, 'case.intake', (state) => decline(state, { reasons, remedies }, context));
}

/** Asks once for everything that is missing (一次性告知). Throws UNKNOWN_DEFECT for a place that is neither field nor material. */
export function requestCaseSupplement(
  context: CommandContext,
  wish: OnCase & { readonly defects: readonly { readonly at: string; readonly reason: string }[] },
) {
  return onCase(context, wish, 'case.intake', async (state) => {
    const rules = (await flowOf(context, state)).supplement;
    const bySupervisor = may(context.actor, 'case.supplementAgain', unitsOfCase(state));
    if (!bySupervisor && !asksForSupplements(context.actor, state, rules)) throw forbidden();
    const labels = await placesOf(context, state);
    const defects = wish.defects.map(({ at, reason }) => {
      const label = labels.get(at);
      if (label === undefined) throw new Refusal('UNKNOWN_DEFECT', '补正内容必须对应表单中的一个字段或一份材料');
      if (!reason.trim()) throw new Refusal('REASONS_REQUIRED', `请写明“${label}”需要怎样补正`);
      return { at, label, reason };
    });
    return requestSupplement(state, { defects, bySupervisor, rules }, context);
  });
}

/** Whether the flow lets the actor ask for a supplement: who takes applications in, of the roles that it names. */
export function asksForSupplements(
  actor: Actor,
  { submitted }: Application,
  rules: SupplementRules | undefined,
): boolean {
  const units = [submitted.unit, ...submitted.alsoUnits];
  return rules?.by === undefined || rules.by.some((role) => units.some((unit) => hasRole(actor, role, unit)));
}

/** Ends the waiting for a supplement whose term has passed, as the flow says; the clock sends this. */
export function lapseCaseSupplement(context: CommandContext, wish: OnCase) {
  return onCase(
    context,
    wish,
    () => context.actor.kind === 'system',
    async (state) => lapseSupplement(state, (await flowOf(context, state)).supplement?.remedies?.zh ?? '', context),
  );
}

/**
 * The applicant, or who filed for them, supplies the corrected answers. There is one round (行政许可法 32), so that it is not
 * spent by a slip: throws DEFECTS_UNTOUCHED, naming them, while one that an answer can correct is as it was.
 */
export function supplementCase(
  context: CommandContext,
  wish: OnCase & { readonly answers: unknown; readonly holdings: Holdings },
) {
  return onCase(context, wish, 'applicant', async (state) => {
    const { service, form, channel, applicantKind, today } = state.submitted;
    const { definition, compiled } = await context.definitions.filledFor(service, form);
    // Judged by the day of submission: a start date that was in the future then is not wrong now.
    const formContext = { today, channel, applicantKind, region: context.region };
    const before = await openAnswers(context.platform, state);
    const checked = await checkAnswers(
      context.platform,
      context.units,
      compiled,
      definition,
      wish.answers,
      formContext,
      `application/${wish.id}`,
      before.applicant,
      state.attachments,
    );
    const filled = { key: form.key, definition };
    const asBefore = { case: wish.id, answers: before.answers };
    await requireAsRecorded(context, wish.holdings, filled, state.submitted, checked, asBefore);
    const left =
      state.state === 'supplementRequested' ? untouched(definition, state.defects, before.answers, checked) : [];
    if (left.length > 0) {
      throw new Refusal(
        'DEFECTS_UNTOUCHED',
        `还有${left.length}项没有补正：${left.map(({ label }) => label).join('、')}。请逐项改正后再提交`,
        left.map(({ at, label }) => ({
          path: at,
          code: 'NOT_CORRECTED',
          message: `“${label}”还没有改动，请按告知的内容补正`,
        })),
      );
    }
    const { open, personal, attachments, fee } = checked;
    return supplement(state, { answers: open, personalAnswers: personal, attachments, fee }, context);
  });
}

async function begin(context: CommandContext, state: Application): Promise<FlowProgress> {
  const { definition } = await context.definitions.need('flow', state.submitted.flow.key, state.submitted.flow.version);
  return beginFlow(definition, state.submitted.unit, await flowFacts(context, state));
}

/** Labels of everything a defect can stand at. */
async function placesOf(context: CommandContext, state: Application): Promise<Map<string, string>> {
  const { form, service } = state.submitted;
  const { definition } = await context.definitions.filledFor(service, form);
  const item = await context.definitions.need('service', service.key, service.version);
  const places = new Map(item.definition.materials.map((material) => [material.key, material.name.zh]));
  for (const { field, groups, name } of fieldsOf(definition)) places.set(name, labelOf([...groups, field]));
  for (const { group, around } of groupsOf(definition))
    places.set([...around, group].map(({ key }) => key).join('.'), labelOf([...around, group]));
  return places;
}

function labelOf(items: readonly Item[]): string {
  return items.map(({ label }) => label.zh).join('：');
}
