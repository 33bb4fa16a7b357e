import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import type { DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { type DefinitionVersion, MIGRATE, type MigrationPage, type Moved, PARTS_OF_VERSION } from '../api/versions.ts';

type Report = Omit<MigrationPage, 'next'>;

/** Moves open cases from one version to another: what becomes what, first what would become of each, then with a reason. */
export function Migrate({
  kind,
  definitionKey,
  versions,
}: {
  kind: DefinitionKind;
  definitionKey: string;
  versions: readonly DefinitionVersion[];
}) {
  const [from, setFrom] = useState(versions[1]?.version ?? 1);
  const [to, setTo] = useState(versions[0]?.version ?? 2);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<{ readonly dry: boolean; readonly report: Report } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const old = useAsk(PARTS_OF_VERSION, { kind, key: definitionKey, version: from }).data?.definitionParts ?? [];
  const next = useAsk(PARTS_OF_VERSION, { kind, key: definitionKey, version: to }).data?.definitionParts ?? [];
  const kept = new Set(next.map(({ key }) => key));
  const gone = old.filter(({ key }) => !kept.has(key));
  const word = kind === 'form' ? '问题' : '环节';

  const run = async (dry: boolean) => {
    setBusy(true);
    setProblem(null);
    const pairs: readonly Moved[] = gone.flatMap(({ key }) => (chosen[key] ? [{ from: key, to: chosen[key] }] : []));
    const [fields, stages] = kind === 'form' ? [pairs, []] : [[], pairs];
    const commandId = newCommandId();
    let all: Report = { moved: 0, refused: 0, cases: [] };
    let after: string | null = null;
    try {
      do {
        const wish = { kind, key: definitionKey, from, to, fields, stages, reason, dry, after };
        const page: MigrationPage = (
          await ask(MIGRATE, { ...wish, commandId: `${commandId}${after ?? ''}`.slice(0, 90) })
        ).migrateCases;
        all = {
          moved: all.moved + page.moved,
          refused: all.refused + page.refused,
          cases: [...all.cases, ...page.cases],
        };
        after = page.next;
        setReport({ dry, report: all });
      } while (after !== null);
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  const confirm = () =>
    Modal.confirm({
      title: `把在办件从第 ${from} 版改按第 ${to} 版办？`,
      content: '每件都记入办理过程，写明理由；期限不变。不能迁移的件仍按原来的版本办。',
      okText: '迁移',
      cancelText: '先不迁移',
      onOk: () => run(false),
    });
  const options = versions.map(({ version }) => ({ value: version, label: `第 ${version} 版` }));
  return (
    <>
      <p className="quiet">
        办件一直按受理时的版本办。确有必要时，在这里让在办的件改按新版本办；承诺期限和法定期限不变。
      </p>
      <div className="compare-choice">
        <label htmlFor="move-from">从</label>
        <Select id="move-from" value={from} options={options} onChange={setFrom} />
        <label htmlFor="move-to">到</label>
        <Select id="move-to" value={to} options={options.filter(({ value }) => value !== from)} onChange={setTo} />
      </div>
      {gone.length > 0 && (
        <table className="mapping">
          <caption>
            第 {from} 版的这些{word}在第 {to} 版没有了，改到哪里？
          </caption>
          <thead>
            <tr>
              <th scope="col">原来的{word}</th>
              <th scope="col">改到</th>
            </tr>
          </thead>
          <tbody>
            {gone.map(({ key, label }) => (
              <tr key={key}>
                <td>
                  <label htmlFor={`move-${key}`}>{label}</label>
                </td>
                <td>
                  <Select
                    id={`move-${key}`}
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder={kind === 'form' ? '不再保留' : '没有对应的环节'}
                    value={chosen[key]}
                    options={next.map((one) => ({ value: one.key, label: one.label }))}
                    onChange={(value) => setChosen((before) => ({ ...before, [key]: value ?? '' }))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="property">
        <label className="field-label" htmlFor="move-reason">
          理由
        </label>
        <Input.TextArea
          id="move-reason"
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className="try-actions">
        <Button onClick={() => run(true)} loading={busy}>
          先看结果
        </Button>
        <Button
          type="primary"
          danger
          onClick={confirm}
          disabled={busy || !report?.dry || report.report.moved === 0 || reason.trim() === ''}
        >
          迁移…
        </Button>
      </div>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      {report && <Result {...report} />}
    </>
  );
}

function Result({ dry, report }: { dry: boolean; report: Report }) {
  const refused = report.cases.filter(({ outcome }) => outcome === 'refused');
  const dropped = [...new Set(report.cases.flatMap((one) => one.dropped))];
  const fees = report.cases.filter(({ feeChanges }) => feeChanges).length;
  return (
    <div aria-live="polite">
      <p>
        {dry ? '可以迁移' : '已迁移'} <strong>{report.moved}</strong> 件
        {report.refused > 0 && `，${dry ? '不能迁移' : '没有迁移'} ${report.refused} 件`}。
        {fees > 0 && `其中 ${fees} 件的费用会变。`}
        {dropped.length > 0 && `不再保留：${dropped.join('、')}。`}
      </p>
      {refused.length > 0 && (
        <ul className="findings">
          {refused.slice(0, 50).map(({ number, problems }, i) => (
            <li key={number ?? i}>
              {number ?? '您不能查看的一件'}：{problems.map(({ message }) => message).join('；')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
