import type { ReactNode } from 'react';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value with its unit, as it stands at the bar. */
  readonly shown: string;
}

/** Heights in rem: the drawing keeps its size on a phone and grows with large print; only the bars stretch. */
const LINE = 3;
const BAR = 1.25;
/** Share of the width for the longest bar; the rest is for its value. */
const LONGEST = 78;

/** Bars that lie, each under its label in full. The same numbers stand in the table below it. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: string }): ReactNode {
  const most = Math.max(...bars.map((bar) => bar.value), 1);
  return (
    <svg className="bars" width="100%" height={`${bars.length * LINE}rem`} role="img" aria-label={label}>
      {bars.map((bar, at) => {
        const top = at * LINE;
        const length = Math.max((bar.value / most) * LONGEST, 0.3);
        return (
          <g key={bar.label}>
            <text x="0" y={`${top + 1.1}rem`}>
              {bar.label}
            </text>
            <rect x="0" y={`${top + 1.4}rem`} width={`${length}%`} height={`${BAR}rem`} />
            <text x={`${length}%`} dx="8" y={`${top + 2.35}rem`}>
              {bar.shown}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
