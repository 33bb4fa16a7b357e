import { mayMigrate, migrate } from '../../events/application/decide-migrate.ts';
import { type Application, application } from '../../events/application/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { stagesOf } from '../../lowcode/flow/walk.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import { type Moved, movedAnswers, movedFlow } from '../../lowcode/migration/move.ts';
import { forbidden, may, notFound } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';
import { checkAnswers } from './answers.ts';
import { maySee, unitsOfCase } from './case.ts';
import { refuseUnfit } from './migration-fit.ts';
import { noticesOf } from './notices.ts';
import { openAnswers } from './open-answers.ts';

export interface MigrationWish {
  /** Whose version the cases leave, and the one that they go on by. */
  readonly kind: 'form' | 'flow';
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly fields: readonly Moved[];
  readonly stages: readonly Moved[];
  readonly reason: string;
  /** Only says what would happen. */
  readonly dry: boolean;
}

/** What became, or would become, of one case. */
export interface Migrated {
  readonly outcome: 'moved' | 'refused';
  /** Null where the viewer may not know of the case. */
  readonly number: string | null;
  /** Why not: a code and a sentence, never an answer. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** Questions whose answers the new version does not keep. */
  readonly dropped: readonly string[];
  readonly feeChanges: boolean;
  readonly position: { readonly lane: number; readonly position: number } | null;
}

const TITLES = {
  STAGE_NOT_MAPPED: '在新流程中没有对应的环节',
  STAGES_APART: '在新流程中不在同一步',
  SIGNERS_WAITING: '正在等待加签',
};

/**
 * Holds a mapping against both versions before any case is looked at. Throws BAD_MAPPING, NOT_FOUND, FORBIDDEN; REASONS_REQUIRED
 * unless dry.
 */
export async function checkMigration(context: CommandContext, wish: MigrationWish): Promise<void> {
  if (!context.actor.roles.some((held) => may(context.actor, 'case.migrate', [held.unit ?? '']))) throw forbidden();
  const { kind, key, from, to } = wish;
  if (kind !== 'form' && kind !== 'flow') throw new Refusal('BAD_MAPPING', '只能迁移到表单或流程的其他版本');
  if (from === to) throw new Refusal('BAD_MAPPING', '新旧版本相同，不需要迁移');
  await Promise.all([from, to].map((version) => context.definitions.need(kind, key, version)));
  if (!wish.dry && !wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明迁移的理由');
  const keys = await keysOf(context, kind, key, to);
  const pairs = kind === 'form' ? wish.fields : wish.stages;
  const targets = pairs.map((one) => one.to);
  const wrong = pairs.find((one) => !keys.has(one.to));
  if (wrong) throw new Refusal('BAD_MAPPING', `新版本没有“${wrong.to.slice(0, 60)}”`);
  if (new Set(targets).size < targets.length) throw new Refusal('BAD_MAPPING', '对照里有两项指向同一处');
}

async function keysOf(
  context: CommandContext,
  kind: 'form' | 'flow',
  key: string,
  version: number,
): Promise<ReadonlySet<string>> {
  if (kind === 'flow') {
    const { definition } = await context.definitions.need('flow', key, version);
    return new Set(stagesOf(definition).map(({ stage }) => stage.key));
  }
  const { definition } = await context.definitions.need('form', key, version);
  return new Set(
    itemsOf(definition).flatMap(({ item }) => [
      item.key,
      ...(item.kind === 'group' ? item.fields.map((field) => `${item.key}.${field.key}`) : []),
    ]),
  );
}

/**
 * Moves one open case by a mapping that `checkMigration` passed, or says why not; null when the case is not bound to the
 * version that is left. Answers are computed anew by the new version's rules; limits and calendar stay.
 */
export async function migrateCase(
  context: CommandContext,
  id: string,
  wish: MigrationWish,
  commandId: string,
): Promise<Migrated | null> {
  let report: Omit<Migrated, 'position'> | null = null;
  const appended = await transact(context, commandId, async () => {
    const target = await load(context.platform, application, id);
    const { state } = target;
    if (!state) throw notFound('这件办件');
    const pinned = state.submitted[wish.kind];
    if (target.did(commandId) || pinned.key !== wish.key || pinned.version !== wish.from) return { changes: [] };
    const number = maySee(state, context.actor) ? state.submitted.number : null;
    const refused = (problems: Migrated['problems']) => {
      report = { outcome: 'refused', number, problems, dropped: [], feeChanges: false };
      return { changes: [] };
    };
    if (!may(context.actor, 'case.migrate', unitsOfCase(state)))
      return refused([{ code: 'FORBIDDEN', message: '不是您所在单位的办件' }]);
    try {
      const { events, dropped, fee } = await decided(context, id, state, wish);
      report = { outcome: 'moved', number, problems: [], dropped, feeChanges: fee !== state.fee };
      if (wish.dry) return { changes: [] };
      return { changes: [{ read: target, events: [...events, ...(await noticesOf(context, state, events))] }] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const each = error.fields?.map(({ code, message }) => ({ code, message }));
      return refused(each ?? [{ code: error.code, message: error.message }]);
    }
  });
  return report && { ...(report as Omit<Migrated, 'position'>), position: appended?.commits[0] ?? null };
}

async function decided(context: CommandContext, id: string, state: Application, wish: MigrationWish) {
  mayMigrate(state, wish.dry ? '试算' : wish.reason);
  const { definitions, platform, calendar } = context;
  const { service, form, flow, channel, applicantKind, region, today, unit } = state.submitted;
  const about = { today, channel, applicantKind, region };
  const next = {
    form: wish.kind === 'form' ? { key: form.key, version: wish.to } : form,
    flow: wish.kind === 'flow' ? { key: flow.key, version: wish.to } : flow,
  };
  const opened = await openAnswers(platform, state);
  if (!opened.applicant) throw new Refusal('ERASED', '申请人的个人信息已经删除');
  // With the questions and upload places of the item's version that the case keeps.
  const before = (await definitions.filledFor(service, form)).definition;
  const { definition: after, compiled } = await definitions.filledFor(service, next.form);
  const moved =
    wish.kind === 'form'
      ? movedAnswers(before, after, opened.answers, wish.fields)
      : { answers: opened.answers, dropped: [] };
  const { applicant } = opened;
  await refuseUnfit(context, state.submitted, next);
  const files = state.attachments;
  const of = `application/${id}`;
  const given = moved.answers;
  const checked = await checkAnswers(platform, context.units, compiled, after, given, about, of, applicant, files);
  const place = await flowAfter(context, state, wish, factsOf(after, checked.answers, about, calendar), unit);
  const events = migrate(
    state,
    {
      ...next,
      answers: checked.open,
      personalAnswers: checked.personal,
      attachments: checked.attachments,
      fee: checked.fee,
      ...place,
      fields: wish.fields,
      mapping: wish.stages,
      dropped: moved.dropped,
      reason: wish.dry ? '试算' : wish.reason,
    },
    context,
  );
  return { events, dropped: moved.dropped, fee: checked.fee };
}

async function flowAfter(
  context: CommandContext,
  state: Application,
  wish: MigrationWish,
  facts: ReturnType<typeof factsOf>,
  unit: string,
) {
  if (state.flow === null) return { state: null, stages: [] };
  if (wish.kind === 'form')
    return { state: state.flow, stages: state.flow.open.map((open) => ({ ...open, was: open.key })) };
  const { definition } = await context.definitions.need('flow', wish.key, wish.to);
  const moved = movedFlow(definition, state.flow, wish.stages, facts, unit);
  if (!moved.ok) throw new Refusal(moved.code, `环节“${moved.stage}”${TITLES[moved.code]}`);
  return { state: moved.state, stages: moved.stages };
}
