import { Button, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { AskError, ask, errorWords, newCommandId } from '../api/ask.ts';
import { BEGIN_PILOT, CHECK_TOGETHER, PUBLISH_TOGETHER, RETURN_TO_DRAFTER } from '../api/definitions.ts';
import type { Definition, DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { ACTION_DONE } from '../ui/action.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { PilotDialog } from './PilotDialog.tsx';
import { ReviewPart } from './ReviewPart.tsx';
import { useParts } from './use-parts.ts';

const BACK = <Link to="/reviews">待我审核</Link>;

/** What was sent for review together, part by part: what changes, whether the tests pass; then published, or returned. */
export function ReviewScreen({ kind, definitionKey }: { kind: string; definitionKey: string }) {
  const main = useParts([{ kind: kind as DefinitionKind, key: definitionKey }]);
  const [first] = main.data ?? [];
  const parts = useParts(main.data && (first?.review?.together ?? []));
  if (main.data === null || parts.data === null)
    return (
      <Screen title="审核" back={BACK}>
        <Await asked={main.data === null ? main : parts}>{() => null}</Await>
      </Screen>
    );
  if (!first?.review)
    return (
      <Screen title="没有等待审核" back={BACK}>
        <Empty title="这一份没有等待审核" hint="可能已经发布或退回，或者送审的人又作了修改。" />
      </Screen>
    );
  const reload = async () => {
    await Promise.all([main.reload(), parts.reload()]);
  };
  return <Reviewing main={first} review={first.review} parts={parts.data} reload={reload} />;
}

function Reviewing({
  main,
  review,
  parts,
  reload,
}: {
  main: Definition;
  review: NonNullable<Definition['review']>;
  parts: readonly Definition[];
  reload: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  const [returning, setReturning] = useState(false);
  const [trying, setTrying] = useState(false);
  const waiting = parts.filter((part) => part.review !== null);
  const missing = review.together.length - waiting.length;
  const own = waiting.some((part) => part.moves.includes('return') && !part.moves.includes('publish'));
  const foreign = waiting.some((part) => !part.moves.includes('return'));
  const seen = waiting.map(({ kind, key, revision: expect }) => ({ kind, key, expect }));
  const check = useAsk(seen.length > 0 ? CHECK_TOGETHER : null, { parts: seen });
  const problems = check.data?.checkTogether ?? [];
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      window.dispatchEvent(new Event(ACTION_DONE));
      navigate('/reviews');
    } catch (error) {
      setProblem(faultOf(error));
      setReturning(false);
      setTrying(false);
      if (error instanceof AskError && error.code === 'STALE') await reload();
    } finally {
      setBusy(false);
    }
  };
  const publish = () => attempt(() => ask(PUBLISH_TOGETHER, { parts: seen, commandId: newCommandId() }));
  const tryFirst = (units: readonly string[], from: string, to: string) =>
    attempt(() => ask(BEGIN_PILOT, { parts: seen, units, from, to, commandId: newCommandId() }));
  const sendBack = (reasons: string) =>
    attempt(() => ask(RETURN_TO_DRAFTER, { parts: seen, reasons, commandId: newCommandId() }));
  const stands = missing > 0 || own || foreign;
  return (
    <Screen
      title={`审核：${main.title.zh}`}
      back={BACK}
      sub={`${main.unit?.name.zh ?? '全县通用'}，${dateWords(review.on)}送审`}
      actions={
        <>
          <Button onClick={() => setReturning(true)} disabled={busy || foreign}>
            退回…
          </Button>
          {waiting.some(({ kind }) => kind === 'service') && (
            <Button onClick={() => setTrying(true)} disabled={busy || stands}>
              先试运行…
            </Button>
          )}
          <Button type="primary" onClick={publish} loading={busy} disabled={stands}>
            通过并发布
          </Button>
        </>
      }
    >
      {problem && (
        <div className="notice notice-danger" role="alert">
          {problem}
        </div>
      )}
      {missing > 0 && (
        <p className="notice notice-warn">一起送审的内容中有 {missing} 项又作了修改，等重新送审后才能一并发布。</p>
      )}
      {own && <p className="notice notice-warn">其中有您自己改过的内容，要由另一位有审核权限的人发布。</p>}
      {foreign && <p className="notice notice-warn">其中有不归您审核的内容，由上级或系统管理员审核。</p>}
      {review.note && (
        <section className="block">
          <h2>送审说明</h2>
          <p>{review.note}</p>
        </section>
      )}
      {waiting.map((part) => (
        <ReviewPart
          key={`${part.kind} ${part.key}`}
          part={part}
          problems={problems.filter(({ kind, key }) => kind === part.kind && key === part.key)}
        />
      ))}
      <p className="quiet">
        {waiting.length > 1 ? `这${waiting.length}项一次发布，要么全部生效，要么都不生效。` : ''}
        正在办理的件仍按原来的版本办。
      </p>
      {trying && <PilotDialog busy={busy} close={() => setTrying(false)} begin={tryFirst} />}
      {returning && <ReturnDialog busy={busy} close={() => setReturning(false)} send={sendBack} />}
    </Screen>
  );
}

function ReturnDialog({ busy, close, send }: { busy: boolean; close: () => void; send: (reasons: string) => void }) {
  const [reasons, setReasons] = useState('');
  return (
    <Modal
      open
      title="退回修改"
      okText="退回"
      cancelText="取消"
      okButtonProps={{ disabled: reasons.trim() === '' }}
      confirmLoading={busy}
      onOk={() => send(reasons)}
      onCancel={close}
    >
      <label className="field-label" htmlFor="return-reasons">
        退回的理由
      </label>
      <Input.TextArea
        id="return-reasons"
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={500}
        value={reasons}
        onChange={(event) => setReasons(event.target.value)}
      />
    </Modal>
  );
}

/** Why it could not be published: the sentence, and each place by the name of its part. */
function faultOf(error: unknown): ReactNode {
  if (!(error instanceof AskError) || error.fields.length === 0) return errorWords(error);
  return (
    <>
      {error.message}
      <ul className="bullets">
        {error.fields.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {wordFor('definitionKind', path.split('.')[0])}：{message}
          </li>
        ))}
      </ul>
    </>
  );
}
