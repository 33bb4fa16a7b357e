import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ServiceDefinition } from '../../../../lowcode/service/definition.ts';
import { ask, errorWords, newCommandId } from '../../api/ask.ts';
import { CHECK_TOGETHER, SUBMIT_FOR_REVIEW } from '../../api/definitions.ts';
import type { Definition, DefinitionName, PartProblem } from '../../api/model.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useParts } from '../../review/use-parts.ts';
import { Link } from '../../shell/Link.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Await, Empty } from '../../ui/states.tsx';
import { DefinitionStateTag, Tag } from '../../ui/tag.tsx';
import { AddPart } from './AddPart.tsx';
import { changedParts, type Parts, type Row, rowsOf } from './rows.ts';

const BACK = <Link to="/assembly">服务组装</Link>;

/** One service on one page: what it is made of, what is missing in plain words, and sending all of it for review. */
export function Assembly({ serviceKey }: { serviceKey: string }) {
  const main = useParts([{ kind: 'service', key: serviceKey }]);
  const [service] = main.data ?? [];
  const others = useParts(main.data && (service ? namedBy(service.definition as ServiceDefinition) : []));
  if (main.data === null || others.data === null)
    return (
      <Screen title="服务组装" back={BACK}>
        <Await asked={main.data === null ? main : others}>{() => null}</Await>
      </Screen>
    );
  if (!service)
    return (
      <Screen title="没有找到" back={BACK}>
        <Empty title="没有这个服务" hint="可能写错了地址，或您没有查看的权限。" />
      </Screen>
    );
  const find = (kind: Definition['kind']) => others.data?.find((each) => each.kind === kind) ?? null;
  const parts = { service, form: find('form'), flow: find('flow'), licenceType: find('licenceType') };
  const reload = async () => {
    await Promise.all([main.reload(), others.reload()]);
  };
  return <Checked parts={parts} reload={reload} />;
}

function namedBy({ form, flow, result }: ServiceDefinition): readonly DefinitionName[] {
  const names = [
    ['form', form],
    ['flow', flow],
    ['licenceType', result?.licenceType],
  ] as const;
  return names.flatMap(([kind, key]) => (key === undefined ? [] : [{ kind, key }]));
}

function Checked({ parts, reload }: { parts: Parts; reload: () => Promise<void> }) {
  const all = [parts.form, parts.flow, parts.licenceType, parts.service].filter((part) => part !== null);
  const check = useAsk(CHECK_TOGETHER, {
    parts: all.map(({ kind, key, revision }) => ({ kind, key, expect: revision })),
  });
  const problems = check.data?.checkTogether ?? [];
  const rows = rowsOf(parts, problems);
  const errors = problems.filter(({ level }) => level === 'error').length;
  const { service } = parts;
  return (
    <Screen
      title={service.title.zh}
      back={BACK}
      sub={
        <span className="head-line">
          <DefinitionStateTag state={service.state} />
          <span>{service.version === null ? '还没有发布过' : `已发布第 ${service.version} 版`}</span>
          <span>{service.unit?.name.zh}</span>
        </span>
      }
    >
      <Returned parts={all} />
      <section className="block" aria-label="组成">
        <h2>{check.data === null ? '正在检查…' : errors === 0 ? '都齐了，可以送审' : `还有${errors}处要补齐`}</h2>
        <ul className="assembly">
          {rows.map((row) => (
            <li key={row.key}>
              <RowLine row={row} parts={parts} reload={reload} />
            </li>
          ))}
          <li>
            <Derived published={service.version !== null} serviceKey={service.key} />
          </li>
        </ul>
      </section>
      <Send parts={parts} blocked={check.data === null || errors > 0} reload={reload} />
    </Screen>
  );
}

function Returned({ parts }: { parts: readonly Definition[] }) {
  const reasons = new Set(parts.flatMap(({ returned }) => returned?.reasons ?? []));
  return [...reasons].map((reason) => (
    <p key={reason} className="notice notice-warn" role="status">
      审核后退回：{reason}
    </p>
  ));
}

function RowLine({ row, parts, reload }: { row: Row; parts: Parts; reload: () => Promise<void> }) {
  const errors = row.problems.filter(({ level }) => level === 'error').length;
  const missing = (row.key === 'form' || row.key === 'flow') && row.part === null;
  return (
    <>
      <div className="assembly-head">
        <Tag tone={errors > 0 || missing ? 'danger' : row.problems.length > 0 ? 'warn' : 'success'}>
          {errors > 0 || missing ? '要补齐' : row.problems.length > 0 ? '可改进' : '齐了'}
        </Tag>
        <h3>{row.title}</h3>
        <span className="quiet">{row.says}</span>
        {row.part && row.part.kind !== 'service' && <DefinitionStateTag state={row.part.state} />}
        {row.part && (
          <Link className="assembly-open" to={editorOf(row.part, parts.service, PLACES[row.key])}>
            打开<span className="unseen">{row.title}</span>
          </Link>
        )}
        {row.part === null && <AddPart row={row.key} service={parts.service} done={reload} />}
      </div>
      {row.problems.length > 0 && (
        <ul className="assembly-problems">
          {row.problems.map((problem) => (
            <li key={`${problem.kind} ${problem.path} ${problem.code}`}>
              <ProblemLink problem={problem} service={parts.service} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const PLACES: Readonly<Partial<Record<Row['key'], string>>> = {
  materials: 'materials',
  fees: 'fees',
  openData: 'openData',
};

function ProblemLink({ problem, service }: { problem: PartProblem; service: Definition }) {
  const wrong = problem.level === 'error';
  return (
    <Link to={editorOf(problem, service, problem.path)}>
      <span className={wrong ? 'problem-error' : 'problem-warning'} aria-hidden="true">
        {wrong ? '■' : '▲'}
      </span>{' '}
      <span className="unseen">{wrong ? '必须改正：' : '建议改进：'}</span>
      {problem.message}
    </Link>
  );
}

/** The editor of a part, at a place of it, with the way back to this page. */
function editorOf({ kind, key }: DefinitionName, service: Definition, at?: string): string {
  const query = new URLSearchParams({ from: service.key, ...(at ? { at } : {}) });
  return `/definitions/${kind}/${encodeURIComponent(key)}?${query}`;
}

/** What nobody has to make: it follows from the parts above. */
function Derived({ published, serviceKey }: { published: boolean; serviceKey: string }) {
  return (
    <div className="assembly-head">
      <Tag tone="success">自动生成</Tag>
      <h3>页面</h3>
      <span className="quiet">发布后门户有办事指南和网上申请，工作台有收件、待办和办件页。</span>
      {published && (
        <a className="assembly-open" href={`/services/${encodeURIComponent(serviceKey)}`}>
          看门户上的指南
        </a>
      )}
    </div>
  );
}

function Send({ parts, blocked, reload }: { parts: Parts; blocked: boolean; reload: () => Promise<void> }) {
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const changed = changedParts(parts);
  const waiting = changed.length > 0 && changed.every(({ review }) => review !== null);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const seen = changed.map(({ kind, key, revision: expect }) => ({ kind, key, expect }));
      await ask(SUBMIT_FOR_REVIEW, { parts: seen, note, commandId: newCommandId() });
      await reload();
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  if (changed.length === 0)
    return <p className="quiet">各部分都已发布，没有新的修改。修改任何一部分之后，可以在这里一并送审。</p>;
  if (waiting)
    return (
      <p className="notice" role="status">
        已送审，等待另一位有审核权限的人看过后一并发布。
      </p>
    );
  return (
    <section className="block" aria-label="送审">
      <h2>一并送审</h2>
      <p className="quiet">
        {changed.map(({ title }) => `《${title.zh}》`).join('')}
        送另一位有审核权限的人审核，通过后一次发布：要么全部生效，要么都不生效。
      </p>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="property">
        <label className="field-label" htmlFor="send-note">
          给审核人的说明<span className="optional">选填</span>
        </label>
        <Input id="send-note" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <Button type="primary" onClick={send} loading={busy} disabled={blocked}>
        送审
      </Button>
    </section>
  );
}
