import type { Text } from '../text.ts';
import type { FlowDefinition, FlowState, Stage, Step } from './definition.ts';
import { isFinished } from './progress.ts';
import { stageKeyOf, stagesOf, stepKey } from './walk.ts';

/**
 * A flow as a picture on a grid of whole numbers: `column` runs along the flow; branches take every second `row`, so
 * that what is alone can stand in the middle of them. To be drawn as plain SVG by whoever shows it.
 */
export interface FlowChart {
  readonly columns: number;
  readonly rows: number;
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
}

type NodeStatus = 'waiting' | 'open' | 'passed' | 'refused' | 'skipped';

export interface ChartNode {
  readonly key: string;
  readonly kind: 'start' | 'stage' | 'fork' | 'join' | 'end';
  readonly label: Text;
  /** Who acts; null where nobody does. */
  readonly role: Stage['role'] | null;
  /** Unit that acts; null for the case's own. */
  readonly unit: string | null;
  /** Whether an answer chooses the unit, so that no picture of the flow can name it. */
  readonly unitChosen: boolean;
  readonly limitDays: number | null;
  /** Whether it is entered only under a condition. */
  readonly conditional: boolean;
  readonly column: number;
  readonly row: number;
  readonly status: NodeStatus;
}

export interface ChartEdge {
  readonly from: string;
  readonly to: string;
  /** `next` to what follows; `jump` under a condition, forward past others or back (a loop); `sendBack` (退回) by whoever acts there. */
  readonly kind: 'next' | 'jump' | 'sendBack';
  /** Whether the case has gone along it. */
  readonly passed: boolean;
}

/**
 * The chart of a flow, for a guide (no state: everything waits) or for a case. A stage the case passed by, because its
 * condition did not hold or after a refusal, is `skipped`.
 */
export function chartOf(flow: FlowDefinition, state?: FlowState): FlowChart {
  const lanes = Math.max(1, ...flow.steps.map((step) => stagesWith(step).length));
  const nodes: ChartNode[] = [];
  const edges: ChartEdge[] = [];
  let column = 0;
  let before: readonly ChartNode[] = [];
  const add = (next: readonly Omit<ChartNode, 'column' | 'row'>[]) => {
    const placed = next.map((node, lane) => ({ ...node, column, row: lanes - next.length + 2 * lane }));
    for (const from of before) {
      for (const to of placed) {
        edges.push({ from: from.key, to: to.key, kind: 'next', passed: reached(from) && reached(to) });
      }
    }
    nodes.push(...placed);
    before = placed;
    column++;
  };
  const office = flow.purpose === 'office';
  add([mark('$start', 'start', office ? STARTED : ACCEPTED, state ? 'passed' : 'waiting')]);
  flow.steps.forEach((step, i) => {
    const stages = stagesWith(step).map(([stage, conditional]) =>
      stageNode(stage, conditional, statusOf(stage, i, state), state),
    );
    if (step.kind === 'parallel') add([mark(`$fork.${step.key}`, 'fork', step.title, forkStatus(i, stages, state))]);
    add(stages);
    if (step.kind === 'parallel') add([mark(`$join.${step.key}`, 'join', step.title, joinStatus(i, stages, state))]);
  });
  add([mark('$end', 'end', { zh: '办结', en: 'Closed' }, endStatus(state))]);
  return { columns: column, rows: 2 * lanes - 1, nodes, edges: [...edges, ...jumpsOf(flow), ...sendingBack(flow)] };
}

const ACCEPTED: Text = { zh: '受理', en: 'Accepted' };
const STARTED: Text = { zh: '开始', en: 'Begun' };

/** Where conditions lead elsewhere than to the next step. */
function jumpsOf(flow: FlowDefinition): readonly ChartEdge[] {
  return flow.steps.flatMap((step) => {
    const targets = new Set(step.kind === 'stage' ? (step.goTo ?? []).map(({ to }) => to) : []);
    return [...targets].flatMap((to): readonly ChartEdge[] => {
      const found = flow.steps.find((one) => stepKey(one) === to);
      if (!found) return [];
      const node = found.kind === 'stage' ? to : `$fork.${to}`;
      return [{ from: stepKey(step), to: node, kind: 'jump', passed: false }];
    });
  });
}

function sendingBack(flow: FlowDefinition): readonly ChartEdge[] {
  const keys = new Set(stagesOf(flow).map(({ stage }) => stage.key));
  return stagesOf(flow).flatMap(({ stage }) =>
    (stage.backTo ?? []).flatMap((to): readonly ChartEdge[] =>
      keys.has(to) ? [{ from: stage.key, to, kind: 'sendBack', passed: false }] : [],
    ),
  );
}

function mark(
  key: string,
  kind: ChartNode['kind'],
  label: Text,
  status: NodeStatus,
): Omit<ChartNode, 'column' | 'row'> {
  return { key, kind, label, role: null, unit: null, unitChosen: false, limitDays: null, conditional: false, status };
}

function stageNode(
  stage: Stage,
  conditional: boolean,
  status: NodeStatus,
  state: FlowState | undefined,
): Omit<ChartNode, 'column' | 'row'> {
  const { key, title, role, limitDays = null } = stage;
  const opened = state?.open.filter((one) => stageKeyOf(one.key) === key) ?? [];
  const open = opened.length === 1 ? opened[0]?.unit : undefined;
  const unit = open ?? stage.unit ?? null;
  const chosen = stage.byDivision ?? stage.unitField ?? stage.eachOf;
  const unitChosen = chosen !== undefined && open === undefined;
  return { key, kind: 'stage', label: title, role, unit, unitChosen, limitDays, conditional, status };
}

/** The stages of a step, each with whether it stands under a condition. */
function stagesWith(step: Step): readonly (readonly [stage: Stage, conditional: boolean])[] {
  const conditional = step.when !== undefined;
  if (step.kind === 'stage') return [[step.stage, conditional]];
  return step.branches.map(({ stage, when }) => [stage, conditional || when !== undefined] as const);
}

function statusOf(stage: Stage, step: number, state: FlowState | undefined): NodeStatus {
  if (!state) return 'waiting';
  if (state.open.some(({ key }) => stageKeyOf(key) === stage.key)) return 'open';
  const done = state.done.filter(({ key }) => stageKeyOf(key) === stage.key);
  if (done.length > 0) return done.every(({ decision }) => decision === 'pass') ? 'passed' : 'refused';
  return step > state.step ? 'waiting' : 'skipped';
}

function forkStatus(step: number, branches: readonly { status: NodeStatus }[], state?: FlowState): NodeStatus {
  if (!state || step > state.step) return 'waiting';
  return branches.every(({ status }) => status === 'skipped') ? 'skipped' : 'passed';
}

function joinStatus(step: number, branches: readonly { status: NodeStatus }[], state?: FlowState): NodeStatus {
  if (!state || step >= state.step) return 'waiting';
  return branches.every(({ status }) => status === 'skipped') ? 'skipped' : 'passed';
}

function endStatus(state: FlowState | undefined): NodeStatus {
  if (!state || !isFinished(state)) return 'waiting';
  return state.outcome === 'refused' ? 'refused' : 'passed';
}

function reached(node: ChartNode): boolean {
  return node.status !== 'waiting' && node.status !== 'skipped';
}
