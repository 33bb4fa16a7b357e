import { defaultCalendar } from '../calendar/calendar.ts';
import type { FormDefinition } from '../form/definition.ts';
import { type Problem, problem } from '../problem.ts';
import { canFail, canHold, situationsOf } from '../rule/possible.ts';
import type { Scope } from '../rule/scope.ts';
import { emptyScope } from '../rule/scope.ts';
import type { Rule } from '../rule/tree.ts';
import { referencesOf } from '../rule/walk.ts';
import { answeredAt, surelyAnswered } from './check-pages.ts';
import type { FlowDefinition, Stage, StageStep, Step } from './definition.ts';
import { decidingStep, stagesIn, stepKey, stepTitle } from './walk.ts';

/**
 * Where a case can go: jumps to nowhere or past the decision, conditions that never hold, stages that are never reached,
 * loops that are never left, and stages of each of several units where there may be none. Whoever ends a stage that can
 * lead back must be able to let the case go on by what they fill in there: so from everywhere an end can be reached.
 */
export function wayProblems(
  flow: FlowDefinition,
  scope: Scope | undefined,
  form: FormDefinition | undefined,
): readonly Problem[] {
  const jumps = flow.steps.flatMap((step, i) => (step.kind === 'stage' ? jumpProblems(flow, step, i) : []));
  if (jumps.length > 0) return jumps;
  const known = scope ?? emptyScope(defaultCalendar);
  // Without the form, only what looks at nothing but the context can be told.
  const tells = (rule: Rule) => scope !== undefined || referencesOf(rule).length === 0;
  return [
    ...flow.steps.flatMap((step, i) => neverProblems(step, i, known, tells)),
    ...unreached(flow, known, tells),
    ...flow.steps.flatMap((step, i) => (step.kind === 'stage' ? loopProblems(flow, step, i, scope, form) : [])),
    ...(scope && form ? flow.steps.flatMap((step, i) => emptyProblems(flow, step, i, scope, form)) : []),
  ];
}

function target(flow: FlowDefinition, key: string): number {
  return flow.steps.findIndex((step) => stepKey(step) === key);
}

function jumpProblems(flow: FlowDefinition, step: StageStep, index: number): readonly Problem[] {
  const decides = decidingStep(flow);
  return (step.goTo ?? []).flatMap(({ to }, i): readonly Problem[] => {
    const at = `steps.${index}.goTo.${i}.to`;
    const where = target(flow, to);
    const name = `环节“${step.stage.title.zh}”`;
    if (where < 0) return [problem('GO_TO_NOWHERE', at, `${name}要转到的“${to.slice(0, 40)}”不是流程中的一步`)];
    if (decides < 0 || index === decides) return [];
    const past = index < decides ? where > decides : where <= decides;
    return past ? [problem('GO_TO_PAST_DECISION', at, `${name}不能跳过或者回到决定环节之前`)] : [];
  });
}

type Tells = (rule: Rule) => boolean;

function neverProblems(step: Step, index: number, scope: Scope, tells: Tells): readonly Problem[] {
  const never = (when: Rule | undefined) => when !== undefined && tells(when) && canHold(when, scope) === false;
  if (never(step.when)) {
    return [problem('NEVER_ENTERED', `steps.${index}.when`, `“${stepTitle(step)}”的进入条件永远不成立，永远走不到`)];
  }
  if (step.kind === 'stage') return [];
  return step.branches.flatMap(({ stage, when }, i) => {
    const both = when && step.when ? ({ op: 'and', of: [step.when, when] } as const) : when;
    if (!never(both)) return [];
    const zh = `环节“${stage.title.zh}”的进入条件永远不成立，永远走不到`;
    return [problem('NEVER_ENTERED', `steps.${index}.branches.${i}.when`, zh)];
  });
}

/** Steps that no way leads to. */
function unreached(flow: FlowDefinition, scope: Scope, tells: Tells): readonly Problem[] {
  const arrived = new Set<number>();
  const arrive = (index: number): void => {
    const step = flow.steps[index];
    if (!step || arrived.has(index)) return;
    arrived.add(index);
    for (const next of exitsOf(flow, step, index, scope, tells)) arrive(next);
  };
  arrive(0);
  return flow.steps.flatMap((step, i) => {
    if (arrived.has(i)) return [];
    const zh = `“${stepTitle(step)}”永远走不到：之前的环节总是转到别处`;
    return [problem('UNREACHABLE_STAGE', `steps.${i}`, zh)];
  });
}

function exitsOf(flow: FlowDefinition, step: Step, index: number, scope: Scope, tells: Tells): readonly number[] {
  const jumps = step.kind === 'stage' ? (step.goTo ?? []) : [];
  const passedBy = step.when !== undefined && (!tells(step.when) || canFail(step.when, scope) !== false);
  const each = step.kind === 'stage' && step.stage.eachOf !== undefined;
  const rules = jumps.map(({ when }) => when);
  const situations = rules.every(tells) ? situationsOf(rules, scope) : null;
  const first = (holds: readonly boolean[]) => holds.indexOf(true);
  const taken = new Set(situations ? situations.map(({ holds }) => first(holds)) : [-1, ...jumps.keys()]);
  const on = taken.has(-1) || passedBy || each ? [index + 1] : [];
  return [...on, ...jumps.flatMap(({ to }, i) => (taken.has(i) ? [target(flow, to)] : []))];
}

/** A stage that leads back must be able to let the case go on, whatever was answered before. */
function loopProblems(
  flow: FlowDefinition,
  step: StageStep,
  index: number,
  scope: Scope | undefined,
  form: FormDefinition | undefined,
): readonly Problem[] {
  const jumps = step.goTo ?? [];
  const backAt = jumps.findIndex(({ to }) => target(flow, to) <= index);
  if (backAt < 0) return [];
  const at = `steps.${index}.goTo.${backAt}`;
  const name = `环节“${step.stage.title.zh}”`;
  if (flow.purpose !== 'office') {
    const zh = `${name}会无休止地往回走：申请受理后答案不再改变。要让前面的环节重办，请用“可退回”`;
    return [problem('LOOP_WITHOUT_EXIT', at, zh)];
  }
  const own = form ? answeredAt(form, step.stage) : null;
  const isOwn = (key: string) => own === null || own.has(key);
  const rules = jumps.map(({ when }) => when);
  const zh = `${name}会无休止地往回走：转回的条件应当取决于本环节填写的内容，使办理人能够让它继续往下`;
  const stuck = [problem('LOOP_WITHOUT_EXIT', at, zh)];
  const situations =
    scope || rules.every((rule) => referencesOf(rule).length === 0)
      ? situationsOf(rules, scope ?? emptyScope(defaultCalendar))
      : null;
  if (!situations) return rules.some((rule) => referencesOf(rule).some(({ key }) => isOwn(key))) ? [] : stuck;
  const leaves = new Map<string, boolean>();
  for (const { values, holds } of situations) {
    const before = JSON.stringify([...values].filter(([key]) => !isOwn(key)));
    const jump = jumps[holds.indexOf(true)];
    const goesOn = jump === undefined || target(flow, jump.to) > index;
    leaves.set(before, (leaves.get(before) ?? false) || goesOn);
  }
  return [...leaves.values()].every(Boolean) ? [] : stuck;
}

/** Stages of each of several units where an empty answer would leave nobody to act. */
function emptyProblems(
  flow: FlowDefinition,
  step: Step,
  index: number,
  scope: Scope,
  form: FormDefinition,
): readonly Problem[] {
  const whenOf = (stage: Stage) =>
    step.kind === 'stage' ? undefined : step.branches.find((branch) => branch.stage === stage)?.when;
  return stagesIn(step, `steps.${index}`).flatMap(([stage, path]) => {
    const field = stage.eachOf;
    if (field === undefined || !scope.fields.has(field) || surelyAnswered(flow, form, field, index)) return [];
    const empty: Rule = { op: 'empty', of: { op: 'field', key: field } };
    const conditions = [step.when, whenOf(stage)].flatMap((when) => when ?? []);
    if (conditions.length > 0 && canHold({ op: 'and', of: [...conditions, empty] }, scope) === false) return [];
    const label = scope.fields.get(field)?.label ?? field;
    const zh = `环节“${stage.title.zh}”逐个单位办理，但“${label}”可以不填，那时没有单位办理：请设为必填，或者给环节加上条件“${label}已填写”`;
    return [problem('NOBODY_TO_ACT', `${path}.eachOf`, zh)];
  });
}
