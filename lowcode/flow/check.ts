import { isDivisionCode } from '../identifier/division.ts';
import { type Problem, problem } from '../problem.ts';
import { checkRule } from '../rule/check.ts';
import type { Scope } from '../rule/scope.ts';
import type { FlowDefinition, Stage, Step } from './definition.ts';

/**
 * Units that an item may name: who decides, who takes in, who joins, who handles a stage. A case is shown to each of
 * them, and its lists are written in one transaction, whose size every platform limits.
 */
export const MOST_ITEM_UNITS = 8;

/** Units that one case may concern: those of its item, the ancestors of the deciding one, those of who files it. */
export const MOST_CASE_UNITS = 14;

const MOST_STEPS = 20;
const MOST_BRANCHES = 12;
const ROLES = new Set<string>(['clerk', 'approver', 'head', 'village']);
const KEY = /^[a-z][A-Za-z0-9]{0,39}$/;

/**
 * Everything that blocks the publication of a flow: no way to a decision, a stage without a role, keys taken twice,
 * too much of it. With the `scope` of a form the conditions are checked against its fields as well.
 */
export function checkFlow(flow: FlowDefinition, scope?: Scope): readonly Problem[] {
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
    const last = i === flow.steps.length - 1;
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
      found.push(...stageProblems(stage, path), ...byDivisionProblems(stage, path, scope));
      const decides = last && step.kind === 'stage';
      if (stage.kind === 'decide' && !decides) {
        say('DECIDE_NOT_LAST', `${path}.kind`, '决定环节只能是最后一步，且不能并联');
      }
    }
    found.push(...conditionProblems(step, `steps.${i}`, scope));
  });
  const last = flow.steps.at(-1);
  const at = `steps.${flow.steps.length - 1}`;
  if (last && (last.kind !== 'stage' || last.stage.kind !== 'decide')) {
    say('LAST_NOT_DECIDE', at, '最后一步必须是决定环节（签发），否则办件没有结果');
  } else if (last?.when !== undefined) {
    say('DECIDE_CONDITIONAL', `${at}.when`, '决定环节不能设条件，否则办件可能没有结果');
  }
  return found;
}

/** Units that one case may meet in a flow, each once; a stage whose unit an answer chooses adds one, whichever it is. */
export function unitsInFlow(flow: FlowDefinition): readonly string[] {
  const named = flow.steps.flatMap((step) => stagesIn(step, '').flatMap(([stage]) => unitOf(stage) ?? []));
  return [...new Set(named)];
}

function unitOf({ unit, byDivision }: Stage): string | undefined {
  return byDivision ? `by ${byDivision.field} of ${byDivision.units.map((one) => one.unit).join()}` : unit;
}

/** Every unit that a flow names for its stages. */
export function namedIn(flow: FlowDefinition): readonly string[] {
  const stages = flow.steps.flatMap((step) => stagesIn(step, '').map(([stage]) => stage));
  return [
    ...new Set(
      stages.flatMap(({ unit, byDivision }) => [unit ?? [], byDivision?.units.map((one) => one.unit) ?? []].flat()),
    ),
  ];
}

/** The stages of a step with their paths. */
export function stagesIn(step: Step, path: string): readonly (readonly [stage: Stage, path: string])[] {
  if (step.kind === 'stage') return [[step.stage, `${path}.stage`]];
  return step.branches.map(({ stage }, i) => [stage, `${path}.branches.${i}.stage`] as const);
}

function stageProblems(stage: Stage, path: string): readonly Problem[] {
  const found: Problem[] = [];
  if (stage.title.zh.trim() === '') found.push(problem('NO_TITLE', `${path}.title`, '环节缺少名称'));
  if (!ROLES.has(stage.role)) found.push(problem('NO_ROLE', `${path}.role`, `环节“${stage.title.zh}”没有经办角色`));
  const { limitDays } = stage;
  if (limitDays !== undefined && (!Number.isInteger(limitDays) || limitDays < 0 || limitDays > 365)) {
    found.push(problem('BAD_LIMIT', `${path}.limitDays`, '环节时限应为0到365的整数（工作日）'));
  }
  if (new Set(stage.procedures).size !== (stage.procedures?.length ?? 0)) {
    found.push(problem('DUPLICATE_PROCEDURE', `${path}.procedures`, '特别程序重复'));
  }
  return found;
}

function byDivisionProblems({ byDivision }: Stage, path: string, scope: Scope | undefined): readonly Problem[] {
  if (!byDivision) return [];
  const found: Problem[] = [];
  const { field, units } = byDivision;
  if (units.length === 0) found.push(problem('NO_UNITS', `${path}.byDivision.units`, '没有写明各行政区划由哪个单位办'));
  units.forEach(({ division }, i) => {
    const at = `${path}.byDivision.units.${i}.division`;
    if (!isDivisionCode(division)) found.push(problem('BAD_DIVISION', at, `“${division}”不是行政区划代码`));
    if (units.findIndex((one) => one.division === division) < i) {
      found.push(problem('DUPLICATE_DIVISION', at, `行政区划“${division}”写了两次`));
    }
  });
  if (scope && scope.fields.get(field)?.type !== 'text') {
    found.push(problem('UNKNOWN_FIELD', `${path}.byDivision.field`, `表单中没有行政区划字段“${field}”`));
  }
  return found;
}

function conditionProblems(step: Step, path: string, scope: Scope | undefined): readonly Problem[] {
  if (!scope) return [];
  const own = step.when ? checkRule(step.when, scope, ['boolean'], `${path}.when`) : [];
  if (step.kind === 'stage') return own;
  const branches = step.branches.flatMap(({ when }, i) =>
    when ? checkRule(when, scope, ['boolean'], `${path}.branches.${i}.when`) : [],
  );
  return [...own, ...branches];
}
