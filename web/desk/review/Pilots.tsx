import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { shortDateWords } from '../../../lowcode/dates.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { END_PILOT, IN_PILOT, type Pilot } from '../api/definitions.ts';
import { useAsk } from '../api/use-ask.ts';

/** What is on trial: made regular (转正), or ended for a reason. Nothing is shown where nothing is on trial. */
export function Pilots() {
  const asked = useAsk(IN_PILOT);
  const found = asked.data?.definitionsInPilot ?? [];
  if (found.length === 0) return null;
  return (
    <section className="block" aria-labelledby="pilots">
      <h2 id="pilots">试运行中</h2>
      <p className="quiet">转正后各地都按新版办理；结束后不再按新版收件。已经收到的件仍按收到时的版本办完。</p>
      <ul className="assembly">
        {found.flatMap(({ key, title, pilot }) =>
          pilot ? [<Line key={key} title={title.zh} pilot={pilot} reload={asked.reload} />] : [],
        )}
      </ul>
    </section>
  );
}

function Line({ title, pilot, reload }: { title: string; pilot: Pilot; reload: () => Promise<void> }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [ending, setEnding] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (confirm: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(END_PILOT, { parts: pilot.together, confirm, reason, commandId: newCommandId() });
      message.success(confirm ? '已转为正式版本' : '试运行已结束');
      await reload();
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
      setEnding(false);
    }
  };
  return (
    <li>
      <div className="assembly-head">
        <h3>{title}</h3>
        <span className="quiet">
          {shortDateWords(pilot.from)}至{shortDateWords(pilot.to)}，{pilot.units.map(({ name }) => name.zh).join('、')}
        </span>
        <Button size="small" onClick={() => setEnding(true)} disabled={busy}>
          结束试运行…
        </Button>
        <Button size="small" type="primary" onClick={() => end(true)} loading={busy}>
          转正
        </Button>
      </div>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <Modal
        open={ending}
        title={`结束试运行：${title}`}
        okText="结束试运行"
        cancelText="取消"
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={busy}
        onOk={() => end(false)}
        onCancel={() => setEnding(false)}
      >
        <label className="field-label" htmlFor="pilot-reason">
          结束的理由
        </label>
        <Input.TextArea
          id="pilot-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </li>
  );
}
