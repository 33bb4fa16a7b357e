import { ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef } from 'react';
import { axisFrom, type Sum } from './sums.ts';

use([ScatterChart, GridComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

/** Below this width the names of units take two lines, so that bars still have room. */
const NARROW = 560;
/** Height of a unit's row. */
const ROW = 32;

function unitLabels(width: number): object {
  return width < NARROW ? { width: 124, overflow: 'break', lineHeight: 15 } : { width: 320, overflow: 'break' };
}

const percent = (rate: number) => Math.round(rate * 1000) / 10;

/**
 * On-time rates as dots, the lowest on top where eyes go first; the table below says the same in figures. A dot's place
 * is read off an axis that need not begin at nought, as the length of a bar would have to.
 */
export function RateChart({ sums, all }: { sums: readonly Sum[]; all: Sum }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () => sums.filter((sum) => sum.onTimeRate !== null).sort((a, b) => (b.onTimeRate ?? 0) - (a.onTimeRate ?? 0)),
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
      xAxis: {
        type: 'value',
        min: axisFrom(sums),
        max: 100,
        position: 'top',
        axisLabel: { color: token('ink-3'), formatter: '{value}%' },
        splitLine: { lineStyle: { color: token('line') } },
      },
      yAxis: {
        type: 'category',
        data: shown.map((sum) => sum.unit.name.zh),
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: token('line'), type: 'dotted' } },
        axisLabel: { color: token('ink'), ...unitLabels(place.current.clientWidth) },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 12,
          data: shown.map((sum, at) => {
            const below = (sum.onTimeRate ?? 0) < 0.9;
            return {
              value: [percent(sum.onTimeRate ?? 0), at],
              symbol: below ? 'diamond' : 'circle',
              itemStyle: { color: below ? token('warn') : token('primary') },
            };
          }),
          label: {
            show: true,
            position: 'right',
            formatter: ({ value }: { value: readonly number[] }) => `${value[0]?.toFixed(1)}%`,
            color: token('ink-2'),
            backgroundColor: token('ground'),
          },
          z: 6,
          markLine: {
            z: 1,
            silent: true,
            symbol: 'none',
            lineStyle: { color: token('ink-3'), type: 'dashed' },
            label: { show: false },
            data: all.onTimeRate === null ? [] : [{ xAxis: percent(all.onTimeRate) }],
          },
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
  }, [shown, sums, all]);
  if (shown.length === 0) return null;
  return <div ref={place} style={{ height: shown.length * ROW + 56 }} />;
}
