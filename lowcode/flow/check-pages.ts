import type { FormDefinition } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from '../rule/tree.ts';
import { referencesOf } from '../rule/walk.ts';
import type { FlowDefinition, Stage, Step } from './definition.ts';
import { type PlacedStage, stagesIn, stagesOf, stepKey } from './walk.ts';

/**
 * Who fills in what: pages that are not there, or of two stages at a time or of which one has many units (one after the
 * other may correct the same page), and conditions, units and limits that look at what is filled in only later.
 */
export function pageProblems(flow: FlowDefinition, form: FormDefinition | undefined): readonly Problem[] {
  const found: Problem[] = [];
  const taken = new Map<string, PlacedStage>();
  for (const place of stagesOf(flow)) {
    const { stage, path, step } = place;
    stage.pages?.forEach((key, i) => {
      const at = `${path}.pages.${i}`;
      const page = form?.pages.find((one) => one.key === key);
      const title = page?.title.zh ?? key.slice(0, 40);
      const before = taken.get(key);
      const each = stage.eachOf ?? before?.stage.eachOf;
      if (form && !page) {
        found.push(problem('UNKNOWN_PAGE', at, `环节“${stage.title.zh}”要填写的页“${title}”不在表单中`));
      } else if (before && (before.step === step || each !== undefined)) {
        const zh = `页“${title}”由两个环节填写：“${before.stage.title.zh}”和“${stage.title.zh}”`;
        found.push(problem('PAGE_TWICE', at, zh));
      }
      taken.set(key, before ?? place);
    });
  }
  return form ? [...found, ...laterProblems(flow, form)] : found;
}

/** Keys of the fields that are filled in at a stage, the ends of date ranges too. */
export function answeredAt(form: FormDefinition, stage: Stage): ReadonlySet<string> {
  const pages = new Set(stage.pages);
  const keys = itemsOf(form).flatMap(({ item, page }) => (pages.has(page.key) ? [item.key] : []));
  return new Set(keys.flatMap((key) => [key, `${key}.from`, `${key}.to`]));
}

/** Whether a field has an answer whenever a step is entered: always asked, always required, and by then. */
export function surelyAnswered(flow: FlowDefinition, form: FormDefinition, field: string, step: number): boolean {
  const place = itemsOf(form).find(({ item }) => item.key === field);
  if (!place || place.item.kind === 'group' || place.item.required !== true) return false;
  if (place.item.visible || place.section.visible || place.page.visible) return false;
  const owner = stagesOf(flow).find(({ stage }) => stage.pages?.includes(place.page.key));
  if (!owner) return true;
  const at = flow.steps[owner.step];
  const always = at?.kind === 'stage' && at.when === undefined && owner.stage.eachOf === undefined;
  return always && owner.step < step && !jumpsOver(flow, owner.step);
}

function jumpsOver(flow: FlowDefinition, step: number): boolean {
  return flow.steps.slice(0, step).some((one) => one.kind === 'stage' && (one.goTo?.length ?? 0) > 0);
}

function laterProblems(flow: FlowDefinition, form: FormDefinition): readonly Problem[] {
  const filledAt = new Map<string, { step: number; title: string; label: string }>();
  for (const { stage, step } of stagesOf(flow)) {
    for (const { item, page } of itemsOf(form)) {
      if (!stage.pages?.includes(page.key)) continue;
      for (const key of [item.key, `${item.key}.from`, `${item.key}.to`]) {
        if (filledAt.has(key)) continue;
        filledAt.set(key, { step, title: stage.title.zh, label: item.label.zh });
      }
    }
  }
  if (filledAt.size === 0) return [];
  return flow.steps.flatMap((step, index) =>
    looksOf(step, `steps.${index}`).flatMap(({ keys, path, what, after }) => {
      const late = keys.find((key) => {
        const filled = filledAt.get(key);
        const inTime = filled && (after ? filled.step <= index : filled.step < index);
        return filled && !inTime && !comesBack(flow, filled.step, index);
      });
      const filled = late === undefined ? undefined : filledAt.get(late);
      if (!filled) return [];
      return [problem('FILLED_LATER', path, `${what}要看“${filled.label}”，但它到环节“${filled.title}”才填写`)];
    }),
  );
}

interface Look {
  readonly keys: readonly string[];
  readonly path: string;
  readonly what: string;
  /** Looked at when the stage has ended, not when it is entered. */
  readonly after: boolean;
}

function looksOf(step: Step, path: string): readonly Look[] {
  const read = (rule: Rule | undefined) =>
    rule ? referencesOf(rule).map(({ group, key }) => (group ?? key) || '') : [];
  const title = step.kind === 'stage' ? step.stage.title.zh : step.title.zh;
  const own: Look[] = [{ keys: read(step.when), path: `${path}.when`, what: `“${title}”的进入条件`, after: false }];
  if (step.kind === 'stage') {
    step.goTo?.forEach(({ when }, i) => {
      own.push({ keys: read(when), path: `${path}.goTo.${i}.when`, what: `“${title}”之后的去向`, after: true });
    });
  } else {
    step.branches.forEach(({ stage, when }, i) => {
      const at = `${path}.branches.${i}.when`;
      own.push({ keys: read(when), path: at, what: `环节“${stage.title.zh}”的进入条件`, after: false });
    });
  }
  const units = stagesIn(step, path).map(([stage, at]): Look => {
    const keys = [stage.byDivision?.field, stage.unitField, stage.eachOf].flatMap((key) => key ?? []);
    const count = stage.limit?.count;
    const limit = typeof count === 'object' ? read(count) : [];
    return { keys: [...keys, ...limit], path: at, what: `环节“${stage.title.zh}”的承办单位或时限`, after: false };
  });
  return [...own, ...units];
}

/** Whether a case can come back from a step, or one after it, to another one. */
function comesBack(flow: FlowDefinition, from: number, to: number): boolean {
  return flow.steps.some((step, i) => {
    if (i < from) return false;
    const jumps = step.kind === 'stage' ? (step.goTo ?? []).map((jump) => jump.to) : [];
    const backs = stagesIn(step, '').flatMap(([stage]) => stage.backTo ?? []);
    return [...jumps, ...backs].some((key) => placeOf(flow, key) <= to && placeOf(flow, key) >= 0);
  });
}

function placeOf(flow: FlowDefinition, key: string): number {
  const step = flow.steps.findIndex((one) => stepKey(one) === key);
  return step >= 0 ? step : (stagesOf(flow).find(({ stage }) => stage.key === key)?.step ?? -1);
}
