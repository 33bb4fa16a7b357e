import { instantWords } from '../../../lowcode/dates.ts';
import type { SiteProbe } from '../api/model.ts';

const HEIGHT = 40;
const SLOWEST = 15_000;

/** The last probes as bars, oldest left: height is the response time (log scale), a full red bar is no answer. */
export function ProbeBars({ probes, name }: { probes: readonly SiteProbe[]; name: string }) {
  if (probes.length === 0) return null;
  const bars = [...probes].sort((a, b) => a.at.localeCompare(b.at)).slice(-60);
  const down = bars.filter((probe) => !probe.reachable).length;
  const words = `${name}最近 ${bars.length} 次检查，${down === 0 ? '全部可用' : `${down} 次不可用`}`;
  return (
    <figure className="probes">
      <svg
        viewBox={`0 0 ${bars.length * 8} ${HEIGHT}`}
        height={HEIGHT}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {bars.map((probe, index) => {
          const height = probe.reachable ? heightOf(probe.ms ?? 0) : HEIGHT;
          return (
            <rect
              key={probe.at}
              className={probe.reachable ? 'probe' : 'probe-down'}
              x={index * 8}
              y={HEIGHT - height}
              width={6}
              height={height}
            >
              <title>{`${instantWords(probe.at)}：${probe.reachable ? `${probe.ms} 毫秒` : '不可用'}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}

/** 50 ms is a sliver, 15 s the full height. */
function heightOf(ms: number): number {
  const share = Math.log(Math.max(ms, 50) / 40) / Math.log(SLOWEST / 40);
  return Math.max(3, Math.min(1, share) * HEIGHT);
}
