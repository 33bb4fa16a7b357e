import { limitOf, limitWords } from '../../../lowcode/flow/bpmn/about.ts';
import type { Branch, FlowDefinition, Stage, Step } from '../../../lowcode/flow/definition.ts';
import { decidingStep } from '../../../lowcode/flow/walk.ts';
import { keyFromLabel } from '../../../lowcode/form/names.ts';
import type { OutlineEntry } from './Outline.tsx';
import { at, indexOf, insert, joinPath, move, parentOf, partsOf, put, remove } from './tree.ts';

/** What a place in a flow is: `steps.1`, `steps.2.branches.0`, or the flow itself. */
export type FlowPart = 'flow' | 'stage' | 'parallel' | 'branch';

export function flowPartAt(flow: FlowDefinition, path: string): FlowPart {
  const depth = partsOf(path).length;
  if (depth === 0) return 'flow';
  if (depth > 2) return 'branch';
  return (at(flow, path) as Step).kind === 'parallel' ? 'parallel' : 'stage';
}

export interface FlowChanged {
  readonly flow: FlowDefinition;
  readonly path: string;
}

/** The flow as a list: steps in order, branches below the step they run in. */
export function flowOutline(flow: FlowDefinition, roleWord: (role: string) => string): readonly OutlineEntry[] {
  const about = (stage: Stage) => {
    const limit = limitOf(stage);
    return `${roleWord(stage.role)}${limit ? ` · ${limitWords(limit, () => '填写内容')}` : ''}`;
  };
  const entries: OutlineEntry[] = [{ path: '', depth: 0, label: flow.title.zh, about: '流程' }];
  flow.steps.forEach((step, index) => {
    const path = `steps.${index}`;
    if (step.kind === 'stage') entries.push({ path, depth: 1, label: step.stage.title.zh, about: about(step.stage) });
    else {
      entries.push({ path, depth: 1, label: step.title.zh, about: `并行 ${step.branches.length} 支` });
      step.branches.forEach((branch, b) => {
        entries.push({
          path: `${path}.branches.${b}`,
          depth: 2,
          label: branch.stage.title.zh,
          about: about(branch.stage),
        });
      });
    }
  });
  return entries;
}

function stagesOf(flow: FlowDefinition): readonly Stage[] {
  return flow.steps.flatMap((step) =>
    step.kind === 'stage' ? [step.stage] : step.branches.map((branch) => branch.stage),
  );
}

function takenKeys(flow: FlowDefinition): readonly string[] {
  const parallels = flow.steps.flatMap((step) => (step.kind === 'parallel' ? [step.key] : []));
  return [...stagesOf(flow).map((stage) => stage.key), ...parallels];
}

function newStage(taken: readonly string[], kind: Stage['kind'], title = '新的环节'): Stage {
  return { key: keyFromLabel(title, taken), title: { zh: title }, role: 'approver', kind };
}

/**
 * Adds a step after the chosen one, before the decision when that is chosen; a branch goes into the parallel step chosen.
 * What comes after a decision, and everything in a flow of an office, is work.
 */
export function addToFlow(flow: FlowDefinition, selected: string, what: 'stage' | 'parallel' | 'branch'): FlowChanged {
  const taken = takenKeys(flow);
  const parts = partsOf(selected);
  const step = parts.length >= 2 ? Number(parts[1]) : flow.steps.length - 1;
  if (what === 'branch') {
    const list = `steps.${step}.branches`;
    const branches = at(flow, list) as readonly Branch[] | undefined;
    if (!branches) return { flow, path: selected };
    const index = parts.length > 2 ? indexOf(selected) + 1 : branches.length;
    const kind = branches[0]?.stage.kind ?? 'review';
    return { flow: insert(flow, list, index, { stage: newStage(taken, kind) }), path: joinPath(list, index) };
  }
  const decided = decidingStep(flow);
  const index = step === decided ? decided : step + 1;
  const kind = flow.purpose === 'office' || (decided >= 0 && index > decided) ? 'work' : 'review';
  const key = keyFromLabel('并行办理', taken);
  const added: Step =
    what === 'stage'
      ? { kind: 'stage', stage: newStage(taken, kind) }
      : {
          kind: 'parallel',
          key,
          title: { zh: '并行办理' },
          branches: ['第一支', '第二支'].map((title) => ({ stage: newStage([...taken, key], kind, title) })),
        };
  return { flow: insert(flow, 'steps', index, added), path: `steps.${index}` };
}

export function moveInFlow(flow: FlowDefinition, path: string, by: -1 | 1): FlowChanged {
  if (path === '') return { flow, path };
  const moved = move(flow, path, by);
  return { flow: moved.definition, path: moved.path };
}

/** Whether a step can be dropped beside another: steps among steps, branches in the step they run in. */
export function canDropInFlow(from: string, to: string): boolean {
  return from !== '' && from !== to && parentOf(from) === parentOf(to);
}

/** Moves a step or a branch to before or after another one of its list. */
export function dropInFlow(flow: FlowDefinition, from: string, to: string, where: 'before' | 'after'): FlowChanged {
  if (!canDropInFlow(from, to)) return { flow, path: from };
  const list = parentOf(from);
  const moved = at(flow, from);
  const [start, goal] = [indexOf(from), indexOf(to) + (where === 'after' ? 1 : 0)];
  const index = goal > start ? goal - 1 : goal;
  return { flow: insert(remove(flow, from), list, index, moved), path: joinPath(list, index) };
}

/** Puts a copy after a step or branch, with keys of its own. */
export function duplicateInFlow(flow: FlowDefinition, path: string): FlowChanged {
  if (path === '') return { flow, path };
  const taken = new Set(takenKeys(flow));
  const fresh = (stage: Stage): Stage => {
    const key = keyFromLabel(stage.title.zh, taken);
    taken.add(key);
    return { ...stage, key };
  };
  const value = at(flow, path) as Step | Branch;
  const copy =
    'branches' in value
      ? {
          ...value,
          key: keyFromLabel(value.title.zh, taken),
          branches: value.branches.map((branch) => ({ ...branch, stage: fresh(branch.stage) })),
        }
      : { ...value, stage: fresh(value.stage) };
  const index = indexOf(path) + 1;
  return { flow: insert(flow, parentOf(path), index, copy), path: joinPath(parentOf(path), index) };
}

/** Takes a step or branch out; a parallel step left with one branch becomes that stage. */
export function removeFromFlow(flow: FlowDefinition, path: string): FlowChanged {
  if (path === '') return { flow, path };
  const parts = partsOf(path);
  const left = remove(flow, path);
  if (parts.length === 2) {
    const index = Math.min(indexOf(path), left.steps.length - 1);
    return { flow: left, path: index < 0 ? '' : `steps.${index}` };
  }
  const step = parts.slice(0, 2).join('.');
  const branches = at(left, `${step}.branches`) as readonly Branch[];
  const [only] = branches;
  if (branches.length === 1 && only)
    return {
      flow: put(left, step, { kind: 'stage', stage: only.stage, ...(only.when && { when: only.when }) }),
      path: step,
    };
  return { flow: left, path: `${step}.branches.${Math.min(indexOf(path), branches.length - 1)}` };
}

/**
 * The flow for another purpose: a service has one decision, at its last step where nothing else can be it; an office has
 * none. What only the other kind of flow acts on goes.
 */
export function changePurpose(flow: FlowDefinition, purpose: 'service' | 'office'): FlowDefinition {
  const { purpose: _before, notices, supplement, ...others } = flow;
  const told = notices?.filter(({ on, to }) =>
    purpose === 'office' ? (on === 'done' || on === 'refused') && to !== 'applicant' : on !== 'done',
  );
  const rest = {
    ...others,
    ...(told && told.length > 0 ? { notices: told } : {}),
    ...(supplement && purpose === 'service' ? { supplement } : {}),
  };
  if (purpose === 'office') {
    const work = (stage: Stage): Stage => {
      const { procedures: _procedures, ...others } = withoutApplicant(stage);
      return stage.kind === 'decide' ? { ...others, kind: 'work' } : others;
    };
    return { ...rest, purpose, steps: flow.steps.map((step) => withStages(step, work)) };
  }
  const last = flow.steps.length - 1;
  const served = flow.steps.map((step) => withStages(step, forService));
  return {
    ...rest,
    steps: served.map((step, i) =>
      i === last && step.kind === 'stage' ? { ...step, stage: { ...step.stage, kind: 'decide' } } : step,
    ),
  };
}

/** An office tells no applicant. */
function withoutApplicant({ notices, ...rest }: Stage): Stage {
  const told = notices?.filter(({ to }) => to !== 'applicant') ?? [];
  return told.length > 0 ? { ...rest, notices: told } : rest;
}

function forService(stage: Stage): Stage {
  const { eachOf, pages, numbering, chases, limit, ...rest } = stage;
  const kept = limit && limit.unit !== 'hours' ? { limit } : {};
  return { ...rest, ...kept, kind: stage.kind === 'work' ? 'review' : stage.kind };
}

function withStages(step: Step, change: (stage: Stage) => Stage): Step {
  if (step.kind === 'stage') return { ...step, stage: change(step.stage) };
  return { ...step, branches: step.branches.map((branch) => ({ ...branch, stage: change(branch.stage) })) };
}
