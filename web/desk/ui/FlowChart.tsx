import { wordFor } from '../../../lowcode/words.ts';
import type { Chart, ChartNode } from '../api/model.ts';

/** Rows come in steps of two, so that what is alone can stand between two branches. */
const ROW = 34;
const WIDTH = 124;
const HEIGHT = 48;
const GAP = 26;
const PAD = 8;
/** Where a flow begins and ends is a word; where it parts and joins is a dot. */
const SIZES: Readonly<Record<ChartNode['kind'], readonly [width: number, height: number]>> = {
  stage: [WIDTH, HEIGHT],
  start: [56, 30],
  end: [56, 30],
  fork: [14, 14],
  join: [14, 14],
};

/** A flow as a drawing: columns from left to right, branches under one another; states have a word and a shape. */
export function FlowChart({ chart, label }: { chart: Chart; label: string }) {
  const rows = Math.max(0, ...chart.nodes.map((node) => node.row));
  const boxes = boxesOf(chart.nodes);
  const width = Math.max(0, ...[...boxes.values()].map((box) => box.x + box.width)) + PAD;
  const height = rows * ROW + HEIGHT + PAD * 2;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide chart is scrolled by keyboard too
    <section className="chart-scroll" aria-label={label} tabIndex={0}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="flow-chart"
        role="img"
        aria-label={wordsOf(chart)}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0.5 7 4 0 7.5z" />
          </marker>
        </defs>
        {chart.edges.map((edge) => {
          const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
          return from && to ? <Edge key={`${edge.from} ${edge.to}`} from={from} to={to} /> : null;
        })}
        {[...boxes.values()].map((box) => (
          <Node key={box.node.key} box={box} />
        ))}
      </svg>
    </section>
  );
}

/** The chart for those who cannot see it. */
function wordsOf(chart: Chart): string {
  return chart.nodes
    .filter((node) => node.kind === 'stage' || node.kind === 'end')
    .map((node) => `${node.label}（${wordFor('chartNodeStatus', node.status)}）`)
    .join('，');
}

interface Box {
  readonly node: ChartNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where each node is drawn: a column is as wide as its widest node. */
function boxesOf(nodes: readonly ChartNode[]): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  let x = PAD;
  const columns = [...new Set(nodes.map((node) => node.column))].sort((a, b) => a - b);
  for (const column of columns) {
    const inside = nodes.filter((node) => node.column === column);
    const widest = Math.max(...inside.map((node) => SIZES[node.kind][0]));
    for (const node of inside) {
      const [width, height] = SIZES[node.kind];
      const y = PAD + node.row * ROW + (HEIGHT - height) / 2;
      boxes.set(node.key, { node, x: x + (widest - width) / 2, y, width, height });
    }
    x += widest + GAP;
  }
  return boxes;
}

function Edge({ from, to }: { from: Box; to: Box }) {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 2, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  const gone = to.node.status !== 'waiting' && to.node.status !== 'skipped';
  const d = y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}H${middle}V${y2}H${x2}`;
  return <path className={gone ? 'edge edge-gone' : 'edge'} d={d} markerEnd="url(#arrow)" />;
}

function Node({ box }: { box: Box }) {
  const { node, x, y, width, height } = box;
  const dot = node.kind === 'fork' || node.kind === 'join';
  const stage = node.kind === 'stage';
  const middle = x + width / 2;
  return (
    <g className={`node node-${node.status}`}>
      <title>{`${node.label}：${wordFor('chartNodeStatus', node.status)}${node.who ? `，${node.who}` : ''}`}</title>
      <rect x={x} y={y} width={width} height={height} rx={stage ? 6 : height / 2} />
      {!dot && (
        <text x={middle} y={y + height / 2 + (node.who && stage ? -4 : 5)} textAnchor="middle">
          {cut(node.label, stage ? 8 : 4)}
        </text>
      )}
      {node.who && stage && (
        <text className="node-who" x={middle} y={y + height / 2 + 15} textAnchor="middle">
          {cut(node.who, 10)}
        </text>
      )}
      {!dot && <Sign status={node.status} x={x + width - 4} y={y + 2} />}
    </g>
  );
}

function Sign({ status, x, y }: { status: ChartNode['status']; x: number; y: number }) {
  if (status === 'passed') return <path className="sign" d={`M${x - 6} ${y}l3 3 5-6`} />;
  if (status === 'refused') return <path className="sign" d={`M${x - 4} ${y - 3}l6 6m0-6l-6 6`} />;
  if (status === 'open') return <circle className="sign-open" cx={x} cy={y} r="4" />;
  return null;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
