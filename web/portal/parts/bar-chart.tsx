import type { ReactNode } from 'react';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value with its unit, as it stands at the bar. */
  readonly shown: string;
}

const LINE = 34;
const LABEL = 148;
const WIDTH = 640;
const VALUE = 92;

/** Bars that lie, longest labels beside them: readable on a phone. The same numbers stand in the table below it. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: string }): ReactNode {
  const most = Math.max(...bars.map((bar) => bar.value), 0);
  const height = bars.length * LINE + 4;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      <path d={`M${LABEL} 0V${height}`} stroke="#7f8a9a" strokeWidth="1" />
      {bars.map((bar, at) => {
        const y = at * LINE + 4;
        const length = most === 0 ? 0 : (bar.value / most) * (WIDTH - LABEL - VALUE);
        return (
          <g key={bar.label}>
            <text x={LABEL - 10} y={y + 19} textAnchor="end" fontSize="15" fill="#1c2430">
              {shorten(bar.label)}
            </text>
            <rect x={LABEL} y={y + 3} width={Math.max(length, 1)} height={LINE - 12} fill="#1553a6" />
            <text x={LABEL + length + 8} y={y + 19} fontSize="15" fill="#1c2430">
              {bar.shown}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function shorten(label: string): string {
  return label.length > 9 ? `${label.slice(0, 8)}…` : label;
}
