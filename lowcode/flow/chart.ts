import type { Text } from '../text.ts';
import type { FlowDefinition, FlowState, Stage, Step } from './definition.ts';

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

interface ChartEdge {
  readonly from: string;
  readonly to: string;
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
      for (const to of placed) edges.push({ from: from.key, to: to.key, passed: reached(from) && reached(to) });
    }
    nodes.push(...placed);
    before = placed;
    column++;
  };
  add([mark('$start', 'start', { zh: '受理', en: 'Accepted' }, state ? 'passed' : 'waiting')]);
  flow.steps.forEach((step, i) => {
    const stages = stagesWith(step).map(([stage, conditional]) =>
      stageNode(stage, conditional, statusOf(stage, i, state), state),
    );
    if (step.kind === 'parallel') add([mark(`$fork.${step.key}`, 'fork', step.title, forkStatus(i, stages, state))]);
    add(stages);
    if (step.kind === 'parallel') add([mark(`$join.${step.key}`, 'join', step.title, joinStatus(i, stages, state))]);
  });
  add([mark('$end', 'end', { zh: '办结', en: 'Closed' }, endStatus(state))]);
  return { columns: column, rows: 2 * lanes - 1, nodes, edges };
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
  const open = state?.open.find((one) => one.key === key)?.unit;
  const unit = open ?? stage.unit ?? null;
  const unitChosen = stage.byDivision !== undefined && open === undefined;
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
  const done = state.done.find(({ key }) => key === stage.key);
  if (done) return done.decision === 'pass' ? 'passed' : 'refused';
  if (state.open.some(({ key }) => key === stage.key)) return 'open';
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
  if (!state || state.outcome === null) return 'waiting';
  return state.outcome === 'granted' ? 'passed' : 'refused';
}

function reached(node: ChartNode): boolean {
  return node.status !== 'waiting' && node.status !== 'skipped';
}
