import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef } from 'react';
import type { Sum } from './sums.ts';

use([BarChart, GridComponent, AriaComponent, SVGRenderer]);

/** Below this width the names of units take two lines, so that bars still have room. */
const NARROW = 560;

function unitLabels(width: number): object {
  return width < NARROW ? { width: 124, overflow: 'break', lineHeight: 15 } : { width: 320, overflow: 'break' };
}

/** On-time rates as bars, lowest on top where eyes go first; the table below says the same in figures. */
export function RateChart({ sums }: { sums: readonly Sum[] }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () =>
      sums
        .filter((sum) => sum.onTimeRate !== null)
        .sort((a, b) => (b.onTimeRate ?? 0) - (a.onTimeRate ?? 0))
        .slice(-20),
    [sums],
  );
  useEffect(() => {
    if (!place.current) return;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const chart = init(place.current, undefined, { renderer: 'svg' });
    chart.setOption({
      aria: { enabled: true },
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      textStyle: { fontFamily: token('font') },
      grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'value', min: 0, max: 100, show: false },
      yAxis: {
        type: 'category',
        data: shown.map((sum) => sum.unit.name.zh),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: token('ink'), ...unitLabels(place.current.clientWidth) },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 16,
          data: shown.map((sum) => ({
            value: Math.round((sum.onTimeRate ?? 0) * 1000) / 10,
            itemStyle: { color: (sum.onTimeRate ?? 0) < 0.9 ? token('warn') : token('primary'), borderRadius: 3 },
          })),
          label: { show: true, position: 'right', formatter: '{c}%', color: token('ink-2') },
          showBackground: true,
          backgroundStyle: { color: token('ground-3'), borderRadius: 3 },
        },
      ],
    });
    const follow = new ResizeObserver(() => {
      chart.setOption({ yAxis: { axisLabel: unitLabels(chart.getDom().clientWidth) } });
      chart.resize();
    });
    follow.observe(place.current);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [shown]);
  if (shown.length === 0) return null;
  return <div ref={place} style={{ height: shown.length * 36 + 24 }} />;
}
