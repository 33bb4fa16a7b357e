import type { Text } from '../text.ts';
import type { FlowDefinition, FlowState, Stage, Step } from './definition.ts';

/**
 * A flow as a picture on a grid: `column` runs along the flow, `row` is the branch (0 the first; a lone node of a flow
 * with branches stands at the middle row, so it can be a half). Drawn as plain SVG by whoever shows it.
 */
export interface FlowChart {
  readonly columns: number;
  readonly rows: number;
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
}

export type NodeStatus = 'todo' | 'open' | 'passed' | 'refused' | 'skipped';

export interface ChartNode {
  readonly id: string;
  readonly kind: 'start' | 'review' | 'decide' | 'join' | 'end';
  readonly title: Text;
  readonly role: Stage['role'] | null;
  /** Unit that acts; null for the case's own. */
  readonly unit: string | null;
  readonly limitDays: number | null;
  /** Only under a condition. */
  readonly conditional: boolean;
  readonly column: number;
  readonly row: number;
  readonly status: NodeStatus;
}

export interface ChartEdge {
  readonly from: string;
  readonly to: string;
  /** Whether the case has gone along it. */
  readonly passed: boolean;
}

/**
 * The chart of a flow, for a guide (no state: everything is still to do) or for a case. A stage the case passed by,
 * because its condition did not hold or after a refusal, is `skipped`.
 */
export function chartOf(flow: FlowDefinition, state?: FlowState): FlowChart {
  const rows = Math.max(1, ...flow.steps.map((step) => (step.kind === 'parallel' ? step.branches.length : 1)));
  const middle = (rows - 1) / 2;
  const nodes: ChartNode[] = [];
  const edges: ChartEdge[] = [];
  const lone = (id: string, kind: ChartNode['kind'], title: Text, status: NodeStatus): ChartNode => ({
    ...{ id, kind, title, role: null, unit: null, limitDays: null, conditional: false },
    ...{ column: column++, row: middle, status },
  });
  let column = 0;
  let before: readonly ChartNode[] = [
    lone('$start', 'start', { zh: '受理', en: 'Accepted' }, state ? 'passed' : 'todo'),
  ];
  nodes.push(...before);
  const connect = (next: readonly ChartNode[]) => {
    for (const from of before) {
      for (const to of next) edges.push({ from: from.id, to: to.id, passed: reached(from) && reached(to) });
    }
    nodes.push(...next);
    before = next;
  };
  flow.steps.forEach((step, i) => {
    const top = middle - (countOf(step) - 1) / 2;
    const at = column++;
    connect(
      stagesWith(step).map(([stage, conditional], lane) => ({
        ...{ id: stage.key, kind: stage.kind, title: stage.title, role: stage.role },
        ...{ unit: stage.unit ?? null, limitDays: stage.limitDays ?? null, conditional },
        ...{ column: at, row: top + lane, status: statusOf(stage, i, state) },
      })),
    );
    if (step.kind === 'parallel' && flow.steps[i + 1]?.kind === 'parallel') {
      const joined: NodeStatus = state && state.step > i ? 'passed' : 'todo';
      connect([lone(`$join.${step.key}`, 'join', step.title, joined)]);
    }
  });
  const outcome = state?.outcome ?? null;
  const result: NodeStatus = outcome === 'granted' ? 'passed' : outcome === 'refused' ? 'refused' : 'todo';
  connect([lone('$end', 'end', { zh: '办结', en: 'Closed' }, result)]);
  return { columns: column, rows, nodes, edges };
}

function countOf(step: Step): number {
  return step.kind === 'stage' ? 1 : step.branches.length;
}

function stagesWith(step: Step): readonly (readonly [stage: Stage, conditional: boolean])[] {
  const always = step.when === undefined;
  if (step.kind === 'stage') return [[step.stage, !always]];
  return step.branches.map(({ stage, when }) => [stage, !always || when !== undefined] as const);
}

function statusOf(stage: Stage, step: number, state: FlowState | undefined): NodeStatus {
  if (!state) return 'todo';
  const done = state.done.find(({ key }) => key === stage.key);
  if (done) return done.decision === 'pass' ? 'passed' : 'refused';
  if (state.open.some(({ key }) => key === stage.key)) return 'open';
  return step > state.step || (step === state.step && state.open.length === 0) ? 'todo' : 'skipped';
}

function reached(node: ChartNode): boolean {
  return node.status !== 'todo' && node.status !== 'skipped';
}
