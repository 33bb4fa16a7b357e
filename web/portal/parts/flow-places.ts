import type { ChartData } from '../data/services.ts';

/*
 * Time runs down the page, so that a chart is as readable on a phone as on paper: a chart's column becomes a line, its
 * rows (parallel branches) stand side by side. Forks and joins are points.
 */
export const WIDTH = 176;
const PLAIN_HEIGHT = 58;
/** Room for a second line of who acts. */
const TALL_HEIGHT = 76;
const WHO_WIDTH = 13;
const GAP_X = 14;
const GAP_Y = 30;
const POINT = 12;
/** Between two ways that lead around the others. */
const LANE = 14;

type ChartNode = ChartData['nodes'][number];

/** A box: where its middle and its top are, and whether it stands outermost in its line. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly first: boolean;
  readonly last: boolean;
}

/** A way to elsewhere than what comes next: a jump along the left edge, what is sent back along the right. */
interface Way {
  readonly key: string;
  readonly kind: 'jump' | 'sendBack';
  readonly path: string;
}

/** Where everything of a chart is drawn, in pixels. */
export function placesOf({ nodes, edges }: ChartData): {
  readonly place: ReadonlyMap<string, Place>;
  readonly ways: readonly Way[];
  readonly rows: number;
  readonly width: number;
  readonly bottom: number;
  /** Of a box. */
  readonly height: number;
} {
  const columns = Math.max(...nodes.map((node) => node.column)) + 1;
  const lines = Array.from({ length: columns }, (_, at) =>
    nodes.filter((node) => node.column === at).sort((a, b) => a.row - b.row),
  );
  const rows = Math.max(...lines.map((line) => line.length));
  const height = nodes.some((node) => linesOf(node.who ?? '').length > 1) ? TALL_HEIGHT : PLAIN_HEIGHT;
  const lanes = { jump: lanesOf(edges, 'jump'), sendBack: lanesOf(edges, 'sendBack') };
  const begin = lanes.jump.length * LANE;
  const end = begin + rows * WIDTH + (rows - 1) * GAP_X + 4;
  const { tops, bottom } = lineTops(lines, height);
  const place = new Map<string, Place>();
  for (const [at, line] of lines.entries()) {
    const left = (begin + end - line.length * WIDTH - (line.length - 1) * GAP_X) / 2;
    for (const [index, node] of line.entries()) {
      const x = left + index * (WIDTH + GAP_X) + WIDTH / 2;
      const high = isPoint(node.kind) ? POINT : height;
      place.set(node.key, { x, y: tops[at] ?? 0, height: high, first: index === 0, last: index === line.length - 1 });
    }
  }
  const ways = edges.flatMap(({ from, to, kind }): readonly Way[] => {
    const [a, b] = [place.get(from), place.get(to)];
    if (kind === 'next' || !a || !b) return [];
    const lane = (lanes[kind].indexOf(from) + 0.5) * LANE;
    return [{ key: `${kind} ${from} ${to}`, kind, path: aroundOf(a, b, kind, kind === 'jump' ? lane : end + lane) }];
  });
  return { place, ways, rows, width: end + lanes.sendBack.length * LANE, bottom, height };
}

/** Every stage that leads around has a lane of its own. */
function lanesOf(edges: ChartData['edges'], kind: Way['kind']): readonly string[] {
  return [...new Set(edges.flatMap((edge) => (edge.kind === kind ? [edge.from] : [])))];
}

/** Out of one box to the lane, along it and into the other; where a branch is in between, by the gap below or above it. */
function aroundOf(from: Place, to: Place, kind: Way['kind'], lane: number): string {
  const [side, outermost] = kind === 'jump' ? ([-1, 'first'] as const) : ([1, 'last'] as const);
  const edgeOf = ({ x, height }: Place) => x + (side * (height === POINT ? POINT - 2 : WIDTH)) / 2;
  // Lines that leave and lines that arrive do not lie on top of each other.
  const out = from.y + from.height / 2 + 8;
  const into = to.height === POINT ? to.y + POINT / 2 : to.y + to.height / 2 - 8;
  const below = from.y + from.height + GAP_Y / 3;
  const above = to.y - GAP_Y / 3;
  const leave = from[outermost]
    ? `M${edgeOf(from)} ${out}H${lane}`
    : `M${from.x} ${below - GAP_Y / 3}V${below}H${lane}`;
  const arrive = to[outermost] ? `V${into}H${edgeOf(to) + side * 2}` : `V${above}H${to.x + 12}V${to.y - 1}`;
  return `${leave}${arrive}`;
}

export function isPoint(kind: string): boolean {
  return kind === 'fork' || kind === 'join';
}

function lineTops(
  lines: readonly (readonly ChartNode[])[],
  height: number,
): { readonly tops: readonly number[]; readonly bottom: number } {
  const tops: number[] = [];
  let y = 2;
  for (const line of lines) {
    tops.push(y);
    y += (line.every((node) => isPoint(node.kind)) ? POINT : height) + GAP_Y;
  }
  return { tops, bottom: y - GAP_Y };
}

/** Who acts, in two lines at most. */
export function linesOf(who: string): readonly string[] {
  if (who === '') return [];
  const first = shorten(who, WHO_WIDTH).replace(/…$/, '');
  const rest = who.slice(first.length).replace(/^[\s·・]+/, '');
  return rest === '' ? [who] : [first, shorten(rest, WHO_WIDTH)];
}

/** Full-width characters count one, others half. */
export function shorten(text: string, limit: number): string {
  let width = 0;
  let out = '';
  for (const character of text) {
    width += character.charCodeAt(0) > 0x2e80 ? 1 : 0.55;
    if (width > limit) return `${out}…`;
    out += character;
  }
  return out;
}
