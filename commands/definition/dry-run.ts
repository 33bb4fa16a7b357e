import { type Application, application } from '../../events/application/fold.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import { Refusal } from '../../events/stream.ts';
import { workingDaysBetween } from '../../lowcode/calendar/working-days.ts';
import { compareAnswers, type Finding } from '../../lowcode/dry-run/compare-answers.ts';
import { comparePaths } from '../../lowcode/dry-run/compare-paths.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { type CompiledForm, compileForm } from '../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import { applicationForm } from '../../lowcode/service/application-form.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { Json } from '../../platform/contract/json.ts';
import { forbidden, may, notFound } from '../access.ts';
import { maySee } from '../application/case.ts';
import { openAnswers } from '../application/open-answers.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';
import { checkDefinition } from './check.ts';
import { invalidDefinition, read } from './edit.ts';
import { placesOf } from './parts.ts';

/** What a new version would come to in one case. */
export interface Tried {
  readonly findings: readonly Finding[];
  /** Null where the viewer may not know of the case. */
  readonly number: string | null;
}

export interface DryRun {
  /** Null: the case has nothing to do with the definition. `erased`: its answers cannot be read any more. */
  try(caseId: string): Promise<Tried | 'erased' | null>;
}

/**
 * Makes ready to try a version of a form, flow or item that is not published on cases that are there; nothing is written.
 * For who may edit or review it. Throws INVALID_DEFINITION when it could not be published, NOT_FOUND, FORBIDDEN.
 */
export async function prepareDryRun(
  context: CommandContext,
  wish: { readonly kind: DefinitionKind; readonly key: string; readonly definition: Json | null },
): Promise<DryRun> {
  const { kind, key } = wish;
  if (kind !== 'form' && kind !== 'flow' && kind !== 'service')
    throw new Refusal('NOT_TRIED', '只有表单、流程和事项可以用以往的办件试算');
  const { state } = await read(context, kind, key);
  if (!state) throw notFound('这项配置');
  const places = await placesOf(context, { kind }, state);
  const { actor } = context;
  if (!may(actor, 'definition.edit', places) && !may(actor, 'definition.review', places)) throw forbidden();
  const { problems, value } = await checkDefinition(context, kind, wish.definition ?? state.draft, 'publication');
  const errors = problems.filter(({ level }) => level === 'error');
  if (!value || errors.length > 0) throw invalidDefinition(errors);
  const compare = comparison(context, kind, value);
  return {
    async try(caseId) {
      const { state: found } = await load(context.platform, application, caseId);
      if (!found || found.submitted[kind].key !== key) return null;
      const { answers, applicant } = await openAnswers(context.platform, found);
      if (applicant === null) return 'erased';
      const findings = await compare(found, answers);
      return { findings, number: maySee(found, actor) ? found.submitted.number : null };
    },
  };
}

type Answers = Awaited<ReturnType<typeof openAnswers>>['answers'];

function comparison(
  context: CommandContext,
  kind: 'form' | 'flow' | 'service',
  value: object,
): (found: Application, answers: Answers) => Promise<readonly Finding[]> {
  const { definitions, calendar } = context;
  const made = new Map<string, CompiledForm>();
  // As it would be filled in for an item: each version of one has its own questions and upload places.
  const filled = (form: FormDefinition, item: ServiceDefinition, name: string): CompiledForm => {
    const known = made.get(name) ?? compileForm(applicationForm(form, item), calendar);
    made.set(name, known);
    return known;
  };
  return async (found, answers) => {
    const { service, form, flow, channel, applicantKind, region, today, unit } = found.submitted;
    const about = { today, channel, applicantKind, region };
    const { compiled: before } = await definitions.filledFor(service, form);
    if (kind === 'form') {
      const { definition } = await definitions.need('service', service.key, service.version);
      const after = filled(value as unknown as FormDefinition, definition, `${service.key}@${service.version}`);
      return compareAnswers(before, after, answers, about);
    }
    const facts = (one: CompiledForm) => factsOf(one.definition, answers, about, calendar);
    const path = async (key: string, version: number) => (await definitions.need('flow', key, version)).definition;
    const old = { flow: await path(flow.key, flow.version), facts: facts(before) };
    if (kind === 'flow') return comparePaths(old, { flow: value as FlowDefinition, facts: old.facts }, unit);
    const item = value as ServiceDefinition;
    const found1 = limitsOf(item, found, context);
    const own = item.form === form.key ? (await definitions.need('form', form.key, form.version)).definition : null;
    const nextForm = own ?? (item.form ? await current(definitions, 'form', item.form) : null);
    const name = `${item.form} ${own ? form.version : ''}`;
    const answersChange = nextForm ? compareAnswers(before, filled(nextForm, item, name), answers, about) : [];
    const nextFlow = item.flow && item.flow !== flow.key ? await current(definitions, 'flow', item.flow) : null;
    return [
      ...found1,
      ...answersChange,
      ...(nextFlow ? comparePaths(old, { flow: nextFlow, facts: old.facts }, item.unit) : []),
    ];
  };
}

async function current<K extends 'form' | 'flow'>(definitions: CommandContext['definitions'], kind: K, key: string) {
  return (await definitions.current(kind, key))?.definition ?? null;
}

/** What an item's limits and audience come to. */
function limitsOf(item: ServiceDefinition, found: Application, { calendar }: CommandContext): readonly Finding[] {
  const { promisedDays, legalDays, applicantKind, unit } = found.submitted;
  const say: Finding[] = [];
  if (item.promisedDays !== promisedDays)
    say.push({ change: 'limit', detail: `承诺期限由${promisedDays}改为${item.promisedDays}个工作日` });
  if (item.legalDays !== legalDays)
    say.push({ change: 'limit', detail: `法定期限由${legalDays}改为${item.legalDays}个工作日` });
  if (item.unit !== unit) say.push({ change: 'unit', detail: '实施单位' });
  if (!item.audience.includes(applicantKind))
    say.push({ change: 'audience', detail: applicantKind === 'person' ? '不再受理个人的申请' : '不再受理法人的申请' });
  const used =
    found.decided?.daysUsed ??
    (found.acceptedOn && found.decided ? workingDaysBetween(calendar, found.acceptedOn, found.decided.today) : null);
  if (used !== null && used > item.promisedDays && used <= promisedDays)
    say.push({ change: 'late', detail: '原来按期办结，按新的承诺期限会逾期' });
  return say;
}
