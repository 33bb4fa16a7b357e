import type { FlowDefinition } from '../flow/definition.ts';
import { openedStages, waitsForSigners } from '../flow/progress.ts';
import type { FlowState, OpenStage } from '../flow/state.ts';
import { stageKeyOf, stagesIn, stagesOf } from '../flow/walk.ts';
import type { Answer, Answers, FormDefinition, Row } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import { type Facts, holds } from '../rule/facts.ts';

/** Where something of the old version goes in the new one: a field's key (`group.field` in rows), a stage's key. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** Answers under the keys of the new version; `dropped` are labels of questions that it does not ask any more. */
export function movedAnswers(
  before: FormDefinition,
  after: FormDefinition,
  answers: Answers,
  fields: readonly Moved[],
): { readonly answers: Answers; readonly dropped: readonly string[] } {
  const to = new Map(fields.map((one) => [one.from, one.to]));
  const kept: { [key: string]: Answer | readonly Row[] } = {};
  const dropped: string[] = [];
  const next = new Map(itemsOf(after).map(({ item }) => [item.key, item]));
  for (const { item } of itemsOf(before)) {
    const answer = answers[item.key];
    if (answer === undefined) continue;
    const key = to.get(item.key) ?? item.key;
    const target = next.get(key);
    if (!target || (target.kind === 'group') !== (item.kind === 'group')) dropped.push(item.label.zh);
    else if (item.kind !== 'group' || target.kind !== 'group') {
      if (!('computed' in target && target.computed)) kept[key] = answer;
    } else {
      const known = new Map(target.fields.map((field) => [field.key, field]));
      const gone = new Set<string>();
      kept[key] = (answer as readonly Row[]).map((row): Row => {
        const entries = Object.entries(row).flatMap(([old, value]): [string, unknown][] => {
          if (old === 'id') return [[old, value]];
          const inner = to.get(`${item.key}.${old}`)?.split('.').at(-1) ?? old;
          if (known.has(inner)) return [[inner, value]];
          gone.add(item.fields.find((field) => field.key === old)?.label.zh ?? old);
          return [];
        });
        return Object.fromEntries(entries) as unknown as Row;
      });
      dropped.push(...gone);
    }
  }
  return { answers: kept, dropped };
}

/** An open stage in the new version; `was` is its key in the old one, null for one that begins now. */
export type MovedStage = OpenStage & { readonly was: string | null };

export type MovedFlow =
  | { readonly ok: true; readonly state: FlowState; readonly stages: readonly MovedStage[] }
  | {
      readonly ok: false;
      readonly code: 'STAGE_NOT_MAPPED' | 'STAGES_APART' | 'SIGNERS_WAITING';
      readonly stage: string;
    };

/**
 * Where a case stands in the new version of its flow: open stages under their new keys, with the titles and roles of the new
 * version and the limits that they had; branches beside them that are new begin. Refused when an open stage has no place,
 * when open stages would stand in different steps, and while a signature is waited for.
 */
export function movedFlow(
  after: FlowDefinition,
  state: FlowState,
  mapping: readonly Moved[],
  facts: Facts,
  caseUnit: string,
): MovedFlow {
  const to = new Map(mapping.map((one) => [one.from, one.to]));
  const target = (key: string) => to.get(stageKeyOf(key)) ?? stageKeyOf(key);
  const places = new Map(stagesOf(after).map((placed) => [placed.stage.key, placed]));
  const renamed = (key: string) => target(key) + key.slice(stageKeyOf(key).length);
  const stages: MovedStage[] = [];
  const steps = new Set<number>();
  for (const open of state.open) {
    if (waitsForSigners(state, open.key)) return { ok: false, code: 'SIGNERS_WAITING', stage: open.title.zh };
    const placed = places.get(target(open.key));
    if (!placed) return { ok: false, code: 'STAGE_NOT_MAPPED', stage: open.title.zh };
    steps.add(placed.step);
    const { title, role, kind } = placed.stage;
    const [fresh] = openedStages(placed.stage, caseUnit, facts);
    const unit = open.key.includes('@') ? open.unit : (fresh?.unit ?? open.unit);
    stages.push({ ...open, key: renamed(open.key), title, role, kind, unit, was: open.key });
  }
  if (steps.size > 1) return { ok: false, code: 'STAGES_APART', stage: stages.map(({ title }) => title.zh).join('、') };
  const done = state.done.map((one) => ({ ...one, key: renamed(one.key) }));
  const [step = after.steps.length] = steps;
  const met = new Set([...done, ...stages].map(({ key }) => stageKeyOf(key)));
  const here = after.steps[step];
  if (here?.kind === 'parallel') {
    for (const [stage] of stagesIn(here, '')) {
      const branch = here.branches.find((one) => one.stage === stage);
      if (met.has(stage.key) || !holds(branch?.when, facts)) continue;
      stages.push(...openedStages(stage, caseUnit, facts).map((one) => ({ ...one, was: null })));
    }
  }
  const open = stages.map(({ was: _was, ...one }) => one);
  return { ok: true, state: { ...state, step, open, done }, stages };
}
