import { may } from '../../commands/access.ts';
import { maySeeLicence } from '../../commands/licence/may-see.ts';
import { movesFrom } from '../../events/licence/decide.ts';
import type { LicenceEvent, LicenceValue } from '../../events/licence/events.ts';
import { licence, stateOn } from '../../events/licence/fold.ts';
import { upcast } from '../../events/registry.ts';
import { fold } from '../../events/stream.ts';
import { dateWords } from '../../lowcode/dates.ts';
import { licenceIdentifierProblem } from '../../lowcode/identifier/licence-identifier.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { type LicenceRow, licencesView } from '../../views/licences/view.ts';
import { idOf } from '../../views/view.ts';
import { maskName } from '../case/mask.ts';
import { caseById } from '../case/model.ts';
import type { Context } from '../context.ts';
import { submitterName } from '../people/names.ts';
import { unitNeeded } from '../service/units.ts';
import { sentenceOf } from './timeline.ts';

interface Holder {
  readonly holderName: string;
  readonly values: readonly LicenceValue[];
}

/** A licence from its stream; null when there is none or the viewer may not see it. */
export async function licenceById(context: Context, id: string) {
  const commits = (await context.cloud.platform.log.read(`licence/${id}`)).commits.map(upcast);
  const state = fold(licence, commits);
  if (!state || !maySeeLicence(state, context.command.actor)) return null;
  const { issued } = state;
  const holder = () => context.loaders.open(issued.personal as string) as unknown as Promise<Holder | null>;
  return {
    id,
    identifier: issued.identifier,
    number: issued.number,
    typeName: issued.typeName,
    state: stateOn(state.state, issued.validTo, context.command.today),
    issuer: () => unitNeeded(context, issued.issuer),
    holderName: async () => (await holder())?.holderName ?? null,
    validFrom: issued.validFrom,
    validTo: issued.validTo,
    fields: async () => [...issued.values, ...((await holder())?.values ?? [])],
    case: () => (issued.application ? caseById(context, idOf(issued.application)) : null),
    timeline: () => timelineOf(context, commits),
    moves: () => (may(context.command.actor, 'licence.change', [issued.issuer]) ? movesFrom(state.state) : []),
    revision: state.revision,
  };
}

function timelineOf(context: Context, commits: readonly Commit[]) {
  const entries = commits.flatMap((commit) => commit.events.map((stored) => ({ commit, stored })));
  return Promise.all(
    entries.map(async ({ commit, stored }) => {
      const event = stored as unknown as LicenceEvent;
      const box = (await context.loaders.open(event.data.personal as string)) as { reason?: string } | null;
      const actor = await submitterName(context, commit.actor);
      const { ordinal, at } = commit;
      return { ordinal, at, on: event.data.today, ...sentenceOf(event, box?.reason ?? null), actor, event: event.type };
    }),
  );
}

/** A line of a licence list: only what the row says; the fields on the face come from the stream. */
export function licenceFromRow(context: Context, row: LicenceRow, key: string) {
  const id = idOf(key);
  return {
    id,
    identifier: row.identifier,
    number: row.number,
    typeName: row.typeName,
    state: stateOn(row.state, row.validTo, context.command.today),
    issuer: () => unitNeeded(context, row.issuer),
    holderName: async () => ((await context.loaders.open(row.sealed)) as Holder | null)?.holderName ?? null,
    validFrom: row.validFrom,
    validTo: row.validTo,
    fields: async () => (await licenceById(context, id))?.fields() ?? [],
    case: () => (row.application ? caseById(context, idOf(row.application)) : null),
    timeline: async () => (await licenceById(context, id))?.timeline() ?? [],
    moves: async () => (await licenceById(context, id))?.moves() ?? [],
    revision: async () => (await licenceById(context, id))?.revision ?? 0,
  };
}

/** What anybody may know of a licence whose identifier they have. A wrong check character is told apart from an unknown one. */
export async function verifyLicence(context: Context, { identifier: typed }: { identifier: string }) {
  const identifier = typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase().slice(0, 200);
  const nothing = { typeName: null, state: null, issuer: null, maskedHolder: null, validFrom: null, validTo: null };
  const problem = licenceIdentifierProblem(identifier);
  if (problem?.code === 'CHECK_CHARACTER') {
    const message = '证照标识的校验码不正确，请逐位核对；如果与证照上印制的一致，请谨防伪造。';
    return { ...nothing, result: 'wrongCheckCharacter', identifier, message };
  }
  if (problem) {
    const message = '这不是电子证照标识。电子证照标识以 1.2.156.3005.2 开头，各段以“.”分隔。';
    return { ...nothing, result: 'malformed', identifier, message };
  }
  const { entries } = await context.cloud.platform.views.list(licencesView, {
    index: 'byIdentifier',
    partition: identifier,
    limit: 1,
  });
  const row = entries[0]?.row;
  if (!row) return { ...nothing, result: 'notFound', identifier, message: '本平台没有颁发过这份证照。' };
  const state = stateOn(row.state, row.validTo, context.command.today);
  const begun = row.validFrom <= context.command.today;
  const box = (await context.loaders.open(row.sealed)) as Holder | null;
  return {
    result: state === 'valid' && begun ? 'valid' : 'notValid',
    identifier,
    message:
      state !== 'valid'
        ? '证照由本平台颁发，但目前不是有效状态。'
        : begun
          ? '证照真实有效。'
          : `证照由本平台颁发，自${dateWords(row.validFrom)}起有效，目前尚未生效。`,
    typeName: row.typeName,
    state,
    issuer: () => unitNeeded(context, row.issuer),
    maskedHolder: box ? maskName(box.holderName) : null,
    validFrom: row.validFrom,
    validTo: row.validTo,
  };
}
