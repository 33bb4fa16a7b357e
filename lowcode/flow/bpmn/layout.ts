import type { BpmnFlow, BpmnGraph, BpmnNode } from './graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds extends Point {
  readonly width: number;
  readonly height: number;
}

export interface BpmnLayout {
  readonly shapes: ReadonlyMap<string, Bounds>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

const COLUMN = 170;
const ROW = 70;
const LEFT = 160;
/** Between two ways that lead over or below the others. */
const LANE = 24;

const SIZES: { readonly [Kind in BpmnNode['kind']]: readonly [width: number, height: number] } = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  userTask: [120, 80],
  exclusiveGateway: [50, 50],
  parallelGateway: [50, 50],
  inclusiveGateway: [50, 50],
};

/** Places for everything: columns from left to right, ways back above and ways past others below, none on top of another. */
export function bpmnLayout({ nodes, flows }: BpmnGraph): BpmnLayout {
  const column = new Map(nodes.map((node) => [node.id, node.column]));
  const rows = Math.max(...nodes.map(({ row }) => row));
  const span = ({ from, to }: BpmnFlow) => (column.get(to) ?? 0) - (column.get(from) ?? 0);
  const alone = (id: string) => nodes.filter((node) => node.column === column.get(id)).length === 1;
  const around = flows.filter((flow) => span(flow) <= 0 || (span(flow) > 1 && !reachesPlainly(flow, nodes)));
  const above = around.filter((flow) => span(flow) <= 0);
  const below = around.filter((flow) => span(flow) > 0);
  const top = 80 + (above.length + 1) * LANE;
  const shapes = new Map<string, Bounds>(
    nodes.map((node) => {
      const [width, height] = SIZES[node.kind];
      const x = LEFT + node.column * COLUMN + (SIZES.userTask[0] - width) / 2;
      return [node.id, { x, y: top + node.row * ROW + (SIZES.userTask[1] - height) / 2, width, height }];
    }),
  );
  const bottom = top + rows * ROW + SIZES.userTask[1];
  const edges = new Map<string, readonly Point[]>();
  for (const flow of flows) {
    const [from, to] = [shapes.get(flow.from), shapes.get(flow.to)];
    if (!from || !to) continue;
    const over = above.indexOf(flow);
    const under = below.indexOf(flow);
    if (over >= 0) edges.set(flow.id, detour(from, to, top - (over + 1) * LANE, 'above', alone(flow.from)));
    else if (under >= 0) edges.set(flow.id, detour(from, to, bottom + (under + 1) * LANE, 'below', alone(flow.from)));
    else edges.set(flow.id, plain(from, to));
  }
  return { shapes, edges };
}

/** Whether nothing stands between two nodes in the row that the line runs along. */
function reachesPlainly(flow: BpmnFlow, nodes: readonly BpmnNode[]): boolean {
  const from = nodes.find(({ id }) => id === flow.from);
  const to = nodes.find(({ id }) => id === flow.to);
  if (!from || !to) return true;
  return !nodes.some(({ column, row }) => column > from.column && column < to.column && row === to.row);
}

/** Out at the right, round a corner in the gap, in at the left. */
function plain(from: Bounds, to: Bounds): readonly Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (start.y === end.y) return [start, end];
  const turn = start.x + (COLUMN - SIZES.userTask[0]) / 2;
  return [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end];
}

function detour(from: Bounds, to: Bounds, y: number, side: 'above' | 'below', straight: boolean): readonly Point[] {
  const edge = (box: Bounds) => (side === 'above' ? box.y : box.y + box.height);
  const middle = (box: Bounds) => box.x + box.width / 2;
  const last = { x: middle(to), y: edge(to) };
  if (straight) return [{ x: middle(from), y: edge(from) }, { x: middle(from), y }, { x: last.x, y }, last];
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const turn = start.x + 12;
  return [start, { x: turn, y: start.y }, { x: turn, y }, { x: last.x, y }, last];
}
