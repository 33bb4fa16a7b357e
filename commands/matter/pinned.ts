import type { ChasesOf } from '../../events/matter/decide.ts';
import type { Matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { FlowDefinition, Stage } from '../../lowcode/flow/definition.ts';
import { stageKeyOf } from '../../lowcode/flow/walk.ts';
import type { CompiledForm } from '../../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition } from '../../lowcode/form/definition.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import type { Facts } from '../../lowcode/rule/facts.ts';
import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import { stagesOfFlow } from '../../lowcode/system/pages.ts';
import type { CommandContext } from '../context.ts';
import type { Version } from '../definition/published.ts';

/** The versions that a matter keeps to its end. */
export interface MatterDefinitions {
  readonly system: Version<SystemDefinition>;
  readonly form: Version<FormDefinition>;
  readonly flow: Version<FlowDefinition>;
  readonly compiled: CompiledForm;
}

/** The definitions of a matter that was begun. */
export async function definitionsOfMatter(context: CommandContext, { begun }: Matter): Promise<MatterDefinitions> {
  const { definitions } = context;
  const { system, form, flow } = begun.pinned;
  return {
    system: await definitions.need('system', system.key, system.version),
    form: await definitions.need('form', form.key, form.version),
    flow: await definitions.need('flow', flow.key, flow.version),
    compiled: await definitions.compiled(form.key, form.version),
  };
}

/** What a matter of the system begins with now. Throws SYSTEM_NOT_READY when its form or flow is no longer in use. */
export async function definitionsToBegin(context: CommandContext, key: string): Promise<MatterDefinitions> {
  const { definitions } = context;
  const system = await definitions.need('system', key);
  const form = await definitions.current('form', system.definition.form);
  const flow = await definitions.current('flow', system.definition.flow);
  if (!form || !flow || flow.definition.purpose !== 'office') {
    throw new Refusal('SYSTEM_NOT_READY', '这个系统的表单或流程已经停用，请联系配置人员');
  }
  return { system, form, flow, compiled: await definitions.compiled(form.key, form.version) };
}

/** What rules may know of a matter beside its answers: offices fill it in themselves. */
export function officeContext({ today, region }: Pick<CommandContext, 'today' | 'region'>): FormContext {
  return { today, region, channel: 'web', applicantKind: 'company' };
}

export function matterFacts(context: CommandContext, form: FormDefinition, answers: Answers): Facts {
  return factsOf(form, answers, officeContext(context), context.calendar);
}

/** The stage of the definition behind an open one (`key@unit` where each of several units has it). */
export function stageOf(flow: FlowDefinition, key: string): Stage | undefined {
  return stagesOfFlow(flow).find((stage) => stage.key === stageKeyOf(key));
}

export function chasesIn(flow: FlowDefinition): ChasesOf {
  return (stage) => stageOf(flow, stage)?.chases ?? [];
}
