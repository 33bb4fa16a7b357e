import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import type { Property } from './properties.ts';
import { at } from './tree.ts';

const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

/** What differs between two versions of something made of named parts, as sentences. */
export function partChanges(
  before: unknown,
  after: unknown,
  parts: readonly { readonly label: string; readonly properties: readonly Property[] }[],
): readonly string[] {
  return parts.flatMap(({ label, properties }) =>
    properties
      .filter(({ name }) => differ(at(before, name), at(after, name)))
      .map((property) => `修改了“${label}”的“${property.label}”`),
  );
}

/** What differs between two versions of a flow, as sentences: stages by their key, then the order. */
export function flowChanges(before: FlowDefinition, after: FlowDefinition): readonly string[] {
  const [old, now] = [stagesOf(before), stagesOf(after)];
  const added = [...now].filter(([key]) => !old.has(key)).map(([, stage]) => `新增环节“${stage.title.zh}”`);
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, stage]) => `删除环节“${stage.title.zh}”`);
  const changed = [...now]
    .filter(([key, stage]) => old.has(key) && differ(old.get(key), stage))
    .map(([, stage]) => `修改环节“${stage.title.zh}”`);
  const title = differ(before.title, after.title) ? ['修改了流程名称'] : [];
  const listed = [...title, ...added, ...removed, ...changed];
  // Conditions, branches and order are of the steps and not of the stages in them.
  return listed.length === 0 && differ(before.steps, after.steps) ? ['调整了步骤的顺序、并行或条件'] : listed;
}

function stagesOf(flow: FlowDefinition): ReadonlyMap<string, Stage> {
  const stages = flow.steps.flatMap((step) =>
    step.kind === 'stage' ? [step.stage] : step.branches.map((branch) => branch.stage),
  );
  return new Map(stages.map((stage) => [stage.key, stage]));
}
