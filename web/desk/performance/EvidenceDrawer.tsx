import { Button, Drawer, Segmented, Select } from 'antd';
import { useState } from 'react';
import { dateWords, monthWords } from '../../../lowcode/dates.ts';
import { EVIDENCE } from '../api/desk.ts';
import type { Evidence, Measure, Unit } from '../api/model.ts';
import { usePages } from '../queue/use-pages.ts';
import { Link } from '../shell/Link.tsx';
import { Await, Empty } from '../ui/states.tsx';

const WORDS: Readonly<Partial<Record<Measure, (value: number) => string>>> = {
  daysSaved: (value) => {
    if (value === 0) return '正好用满承诺的工作日';
    return value > 0 ? `比承诺早 ${value} 个工作日` : `比承诺晚 ${-value} 个工作日`;
  },
  rated: (value) => `${value} 星`,
};

/** A share is proved by what it counts and by what it leaves out. */
const SIDES: Readonly<Partial<Record<Measure, readonly { readonly value: Measure; readonly label: string }[]>>> = {
  onTime: [
    { value: 'onTime', label: '按时的' },
    { value: 'late', label: '逾期的' },
  ],
};

/** The cases or tickets a figure was counted from, month by month, down to the place of each fact in the log. */
export function EvidenceDrawer({
  unit,
  months,
  measure: asked,
  label,
  close,
}: {
  unit: Unit;
  months: readonly string[];
  measure: Measure;
  label: string;
  close: () => void;
}) {
  const [measure, setMeasure] = useState(asked);
  const [month, setMonth] = useState(months.at(-1) ?? '');
  const pages = usePages(EVIDENCE, 'performanceEvidence', { unit: unit.code, month, measure, first: 50 });
  return (
    <Drawer open title={`${unit.name.zh}：${label}的依据`} size={560} onClose={close}>
      <div className="filters">
        <Select
          aria-label="月份"
          value={month}
          onChange={setMonth}
          options={[...months].reverse().map((value) => ({ value, label: monthWords(value) }))}
        />
        {SIDES[asked] && (
          <Segmented aria-label="哪一边" value={measure} onChange={setMeasure} options={[...SIDES[asked]]} />
        )}
      </div>
      <Await asked={pages.asked}>
        {(list) =>
          list.length === 0 ? (
            <Empty title="这个月没有" hint="换一个月份看看。" />
          ) : (
            <>
              <ul className="evidence">
                {list.map((each) => (
                  <Row key={`${each.stream} ${each.ordinal}`} each={each} measure={measure} />
                ))}
              </ul>
              {pages.hasMore && (
                <Button onClick={pages.more} loading={pages.loadingMore}>
                  再显示一些
                </Button>
              )}
            </>
          )
        }
      </Await>
    </Drawer>
  );
}

function Row({ each, measure }: { each: Evidence; measure: Measure }) {
  const ticket = measure.startsWith('tickets');
  const words = each.value === null ? null : WORDS[measure]?.(each.value);
  return (
    <li>
      <Link className="number" to={`/${ticket ? 'tickets' : 'cases'}/${encodeURIComponent(each.number)}`}>
        {each.number}
      </Link>
      <span>{dateWords(each.on)}</span>
      {words && <span>{words}</span>}
      <span className="faint">
        日志第 {each.lane + 1} 道第 {each.position} 位，该件第 {each.ordinal + 1} 条事实
      </span>
    </li>
  );
}
