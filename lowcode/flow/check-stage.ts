import { isDivisionCode } from '../identifier/division.ts';
import { type Problem, problem } from '../problem.ts';
import { checkRule } from '../rule/check.ts';
import type { Scope } from '../rule/scope.ts';
import type { FlowDefinition, Stage } from './definition.ts';
import { LONGEST_LIMIT } from './limit.ts';
import { STAGE_ROLES } from './roles.ts';
import { decidingStep, stagesOf } from './walk.ts';

const ROLES = new Set<string>(STAGE_ROLES);

/** What is wrong with one stage by itself and among the others, without its unit. */
export function stageProblems(
  flow: FlowDefinition,
  stage: Stage,
  path: string,
  step: number,
  scope: Scope | undefined,
): readonly Problem[] {
  const found: Problem[] = [];
  const name = `环节“${stage.title.zh}”`;
  const say = (code: string, at: string, zh: string) => found.push(problem(code, `${path}.${at}`, zh));
  if (stage.title.zh.trim() === '') say('NO_TITLE', 'title', '环节缺少名称');
  if (!ROLES.has(stage.role)) say('NO_ROLE', 'role', `${name}没有经办角色`);
  if (new Set(stage.procedures).size !== (stage.procedures?.length ?? 0)) {
    say('DUPLICATE_PROCEDURE', 'procedures', `${name}的特别程序重复`);
  }
  found.push(...limitProblems(stage, path, scope), ...backProblems(flow, stage, path, step));
  for (const [at, what] of onlyElsewhere(flow, stage)) {
    const where = flow.purpose === 'office' ? '办件（许可、服务）流程' : '内部流程';
    say('WRONG_PURPOSE', at, `${name}的“${what}”只用于${where}`);
  }
  stage.chases?.forEach((chase, i) => {
    if (chase.from === 'due' && stage.limitDays === undefined && stage.limit === undefined) {
      say('CHASE_WITHOUT_LIMIT', `chases.${i}`, `${name}没有时限，催办不能从到期时算起`);
    }
  });
  return found;
}

/** Properties that the other kind of flow alone acts on. */
function onlyElsewhere(flow: FlowDefinition, stage: Stage): readonly (readonly [at: string, what: string])[] {
  if (flow.purpose === 'office') {
    return stage.procedures?.length ? [['procedures', '特别程序'] as const] : [];
  }
  const used = [
    [stage.eachOf !== undefined, 'eachOf', '逐个单位办理'],
    [(stage.pages?.length ?? 0) > 0, 'pages', '本环节填写的页'],
    [stage.numbering !== undefined, 'numbering', '编号'],
    [(stage.chases?.length ?? 0) > 0, 'chases', '催办'],
    [stage.limit?.unit === 'hours', 'limit.unit', '按小时计的时限'],
  ] as const;
  return used.flatMap(([is, at, what]) => (is ? [[at, what] as const] : []));
}

function limitProblems(stage: Stage, path: string, scope: Scope | undefined): readonly Problem[] {
  const { limitDays, limit } = stage;
  const name = `环节“${stage.title.zh}”`;
  const found: Problem[] = [];
  if (limitDays !== undefined && (!Number.isInteger(limitDays) || limitDays < 0 || limitDays > 365)) {
    found.push(problem('BAD_LIMIT', `${path}.limitDays`, '环节时限应为0到365的整数（工作日）'));
  }
  if (limitDays !== undefined && limit !== undefined) {
    found.push(problem('BAD_LIMIT', `${path}.limit`, `${name}写了两个时限，请只留一个`));
  }
  if (limit === undefined) return found;
  if (typeof limit.count !== 'number') {
    return scope ? [...found, ...checkRule(limit.count, scope, ['number'], `${path}.limit.count`)] : found;
  }
  if (!Number.isInteger(limit.count) || limit.count < 0 || limit.count > LONGEST_LIMIT) {
    found.push(problem('BAD_LIMIT', `${path}.limit.count`, `${name}的时限应为不小于0的整数`));
  }
  return found;
}

function backProblems(flow: FlowDefinition, stage: Stage, path: string, step: number): readonly Problem[] {
  const found: Problem[] = [];
  const decided = decidingStep(flow);
  const name = `环节“${stage.title.zh}”`;
  stage.backTo?.forEach((key, i) => {
    const at = `${path}.backTo.${i}`;
    const to = stagesOf(flow).find((one) => one.stage.key === key);
    if (!to) found.push(problem('BACK_TO_NOWHERE', at, `${name}要退回的环节“${key.slice(0, 40)}”不存在`));
    else if (to.step >= step) {
      const zh = `${name}不能退回“${to.stage.title.zh}”：它不在${name}之前`;
      found.push(problem('BACK_TO_LATER', at, zh));
    } else if (decided >= 0 && to.step <= decided && step > decided) {
      const zh = `${name}在决定之后，不能退回“${to.stage.title.zh}”：决定已经作出`;
      found.push(problem('BACK_TO_LATER', at, zh));
    }
    if (stage.backTo?.indexOf(key) !== i) found.push(problem('DUPLICATE_KEY', at, `${name}的退回环节重复`));
  });
  return found;
}

/** What is wrong with how a stage's unit is found: by division, by an answered unit, once for each of several, or plainly. */
export function unitProblems(stage: Stage, path: string, scope: Scope | undefined): readonly Problem[] {
  const { byDivision, unitField, eachOf } = stage;
  const name = `环节“${stage.title.zh}”`;
  const found: Problem[] = [];
  const ways = [byDivision, unitField, eachOf].filter((way) => way !== undefined).length;
  if (ways > 1) found.push(problem('UNIT_TWICE', path, `${name}的承办单位有两种写法，请只留一种`));
  if (byDivision) found.push(...byDivisionProblems(byDivision, path, scope));
  const typeOf = (key: string) => scope?.fields.get(key)?.type;
  if (scope && unitField !== undefined && !['text', 'choice'].includes(typeOf(unitField) ?? '')) {
    found.push(
      problem('UNKNOWN_FIELD', `${path}.unitField`, `${name}的承办单位取自“${unitField}”，但表单中没有这个单位字段`),
    );
  }
  if (scope && eachOf !== undefined && typeOf(eachOf) !== 'choices') {
    found.push(
      problem('UNKNOWN_FIELD', `${path}.eachOf`, `${name}逐个单位办理，但表单中没有可选多个单位的字段“${eachOf}”`),
    );
  }
  return found;
}

function byDivisionProblems(
  { field, units }: NonNullable<Stage['byDivision']>,
  path: string,
  scope: Scope | undefined,
): readonly Problem[] {
  const found: Problem[] = [];
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
