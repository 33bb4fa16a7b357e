import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords } from '../api/ask.ts';
import type { DefinitionKind } from '../api/model.ts';
import { DRY_RUN, type DryRunFinding, type DryRunPage } from '../api/versions.ts';
import { Link } from '../shell/Link.tsx';

/** So many cases are tried when nobody asks for more. */
const SAMPLE = 500;

type Sums = Omit<DryRunPage, 'next'>;
const NOTHING: Sums = { examined: 0, affected: 0, unreadable: 0, findings: [] };

/** Tries the saved draft on past cases (试算), some at a time, with progress; it can be stopped and gone on with. */
export function TryOut({ kind, definitionKey }: { kind: DefinitionKind; definitionKey: string }) {
  const [sums, setSums] = useState<Sums | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const stopped = useRef(false);
  const began = useRef(0);
  const [seconds, setSeconds] = useState(0);

  const run = async (from: string | null, before: Sums) => {
    setBusy(true);
    setProblem(null);
    stopped.current = false;
    began.current = performance.now();
    let all = before;
    let after = from;
    try {
      do {
        const { dryRun: page } = await ask(DRY_RUN, { kind, key: definitionKey, after, first: 50 });
        all = added(all, page);
        after = page.next;
        setSums(all);
        setNext(after);
        setSeconds((performance.now() - began.current) / 1000);
      } while (after !== null && !stopped.current && all.examined - before.examined < SAMPLE);
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="try-out" aria-label="试算">
      <p className="quiet">把保存的草稿用在已有的办件上，看哪些结果会不同。不改动任何办件，也不显示填写的内容。</p>
      <div className="try-actions">
        <Button onClick={() => run(null, NOTHING)} loading={busy} disabled={busy}>
          试算
        </Button>
        {busy && <Button onClick={() => (stopped.current = true)}>停止</Button>}
        {!busy && sums && next !== null && <Button onClick={() => run(next, sums)}>继续看更早的办件</Button>}
      </div>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      {busy && <Progress percent={Math.min(99, Math.round(((sums?.examined ?? 0) / SAMPLE) * 100))} size="small" />}
      {sums && (
        <div aria-live="polite">
          <p>
            看了 {sums.examined} 件{next === null ? '（全部）' : ''}，其中 <strong>{sums.affected}</strong>{' '}
            件的结果会不同
            {sums.unreadable > 0 ? `；${sums.unreadable} 件的个人信息已经删除，无法试算` : ''}。用时{' '}
            {seconds.toFixed(1)} 秒。
          </p>
          {sums.findings.length > 0 && <Findings findings={sums.findings} />}
        </div>
      )}
    </section>
  );
}

function Findings({ findings }: { findings: readonly DryRunFinding[] }) {
  return (
    <ul className="findings">
      {findings.map(({ change, detail, count, cases }) => (
        <li key={`${change} ${detail}`}>
          <strong>{wordFor('outcomeChange', change)}</strong>：{detail} <span className="quiet">{count} 件</span>
          {cases.length > 0 && (
            <span className="finding-cases">
              {cases.slice(0, 5).map((number) => (
                <Link key={number} to={`/cases/${encodeURIComponent(number)}`}>
                  {number}
                </Link>
              ))}
              {count > 5 && <span className="quiet">等</span>}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function added(before: Sums, page: DryRunPage): Sums {
  const findings = new Map(before.findings.map((one) => [`${one.change} ${one.detail}`, one]));
  for (const one of page.findings) {
    const was = findings.get(`${one.change} ${one.detail}`);
    findings.set(`${one.change} ${one.detail}`, {
      ...one,
      count: one.count + (was?.count ?? 0),
      cases: [...(was?.cases ?? []), ...one.cases].slice(0, 20),
    });
  }
  return {
    examined: before.examined + page.examined,
    affected: before.affected + page.affected,
    unreadable: before.unreadable + page.unreadable,
    findings: [...findings.values()].sort((a, b) => b.count - a.count),
  };
}
