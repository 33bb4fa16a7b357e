import type { ReactNode } from 'react';
import type { ChartData } from '../data/services.ts';
import { useSpeech } from './reading.tsx';

/*
 * Time runs down the page, so that a chart is as readable on a phone as on paper: a chart's column becomes a line, its
 * rows (parallel branches) stand side by side. Forks and joins are points.
 */
const WIDTH = 176;
const PLAIN_HEIGHT = 58;
/** Room for a second line of who acts. */
const TALL_HEIGHT = 76;
const WHO_WIDTH = 13;
const GAP_X = 14;
const GAP_Y = 30;
const POINT = 12;

const LOOK: Readonly<Record<string, { fill: string; line: string; dash?: string; sign: string }>> = {
  waiting: { fill: '#ffffff', line: '#7f8a9a', sign: '' },
  open: { fill: '#e8f0fa', line: '#1553a6', sign: '▶' },
  passed: { fill: '#e8f5ed', line: '#1d6e3f', sign: '✓' },
  refused: { fill: '#fdeceb', line: '#b42318', sign: '✕' },
  skipped: { fill: '#f5f7fa', line: '#7f8a9a', dash: '4 4', sign: '—' },
};

/** A flow as a drawing, with the same as a list for those who do not see it. */
export function FlowChart({
  chart,
  label,
  live = false,
}: {
  chart: ChartData;
  label: string;
  live?: boolean;
}): ReactNode {
  const t = useSpeech();
  const { nodes, edges } = chart;
  if (nodes.length === 0) return null;
  const columns = Math.max(...nodes.map((node) => node.column)) + 1;
  const lines = Array.from({ length: columns }, (_, at) =>
    nodes.filter((node) => node.column === at).sort((a, b) => a.row - b.row),
  );
  const rows = Math.max(...lines.map((line) => line.length));
  const width = rows * WIDTH + (rows - 1) * GAP_X + 4;
  const height = nodes.some((node) => linesOf(node.who ?? '').length > 1) ? TALL_HEIGHT : PLAIN_HEIGHT;
  const { tops, bottom } = lineTops(lines, height);
  const place = new Map<string, { x: number; y: number; height: number }>();
  for (const [at, line] of lines.entries()) {
    const left = (width - line.length * WIDTH - (line.length - 1) * GAP_X) / 2;
    for (const [index, node] of line.entries()) {
      const x = left + index * (WIDTH + GAP_X) + WIDTH / 2;
      place.set(node.key, { x, y: tops[at] ?? 0, height: isPoint(node.kind) ? POINT : height });
    }
  }
  return (
    <figure className={rows > 2 ? 'flow flow-many' : 'flow'}>
      <div className="flow-scroll">
        <svg viewBox={`0 0 ${width} ${bottom + 4}`} width={width} role="img" aria-label={label}>
          {edges.map(({ from, to }) => {
            const a = place.get(from);
            const b = place.get(to);
            if (!a || !b) return null;
            const start = a.y + a.height;
            const middle = (start + b.y) / 2;
            return (
              <path
                key={`${from} ${to}`}
                d={`M${a.x} ${start}V${middle}H${b.x}V${b.y}`}
                fill="none"
                stroke="#7f8a9a"
                strokeWidth="1.5"
              />
            );
          })}
          {nodes.map((node) => {
            const at = place.get(node.key);
            if (!at) return null;
            if (isPoint(node.kind)) return <circle key={node.key} cx={at.x} cy={at.y + 6} r="5" fill="#626d7d" />;
            const look = (live ? LOOK[node.status] : LOOK.waiting) ?? LOOK.waiting;
            if (!look) return null;
            const round = node.kind === 'start' || node.kind === 'end' ? height / 2 : 6;
            const title = `${live && look.sign ? `${look.sign} ` : ''}${node.label}`;
            return (
              <g key={node.key}>
                <rect
                  x={at.x - WIDTH / 2}
                  y={at.y}
                  width={WIDTH}
                  height={height}
                  rx={round}
                  fill={look.fill}
                  stroke={look.line}
                  strokeWidth={node.status === 'open' && live ? 2.5 : 1.5}
                  strokeDasharray={look.dash}
                />
                <text
                  x={at.x}
                  y={at.y + (node.who ? 25 : height / 2 + 6)}
                  textAnchor="middle"
                  fontSize="15"
                  fontWeight="600"
                  fill="#1c2430"
                >
                  {shorten(title, 9)}
                </text>
                {linesOf(node.who ?? '').map((line, index) => (
                  <text key={line} x={at.x} y={at.y + 45 + index * 18} textAnchor="middle" fontSize="12" fill="#4a5566">
                    {line}
                  </text>
                ))}
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption>
        <details>
          <summary>{t('用文字看流程', 'The flow in words')}</summary>
          <ol>
            {nodes
              .filter((node) => node.kind === 'stage')
              .map((node) => (
                <li key={node.key}>
                  {node.label}
                  {node.who && t(`，由${node.who}办理`, `, by ${node.who}`)}
                  {live &&
                    t(`，${t.word('chartNodeStatus', node.status)}`, `: ${t.word('chartNodeStatus', node.status)}`)}
                </li>
              ))}
          </ol>
        </details>
      </figcaption>
    </figure>
  );
}

function isPoint(kind: string): boolean {
  return kind === 'fork' || kind === 'join';
}

function lineTops(
  lines: readonly (readonly ChartData['nodes'][number][])[],
  height: number,
): { tops: number[]; bottom: number } {
  const tops: number[] = [];
  let y = 2;
  for (const line of lines) {
    tops.push(y);
    y += (line.every((node) => isPoint(node.kind)) ? POINT : height) + GAP_Y;
  }
  return { tops, bottom: y - GAP_Y };
}

/** Who acts, in two lines at most. */
function linesOf(who: string): readonly string[] {
  if (who === '') return [];
  const first = shorten(who, WHO_WIDTH).replace(/…$/, '');
  const rest = who.slice(first.length).replace(/^[\s·・]+/, '');
  return rest === '' ? [who] : [first, shorten(rest, WHO_WIDTH)];
}

/** Full-width characters count one, others half. */
function shorten(text: string, limit: number): string {
  let width = 0;
  let out = '';
  for (const character of text) {
    width += character.charCodeAt(0) > 0x2e80 ? 1 : 0.55;
    if (width > limit) return `${out}…`;
    out += character;
  }
  return out;
}
