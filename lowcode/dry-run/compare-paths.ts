import type { FlowDefinition } from '../flow/definition.ts';
import { beginFlow, progress } from '../flow/progress.ts';
import type { OpenStage } from '../flow/state.ts';
import { stageKeyOf } from '../flow/walk.ts';
import type { Facts } from '../rule/facts.ts';
import { canonical } from './canonical.ts';
import type { Finding } from './compare-answers.ts';

/** Stages that a case goes through when nobody refuses; enough for every flow without an endless way round. */
const MOST_STAGES = 200;

/**
 * How a case would go by another version of its flow when every stage passes: other stages, other units, other limits.
 * `facts` are what each version's conditions know of the case.
 */
export function comparePaths(
  before: { readonly flow: FlowDefinition; readonly facts: Facts },
  after: { readonly flow: FlowDefinition; readonly facts: Facts },
  caseUnit: string,
): readonly Finding[] {
  const [old, now] = [pathOf(before.flow, before.facts, caseUnit), pathOf(after.flow, after.facts, caseUnit)];
  if (!now) return [{ change: 'path', detail: '新的流程条件缺少所需的答案，无法判断' }];
  if (!old) return [{ change: 'path', detail: '原来的流程无法判断，新的可以' }];
  const found: Finding[] = [];
  for (const stage of now.values()) {
    const was = old.get(stage.key);
    const name = `环节“${stage.title.zh}”`;
    if (!was) found.push({ change: 'path', detail: `多了${name}` });
    else if (was.unit !== stage.unit) found.push({ change: 'unit', detail: `${name}的承办单位` });
    if (was && canonical(limitOf(was)) !== canonical(limitOf(stage)))
      found.push({ change: 'limit', detail: `${name}的时限` });
  }
  for (const stage of old.values())
    if (!now.has(stage.key)) found.push({ change: 'path', detail: `不再经过环节“${stage.title.zh}”` });
  const order = (stages: ReadonlyMap<string, OpenStage>, others: ReadonlyMap<string, OpenStage>) =>
    [...stages.keys()].filter((key) => others.has(key)).join();
  if (order(old, now) !== order(now, old)) found.push({ change: 'path', detail: '环节的先后' });
  return found;
}

function limitOf({ limitDays, limit }: OpenStage): unknown {
  return limit ?? limitDays ?? null;
}

/** The stages in the order in which they are entered; null when a condition cannot be decided. */
function pathOf(flow: FlowDefinition, facts: Facts, caseUnit: string): ReadonlyMap<string, OpenStage> | null {
  const path = new Map<string, OpenStage>();
  let step = beginFlow(flow, caseUnit, facts);
  for (let n = 0; n < MOST_STAGES; n++) {
    if (!step.ok) return null;
    for (const stage of step.entered) if (!path.has(stage.key)) path.set(stage.key, stage);
    const [next] = step.state.open;
    if (!next) return path;
    // A stage seen twice is a way back: the ways round are not counted.
    if (step.state.done.filter(({ key }) => stageKeyOf(key) === stageKeyOf(next.key)).length > 1) return path;
    step = progress(flow, step.state, { stage: next.key, decision: 'pass' }, facts, caseUnit);
  }
  return path;
}
