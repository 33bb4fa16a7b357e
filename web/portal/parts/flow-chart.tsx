import type { ReactNode } from 'react';
import type { ChartData } from '../data/services.ts';
import { isPoint, linesOf, placesOf, shorten, WIDTH } from './flow-places.ts';
import { useSpeech } from './reading.tsx';

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
  const { place, rows, width, bottom, height, ways } = placesOf(chart);
  return (
    <figure className={rows > 2 ? 'flow flow-many' : 'flow'}>
      <div className="flow-scroll">
        <svg viewBox={`0 0 ${width} ${bottom + 4}`} width={width} role="img" aria-label={label}>
          <defs>
            <marker id="flow-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0.5 7 4 0 7.5z" fill="#626d7d" />
            </marker>
          </defs>
          {ways.map(({ key, kind, path }) => (
            <path
              key={key}
              className={`way-${kind}`}
              d={path}
              fill="none"
              stroke="#626d7d"
              strokeWidth="1.5"
              strokeDasharray={kind === 'sendBack' ? '5 4' : undefined}
              markerEnd="url(#flow-arrow)"
            />
          ))}
          {edges.map(({ from, to, kind }) => {
            if (kind !== 'next') return null;
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
        {ways.length > 0 && (
          <p className="flow-legend">
            {ways.some(({ kind }) => kind === 'jump') &&
              t('左边的线：有时转到。', 'Lines at the left: sometimes on to. ')}
            {ways.some(({ kind }) => kind === 'sendBack') &&
              t('右边的虚线：可以退回。', 'Dashed lines at the right: may be sent back.')}
          </p>
        )}
        <details>
          <summary>{t('用文字看流程', 'The flow in words')}</summary>
          <ol>
            {nodes
              .filter((node) => node.kind === 'stage')
              .map((node) => (
                <li key={node.key}>
                  {node.label}
                  {node.who && t(`，由${node.who}办理`, `, by ${node.who}`)}
                  {(['jump', 'sendBack'] as const).map((kind) => {
                    const to = endsOf(chart, node.key, kind);
                    if (to.length === 0) return null;
                    const way = t.word('chartEdgeKind', kind);
                    return t(`，${way}${to.map((one) => `“${one}”`).join('')}`, `, ${way} ${to.join(', ')}`);
                  })}
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

/** Where a stage leads by a way that is not to what comes next. */
function endsOf({ nodes, edges }: ChartData, from: string, kind: 'jump' | 'sendBack'): readonly string[] {
  return edges
    .filter((edge) => edge.from === from && edge.kind === kind)
    .map(({ to }) => nodes.find(({ key }) => key === to)?.label ?? '');
}
