import type { FormDefinition } from '../form/definition.ts';
import { type Problem, problem } from '../problem.ts';
import { checkRule } from '../rule/check.ts';
import type { Scope } from '../rule/scope.ts';
import { decisionProblems } from './check-decision.ts';
import { noticeProblems } from './check-notices.ts';
import { pageProblems } from './check-pages.ts';
import { stageProblems, unitProblems } from './check-stage.ts';
import { supplementProblems } from './check-supplement.ts';
import { wayProblems } from './check-ways.ts';
import type { FlowDefinition, Stage, Step } from './definition.ts';
import { stagesIn, stagesOf } from './walk.ts';

/**
 * Units that an item may name: who decides, who takes in, who joins, who handles a stage. A case is shown to each of
 * them, and its lists are written in one transaction, whose size every platform limits.
 */
export const MOST_ITEM_UNITS = 8;

/** Units that one case may concern: those of its item, the ancestors of the deciding one, those of who files it. */
export const MOST_CASE_UNITS = 14;

/** Stages that one case has open at a time and signatures that it waits for, together. */
export const MOST_WAITED_FOR = 12;

const MOST_STEPS = 20;
const MOST_BRANCHES = MOST_WAITED_FOR;
const KEY = /^[a-z][A-Za-z0-9]{0,39}$/;

/**
 * Everything that blocks the publication of a flow, in words that name the stage: no way to an end, stages that are never
 * reached, a stage without a role, keys taken twice, too much of it. With the `scope` of a form conditions and units are
 * held against its fields as well; with the form itself also who fills in what, and what may be empty.
 */
export function checkFlow(flow: FlowDefinition, scope?: Scope, form?: FormDefinition): readonly Problem[] {
  const found: Problem[] = [];
  const say = (code: string, path: string, zh: string) => found.push(problem(code, path, zh));
  if (flow.title.zh.trim() === '') say('NO_TITLE', 'title', '流程缺少名称');
  if (flow.steps.length === 0) say('NO_STEPS', 'steps', '流程没有任何环节');
  if (flow.steps.length > MOST_STEPS) say('TOO_MANY_STEPS', 'steps', `流程最多${MOST_STEPS}步`);
  if (unitsInFlow(flow).length > MOST_ITEM_UNITS) {
    say('TOO_MANY_UNITS', 'steps', `流程最多涉及${MOST_ITEM_UNITS}个单位`);
  }
  const keys = new Set<string>();
  const takeKey = (key: string, path: string) => {
    if (!KEY.test(key)) say('BAD_KEY', path, `环节标识“${key.slice(0, 40)}”应以小写字母开头，只含字母和数字，最多40个`);
    if (keys.has(key)) say('DUPLICATE_KEY', path, `环节标识“${key}”重复`);
    keys.add(key);
  };
  flow.steps.forEach((step, i) => {
    if (step.kind === 'parallel') {
      takeKey(step.key, `steps.${i}.key`);
      if (step.title.zh.trim() === '') say('NO_TITLE', `steps.${i}.title`, '并联步骤缺少名称');
      if (step.branches.length < 2) say('TOO_FEW_BRANCHES', `steps.${i}.branches`, '并联步骤至少需要两个分支');
      if (step.branches.length > MOST_BRANCHES) {
        say('TOO_MANY_BRANCHES', `steps.${i}.branches`, `并联步骤最多${MOST_BRANCHES}个分支`);
      }
    }
    for (const [stage, path] of stagesIn(step, `steps.${i}`)) {
      takeKey(stage.key, `${path}.key`);
      found.push(...stageProblems(flow, stage, path, i, scope), ...unitProblems(stage, path, scope));
    }
    found.push(...decisionProblems(flow, i), ...conditionProblems(step, `steps.${i}`, scope));
  });
  if (flow.purpose !== 'office' && flow.steps.length > 0 && !hasDecision(flow)) {
    const at = `steps.${flow.steps.length - 1}`;
    say('LAST_NOT_DECIDE', at, '最后一步必须是决定环节（签发），否则办件没有结果');
  }
  found.push(...noticeProblems(flow, form), ...supplementProblems(flow));
  // What follows asks whether conditions can hold: only of those that can be read at all.
  const readable = found.every(({ code }) => !code.startsWith('RULE_'));
  if (readable) found.push(...wayProblems(flow, scope, form), ...pageProblems(flow, form));
  return found;
}

/** Units that one case may meet in a flow, each once; a stage whose unit an answer chooses adds one, whichever it is. */
export function unitsInFlow(flow: FlowDefinition): readonly string[] {
  return [...new Set(stagesOf(flow).flatMap(({ stage }) => unitOf(stage) ?? []))];
}

function unitOf({ unit, byDivision, unitField }: Stage): string | undefined {
  if (unitField !== undefined) return `answered in ${unitField}`;
  return byDivision ? `by ${byDivision.field} of ${byDivision.units.map((one) => one.unit).join()}` : unit;
}

/** Every unit that a flow names for its stages. */
export function namedIn(flow: FlowDefinition): readonly string[] {
  return [
    ...new Set(
      stagesOf(flow).flatMap(({ stage: { unit, byDivision } }) =>
        [unit ?? [], byDivision?.units.map((one) => one.unit) ?? []].flat(),
      ),
    ),
  ];
}

function hasDecision(flow: FlowDefinition): boolean {
  return stagesOf(flow).some(({ stage }) => stage.kind === 'decide');
}

function conditionProblems(step: Step, path: string, scope: Scope | undefined): readonly Problem[] {
  if (!scope) return [];
  const own = step.when ? checkRule(step.when, scope, ['boolean'], `${path}.when`) : [];
  if (step.kind === 'stage') {
    const jumps = (step.goTo ?? []).flatMap(({ when }, i) =>
      checkRule(when, scope, ['boolean'], `${path}.goTo.${i}.when`),
    );
    return [...own, ...jumps];
  }
  const branches = step.branches.flatMap(({ when }, i) =>
    when ? checkRule(when, scope, ['boolean'], `${path}.branches.${i}.when`) : [],
  );
  return [...own, ...branches];
}
