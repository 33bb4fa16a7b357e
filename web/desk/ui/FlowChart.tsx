import { useLayoutEffect, useRef, useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import type { Chart, ChartNode } from '../api/model.ts';

const WIDTH = 136;
const GAP = 22;
const PAD = 8;
/** Between two branches. */
const APART = 20;
/** Characters that fit on a line, and how high one is: of a stage's name, and of the unit below it. */
const NAME = { most: 9, high: 18 };
const WHO = { most: 11, high: 15 };
/** Where a flow begins and ends is a word; where it parts and joins is a dot. */
const SIZES: Readonly<Record<Exclude<ChartNode['kind'], 'stage'>, readonly [width: number, height: number]>> = {
  start: [56, 30],
  end: [56, 30],
  fork: [14, 14],
  join: [14, 14],
};

/** A text on as few lines as hold it, of about the same length: nothing is cut off. */
function linesOf(text: string, most: number): readonly string[] {
  const count = Math.max(1, Math.ceil(text.length / most));
  const each = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, at) => text.slice(at * each, (at + 1) * each));
}

/** All stages are as high as the one with most words. */
function stageHeight(nodes: readonly ChartNode[]): number {
  const high = ({ label, who }: ChartNode) =>
    linesOf(label, NAME.most).length * NAME.high + (who ? linesOf(who, WHO.most).length * WHO.high : 0);
  return 12 + Math.max(NAME.high, ...nodes.filter(({ kind }) => kind === 'stage').map(high));
}

/** Where there is less room than this, a flow that does not fit across runs down the page, as on a phone. */
const NARROW = 600;

/**
 * A flow as a drawing: columns from left to right, branches under one another; from top to bottom where there is no room
 * for that. States have a word and a shape.
 */
export function FlowChart({ chart, label }: { chart: Chart; label: string }) {
  const place = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const follow = new ResizeObserver(() => setRoom(current.clientWidth));
    follow.observe(current);
    return () => follow.disconnect();
  }, []);
  const lanes = lanesOf(chart.edges);
  const across = boxesOf(chart.nodes, false, lanes.before.length * LANE);
  const down = room < NARROW && sizeOf(across).width > room;
  const boxes = down ? boxesOf(chart.nodes, true, lanes.before.length * LANE) : across;
  const whole = sizeOf(boxes);
  const beyond = lanes.after.length * LANE;
  const here = [...boxes.values()].find(({ node }) => node.status === 'open');
  const at = here && !down ? here.x + here.width / 2 : null;
  // A long chart is shown from where it stands.
  useLayoutEffect(() => {
    const { current } = place;
    if (current && at !== null) current.scrollLeft = at - room / 2;
  }, [at, room]);
  const [width, height] = down ? [whole.width + beyond, whole.height] : [whole.width, whole.height + beyond];
  const alone = (key: string) => {
    const column = boxes.get(key)?.node.column;
    return chart.nodes.filter((node) => node.column === column).length === 1;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide chart is scrolled by keyboard too
    <section ref={place} className="chart-scroll" aria-label={label} tabIndex={0}>
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
          if (!from || !to) return null;
          const key = `${edge.kind} ${edge.from} ${edge.to}`;
          if (!isAround(edge)) return <Edge key={key} from={from} to={to} down={down} />;
          const before = lanes.before.indexOf(edge.from);
          const lane =
            edge.kind === 'jump'
              ? PAD + (before + 0.5) * LANE
              : (down ? whole.width : whole.height) + (lanes.after.indexOf(edge.from) + 0.5) * LANE - PAD / 2;
          return (
            <path
              key={key}
              className={`edge edge-${edge.kind}`}
              d={aroundOf(from, to, { lane, down, alone: [alone(edge.from), alone(edge.to)] })}
              markerEnd="url(#arrow)"
            />
          );
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
    .map((node) =>
      [`${node.label}（${wordFor('chartNodeStatus', node.status)}）`, ...waysFrom(chart, node.key)].join('，'),
    )
    .join('；');
}

function waysFrom({ nodes, edges }: Chart, from: string): readonly string[] {
  return (['jump', 'sendBack'] as const).flatMap((kind) => {
    const ways = edges.filter((edge) => edge.from === from && edge.kind === kind);
    const ends = ways.map(({ to }) => `“${nodes.find(({ key }) => key === to)?.label ?? ''}”`);
    return ends.length > 0 ? [`${wordFor('chartEdgeKind', kind)}${ends.join('')}`] : [];
  });
}

interface Box {
  readonly node: ChartNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where each node is drawn: a column is as wide as its widest node, and as high where the flow runs down. Rows come in
 * steps of two, so that what is alone can stand between two branches.
 */
function boxesOf(nodes: readonly ChartNode[], down: boolean, before: number): ReadonlyMap<string, Box> {
  const stage = stageHeight(nodes);
  const boxes = new Map<string, Box>();
  let along = PAD;
  const columns = [...new Set(nodes.map((node) => node.column))].sort((a, b) => a - b);
  for (const column of columns) {
    const inside = nodes
      .filter((node) => node.column === column)
      .map((node) => {
        const [width, height] = node.kind === 'stage' ? [WIDTH, stage] : SIZES[node.kind];
        return { node, width, height };
      });
    const longest = Math.max(...inside.map(({ width, height }) => (down ? height : width)));
    for (const { node, width, height } of inside) {
      const lane = PAD + before + (node.row * ((down ? WIDTH : stage) + APART)) / 2;
      const x = down ? lane + (WIDTH - width) / 2 : along + (longest - width) / 2;
      const y = down ? along + (longest - height) / 2 : lane + (stage - height) / 2;
      boxes.set(node.key, { node, x, y, width, height });
    }
    along += longest + GAP;
  }
  return boxes;
}

/** Between two ways that lead around the others. */
const LANE = 14;

type ChartEdge = Chart['edges'][number];

/** Whether an edge leads elsewhere than to what comes next: by a condition, or sent back. */
function isAround(edge: ChartEdge): boolean {
  return edge.kind === 'jump' || edge.kind === 'sendBack';
}

/** Who has a lane: conditions lead along one side, what is sent back along the other; all of one stage share theirs. */
function lanesOf(edges: readonly ChartEdge[]): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const from = (kind: string) => [...new Set(edges.flatMap((edge) => (edge.kind === kind ? [edge.from] : [])))];
  return { before: from('jump'), after: from('sendBack') };
}

/** A way around: out to its lane, along it, and into its end; past other branches where it or its end has some beside it. */
function aroundOf(
  from: Box,
  to: Box,
  { lane, down, alone }: { lane: number; down: boolean; alone: readonly [boolean, boolean] },
): string {
  const place = (along: number, cross: number) => (down ? `${cross} ${along}` : `${along} ${cross}`);
  const sides = ({ x, y, width, height }: Box) =>
    down
      ? { begin: y, end: y + height, low: x, high: x + width }
      : { begin: x, end: x + width, low: y, high: y + height };
  const [start, goal] = [sides(from), sides(to)];
  const near = (box: { low: number; high: number }) => (lane < box.low ? box.low : box.high);
  const middle = (box: { low: number; high: number }) => (box.low + box.high) / 2;
  // Two that lead to or from the same box do not lie on top of each other.
  const out = (start.begin + start.end) / 2 + 8;
  const into = (goal.begin + goal.end) / 2 - 8;
  const leave = alone[0]
    ? [place(out, near(start)), place(out, lane)]
    : [place(start.end, middle(start)), place(start.end + GAP / 2, middle(start)), place(start.end + GAP / 2, lane)];
  const arrive = alone[1]
    ? [place(into, lane), place(into, near(goal) + (lane < goal.low ? -2 : 2))]
    : [
        place(goal.begin - GAP / 2, lane),
        place(goal.begin - GAP / 2, middle(goal)),
        place(goal.begin - 2, middle(goal)),
      ];
  return `M${[...leave, ...arrive].join('L')}`;
}

function sizeOf(boxes: ReadonlyMap<string, Box>): { readonly width: number; readonly height: number } {
  const all = [...boxes.values()];
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)) + PAD,
    height: Math.max(0, ...all.map(({ y, height }) => y + height)) + PAD,
  };
}

function Edge({ from, to, down }: { from: Box; to: Box; down: boolean }) {
  const gone = to.node.status !== 'waiting' && to.node.status !== 'skipped';
  return <path className={gone ? 'edge edge-gone' : 'edge'} d={pathOf(from, to, down)} markerEnd="url(#arrow)" />;
}

/** Out of the middle of one side, round a corner halfway, into the middle of the other; the arrow has its own room. */
function pathOf(from: Box, to: Box, down: boolean): string {
  const [cx1, cy1] = [from.x + from.width / 2, from.y + from.height / 2];
  const [cx2, cy2] = [to.x + to.width / 2, to.y + to.height / 2];
  if (down) {
    const [y1, y2] = [from.y + from.height, to.y - 2];
    return cx1 === cx2 ? `M${cx1} ${y1}V${y2}` : `M${cx1} ${y1}V${(y1 + y2) / 2}H${cx2}V${y2}`;
  }
  const [x1, x2] = [from.x + from.width, to.x - 2];
  return cy1 === cy2 ? `M${x1} ${cy1}H${x2}` : `M${x1} ${cy1}H${(x1 + x2) / 2}V${cy2}H${x2}`;
}

function Node({ box }: { box: Box }) {
  const { node, x, y, width, height } = box;
  const dot = node.kind === 'fork' || node.kind === 'join';
  const stage = node.kind === 'stage';
  const middle = x + width / 2;
  const lines = wordsIn(node);
  const top = y + (height - (lines.at(-1)?.bottom ?? 0)) / 2;
  return (
    <g className={`node node-${node.status}`}>
      <title>{`${node.label}：${wordFor('chartNodeStatus', node.status)}${node.who ? `，${node.who}` : ''}`}</title>
      <rect x={x} y={y} width={width} height={height} rx={stage ? 6 : height / 2} />
      {!dot && (
        <text textAnchor="middle">
          {lines.map(({ text, who, at }) => (
            <tspan key={`${at} ${text}`} x={middle} y={top + at} className={who ? 'node-who' : undefined}>
              {text}
            </tspan>
          ))}
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

/** The lines of a node one below the other: where each stands and where it ends. */
function wordsIn({
  kind,
  label,
  who,
}: ChartNode): readonly { text: string; who: boolean; at: number; bottom: number }[] {
  const stage = kind === 'stage';
  const names = (stage ? linesOf(label, NAME.most) : [label]).map((text) => ({ text, who: false, high: NAME.high }));
  const units = (stage && who ? linesOf(who, WHO.most) : []).map((text) => ({ text, who: true, high: WHO.high }));
  let bottom = 0;
  return [...names, ...units].map(({ text, who: small, high }) => {
    bottom += high;
    return { text, who: small, at: bottom - 4, bottom };
  });
}
