import { Button, Select } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { monthWords } from '../../../lowcode/dates.ts';
import { PERFORMANCE } from '../api/desk.ts';
import type { Measure } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Figure } from '../operations/Operations.tsx';
import { useDesk } from '../shell/desk.tsx';
import { navigate, useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { shareWords } from '../ui/words.ts';
import { EvidenceDrawer } from './EvidenceDrawer.tsx';
import { SumsTable } from './SumsTable.tsx';
import { axisFrom, COLUMNS, csvOf, finding, type Sum, sumOf, sumsByUnit } from './sums.ts';

const RateChart = lazy(async () => ({ default: (await import('./RateChart.tsx')).RateChart }));

/** The months up to this one, newest first. */
function monthsUpTo(today: string, count: number): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = new Date(Date.UTC(year, month - 1 - back, 1));
    return at.toISOString().slice(0, 7);
  });
}

/** How well and how fast the units serve: figures, the finding as a chart, and the events behind each figure. */
export function Performance() {
  const { region } = useDesk();
  const { query } = useRoute();
  const months = useMemo(() => monthsUpTo(region.today, 24), [region.today]);
  const to = query.get('to') ?? months[0] ?? '';
  const from = query.get('from') ?? months[11] ?? to;
  const asked = useAsk(PERFORMANCE, { from, to });
  const options = months.map((value) => ({ value, label: monthWords(value) }));
  const go = (next: { from?: string; to?: string }) =>
    navigate(`/performance?${new URLSearchParams({ from, to, ...next })}`, { replace: true });
  return (
    <Screen title="服务效能" sub="数字由办件和工单的事实算出，点开任何一个数都能看到背后的每一件。">
      <div className="filters">
        <span className="filter-pair">
          从
          <Select aria-label="起始月份" value={from} options={options} onChange={(value) => go({ from: value })} />到
          <Select aria-label="截止月份" value={to} options={options} onChange={(value) => go({ to: value })} />
        </span>
      </div>
      <Await asked={asked}>
        {({ performance }) => {
          const sums = sumsByUnit(performance);
          if (sums.length === 0)
            return <Empty title="这段时间没有办结的件" hint="换一个时段看看；办结和评价后数字会出现在这里。" />;
          const all = sumOf({ code: '', name: { zh: '合计' } }, performance);
          return <Shown key={`${from} ${to}`} sums={sums} all={all} from={from} to={to} />;
        }}
      </Await>
    </Screen>
  );
}

/** Units that the chart begins with. */
const FEW = 20;

interface Asked {
  readonly sum: Sum;
  readonly measure: Measure;
  readonly label: string;
}

function Shown({ sums, all, from, to }: { sums: readonly Sum[]; all: Sum; from: string; to: string }) {
  const [evidence, setEvidence] = useState<Asked | null>(null);
  const [every, setEvery] = useState(false);
  const counted = useMemo(
    () => sums.filter((sum) => sum.onTimeRate !== null).sort((a, b) => (a.onTimeRate ?? 0) - (b.onTimeRate ?? 0)),
    [sums],
  );
  const drawn = useMemo(() => (every ? counted : counted.slice(0, FEW)), [counted, every]);
  const period = from === to ? monthWords(from) : `${monthWords(from)}至${monthWords(to)}`;
  return (
    <>
      <ul className="figures">
        <Figure label="办结" value={`${all.decided.toLocaleString('zh-CN')} 件`} />
        <Figure label="按时办结率" value={shareWords(all.onTimeRate)} />
        <Figure label="比承诺节省工作日" value={`${all.daysSaved.toLocaleString('zh-CN')} 天`} />
        <Figure label="平均星级" value={all.meanRating === null ? '—' : `${all.meanRating.toFixed(2)} 星`} />
        <Figure label="工单按时率" value={shareWords(all.ticketsOnTimeRate)} />
        <Figure label="工单满意率" value={shareWords(all.ticketsSatisfiedRate)} />
      </ul>
      <section className="block">
        <header className="block-head">
          <div>
            <h2>{finding(sums)}</h2>
            <p className="quiet">
              各单位按时办结率，%，{period}。横轴从 {axisFrom(drawn)}% 到 100%，虚线是合计 {shareWords(all.onTimeRate)}
              ，菱形是低于 90% 的单位。来源：本平台办件日志。
            </p>
          </div>
          <Button onClick={() => download(sums, period)}>下载 CSV</Button>
        </header>
        <Suspense fallback={<div className="loading" role="status" aria-label="正在画图" style={{ minHeight: 240 }} />}>
          <RateChart sums={drawn} all={all} />
        </Suspense>
        {counted.length > FEW && (
          <p className="quiet">
            {every ? `共 ${counted.length} 个单位。` : `这里是最低的 ${FEW} 个单位，共 ${counted.length} 个。`}
            <Button type="link" style={{ paddingInline: 0 }} onClick={() => setEvery(!every)}>
              {every ? `只看最低的 ${FEW} 个` : '显示全部单位'}
            </Button>
          </p>
        )}
      </section>
      <section className="block">
        <h2>各单位明细</h2>
        <SumsTable sums={sums} open={(sum, measure, label) => setEvidence({ sum, measure, label })} />
      </section>
      {evidence && (
        <EvidenceDrawer
          unit={evidence.sum.unit}
          months={evidence.sum.months}
          measure={evidence.measure}
          label={evidence.label}
          close={() => setEvidence(null)}
        />
      )}
    </>
  );
}

function download(sums: readonly Sum[], period: string): void {
  const rows = sums.map((sum) => [sum.unit.name.zh, ...COLUMNS.map(({ value }) => value(sum))]);
  const blob = new Blob([csvOf(['单位', ...COLUMNS.map(({ label }) => label)], rows)], { type: 'text/csv' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `服务效能 ${period}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
