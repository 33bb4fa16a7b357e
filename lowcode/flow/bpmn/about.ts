import type { Rule } from '../../rule/tree.ts';
import { words } from '../../vocabularies.ts';
import type { Chase, FlowDefinition, Limit, LimitUnit, Stage } from '../definition.ts';
import { noticeWords } from '../notice-words.ts';
import { stagesOf } from '../walk.ts';
import type { BpmnTimer } from './graph.ts';

interface Names {
  readonly say: (rule: Rule) => string;
  readonly labels: (field: string) => string;
  readonly unitName: (code: string) => string;
}

/** What a picture of a stage does not show, one fact a line: who acts, limits, special procedures, what else may be done. */
export function aboutStage(flow: FlowDefinition, stage: Stage, names: Names): readonly string[] {
  const titles = (keys: readonly string[]) =>
    keys.map((key) => stagesOf(flow).find((one) => one.stage.key === key)?.stage.title.zh ?? key).join('、');
  const limit = limitOf(stage);
  return [
    `经办：${whoActs(stage, names)}`,
    `类型：${words.stageKind[stage.kind].zh}`,
    ...(limit ? [`时限：${limitWords(limit, names.say)}`] : []),
    ...(stage.procedures?.length
      ? [`可以中止计时：${stage.procedures.map((one) => words.procedure[one].zh).join('、')}`]
      : []),
    ...(stage.backTo?.length ? [`可以退回：${titles(stage.backTo)}`] : []),
    ...(stage.signers ? ['可以加签'] : []),
    ...(stage.pages?.length ? [`填写：${stage.pages.join('、')}`] : []),
    ...(stage.numbering === undefined ? [] : [`编号：${stage.numbering}`]),
    ...(stage.chases ?? []).map((chase) => chaseWords(chase)),
    ...(stage.notices ?? []).map((notice) => noticeWords(flow, notice)),
  ];
}

/** Role and unit in words: 审核人，按“户籍地”所在区划的单位. */
export function whoActs(stage: Stage, { labels, unitName }: Omit<Names, 'say'>): string {
  const role = words.role[stage.role].zh;
  if (stage.eachOf !== undefined) return `${role}，“${labels(stage.eachOf)}”中的每个单位`;
  const own = stage.unit === undefined ? '承办单位' : unitName(stage.unit);
  if (stage.unitField !== undefined) return `${role}，“${labels(stage.unitField)}”填写的单位（没有填写时${own}）`;
  if (stage.byDivision) return `${role}，管“${labels(stage.byDivision.field)}”所在地的单位（其余${own}）`;
  return `${role}，${own}`;
}

/** A stage's limit in one form; working days where it is written the short way. */
export function limitOf(stage: Stage): Limit | null {
  if (stage.limit) return stage.limit;
  return stage.limitDays === undefined ? null : { count: stage.limitDays, unit: 'workingDays' };
}

/** 3个工作日; 按“…”（工作日） where answers decide. */
export function limitWords({ count, unit }: Limit, say: (rule: Rule) => string): string {
  const days = words.limitUnit[unit].zh;
  return typeof count === 'number' ? `${count}${days}` : `按${say(count)}（${days.replace(/^个/, '')}）`;
}

/** 进入环节3个工作日后催办. */
export function chaseWords({ kind, from, after }: Chase): string {
  const since = from === 'entered' ? '进入环节' : '到期';
  return `${since}${after.count}${words.limitUnit[after.unit].zh}后${words.chaseKind[kind].zh}`;
}

/** The timers of a stage: its limit and what is sent when nobody acts. Working days are days of the picture; the words say which. */
export function timersOf(stage: Stage, say: (rule: Rule) => string): readonly BpmnTimer[] {
  const limit = limitOf(stage);
  const due = limit && {
    id: `Limit_${stage.key}`,
    name: typeof limit.count === 'number' ? `时限${limitWords(limit, say)}` : '时限按填写',
    about: `时限${limitWords(limit, say)}`,
    duration: typeof limit.count === 'number' ? isoDuration(limit.count, limit.unit) : say(limit.count),
  };
  const chases = (stage.chases ?? []).map((chase, i) => ({
    id: `Chase_${stage.key}_${i + 1}`,
    name: words.chaseKind[chase.kind].zh,
    about: chaseWords(chase),
    duration: isoDuration(chase.after.count, chase.after.unit),
  }));
  return [...(due ? [due] : []), ...chases];
}

function isoDuration(count: number, unit: LimitUnit): string {
  return unit === 'hours' ? `PT${count}H` : `P${count}D`;
}
