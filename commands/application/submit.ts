import { acceptByFor, submit } from '../../events/application/decide-intake.ts';
import type { Pinned } from '../../events/application/events.ts';
import { application } from '../../events/application/fold.ts';
import type { Pilot } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { MOST_CASE_UNITS, unitsInFlow } from '../../lowcode/flow/check.ts';
import { sortsOf } from '../../lowcode/form/listing.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { Json } from '../../platform/contract/json.ts';
import { GuardError } from '../../platform/contract/log.ts';
import type { CommandContext } from '../context.ts';
import { idFromCommand, newQueryCode, numberFor } from '../ids.ts';
import { fresh, load, transact } from '../transact.ts';
import { checkAnswers } from './answers.ts';
import type { Filing } from './applicant.ts';
import { boundIn, offeredTo } from './offered.ts';
import { requireAsRecorded } from './prefill.ts';
import type { Holdings } from './records.ts';

export interface Submission {
  readonly service: string;
  /** The version the applicant saw; the current one when absent. */
  readonly serviceVersion?: number;
  /** The form version that was filled in; the current one when absent. */
  readonly form?: Pinned;
  readonly answers: unknown;
  readonly filing: Filing;
  /** `draft/<id>`: where the files belong. */
  readonly filesOf: string | null;
  /** Where the records are that fixed answers are held against. */
  readonly holdings: Holdings;
}

export interface Receipt {
  /** Id of the application. */
  readonly id: string;
  readonly number: string;
  readonly queryCode: string;
  readonly submittedOn: string;
  readonly acceptBy: string | null;
  readonly serviceName: { readonly zh: string; readonly en?: string };
  readonly repeated: boolean;
  /** Where it stands in the log; null when repeated. */
  readonly position: { readonly lane: number; readonly position: number } | null;
}

/**
 * Submits an application once: again with the same command id gives the same receipt. Throws NOT_FOUND (no such item in
 * use), NOT_IN_PILOT, GUIDE_ONLY, WRONG_AUDIENCE, TOO_MANY_UNITS, INVALID_ANSWERS with fields, ALREADY_OPEN when one live application per person and
 * item is allowed.
 */
export async function submitApplication(
  context: CommandContext,
  commandId: string,
  wish: Submission,
): Promise<Receipt> {
  const id = idFromCommand(commandId, application.category);
  const { filing } = wish;
  const { service, pilot } = await offeredTo(context, wish.service, filing, wish.serviceVersion ?? null);
  const item = service.definition;
  const pins = await pinsOf(context, item, wish.form ?? null, pilot);
  if (!item.audience.includes(filing.kind)) {
    throw new Refusal(
      'WRONG_AUDIENCE',
      filing.kind === 'person' ? '这一事项只面向法人和其他组织' : '这一事项只面向个人',
    );
  }
  const form = await context.definitions.filledFor(service, pins.form);
  const formContext = {
    today: context.today,
    channel: filing.channel,
    applicantKind: filing.kind,
    region: context.region,
  };
  const checked = await checkAnswers(
    context.platform,
    context.units,
    form.compiled,
    form.definition,
    wish.answers,
    formContext,
    wish.filesOf,
    filing.applicant,
  );
  await requireAsRecorded(context, wish.holdings, form, filing, checked);
  const unit = await context.units.need(item.unit);
  const others = [item.intakeUnit, ...(item.jointUnits ?? []), ...filing.filingUnits];
  const flow = await context.definitions.need('flow', pins.flow.key, pins.flow.version);
  const concerned = new Set([unit.code, ...unit.ancestors, ...others, ...unitsInFlow(flow.definition)]);
  if (concerned.size > MOST_CASE_UNITS) {
    throw new Refusal('TOO_MANY_UNITS', `这一事项涉及的单位超过${MOST_CASE_UNITS}个，请联系配置人员`);
  }
  const guard = item.onePerPerson ? `live-application/${service.key}/${filing.subject}` : null;
  const stream = fresh(application, id);

  try {
    const serial = await context.platform.state.takeNumbers(`case/${unit.code}/${context.today}`, 1);
    const queryCode = newQueryCode();
    const number = numberFor(unit.shortCode, context.today, serial);
    const events = submit(
      null,
      {
        region: context.region,
        unit: unit.code,
        item: service.key,
        number,
        queryDigest: await context.platform.vault.digest('query-code', `${number}/${queryCode}`),
        itemName: item.name,
        service: { key: service.key, version: service.version },
        form: pins.form,
        flow: pins.flow,
        licenceType: pins.licenceType,
        mode: item.mode,
        unitPath: [unit.code, ...unit.ancestors],
        alsoUnits: [...new Set(others.filter((one): one is string => one !== undefined && one !== unit.code))],
        trial: pilot !== null,
        channel: filing.channel,
        applicantKind: filing.kind,
        filedBy: filing.filedBy,
        legalDays: item.legalDays,
        promisedDays: item.promisedDays,
        answers: checked.open,
        attachments: checked.attachments,
        fee: checked.fee,
        guard,
        sorts: sortsOf(form.definition),
        subject: filing.subject,
        personal: { applicant: filing.applicant, answers: checked.personal, queryCode },
      },
      context,
    );
    const appended = await transact(context, commandId, async () => ({
      changes: [{ read: stream, events }],
      ...(guard ? { guards: [{ guard, change: 'take' as const, owner: stream.stream }] } : {}),
    }));
    if (appended && !appended.repeated) {
      const [position] = appended.commits;
      return {
        id,
        number,
        queryCode,
        submittedOn: context.today,
        acceptBy: acceptByFor(context),
        serviceName: item.name,
        repeated: false,
        position: position ?? null,
      };
    }
  } catch (error) {
    if (error instanceof GuardError)
      throw new Refusal('ALREADY_OPEN', '您已有一件同一事项的办件正在办理，不能重复申请');
    throw error;
  }
  return receiptOf(context, id);
}

/** The versions the case keeps to its end. Throws GUIDE_ONLY when the item has no form or flow in use. */
export async function pinsOf(
  context: CommandContext,
  item: ServiceDefinition,
  filled: Pinned | null,
  pilot: Pilot | null = null,
) {
  const pin = async (kind: 'form' | 'flow' | 'licenceType', key: string | undefined): Promise<Pinned | null> => {
    if (pilot) return boundIn(pilot, kind);
    const current = key === undefined ? null : await context.definitions.current(kind, key);
    return current && { key: current.key, version: current.version };
  };
  const form = filled ?? (await pin('form', item.form));
  const flow = await pin('flow', item.flow);
  if (!form || !flow) throw new Refusal('GUIDE_ONLY', '这一事项暂不能在网上申请，请按办事指南到窗口办理');
  return { form, flow, licenceType: await pin('licenceType', item.result?.licenceType) };
}

/** The receipt of an application that was submitted before. */
export async function receiptOf(context: Pick<CommandContext, 'platform'>, id: string): Promise<Receipt> {
  const { state } = await load(context.platform, application, id);
  if (!state) throw new Error(`submitted application not found: ${id}`);
  const { number, today, acceptBy, itemName, personal } = state.submitted;
  const box =
    typeof personal === 'string' ? ((await context.platform.vault.open(personal)) as { queryCode: Json } | null) : null;
  const queryCode = typeof box?.queryCode === 'string' ? box.queryCode : '';
  return { id, number, queryCode, submittedOn: today, acceptBy, serviceName: itemName, repeated: true, position: null };
}
