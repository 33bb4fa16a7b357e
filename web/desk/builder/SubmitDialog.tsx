import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { Problem } from '../api/model.ts';
import { TryOut } from '../versions/TryOut.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import type { Editor } from './use-editor.ts';

/** What publishing would change, before it is sent to who may publish it. */
export function SubmitDialog<Kind>({
  editor,
  problems,
  close,
  jump,
}: {
  editor: Editor<Kind>;
  problems: readonly Problem[];
  close: () => void;
  jump: (path: string) => void;
}) {
  const { saved } = editor;
  const [note, setNote] = useState('');
  const blocked = problems.some((problem) => problem.level === 'error');
  const send = async () => {
    if (await editor.submit(note)) close();
  };
  return (
    <Modal
      open
      title={saved.version === null ? '送审：第一次发布' : `送审：第 ${saved.version + 1} 版`}
      okText="送审"
      cancelText="先不送审"
      okButtonProps={{ disabled: blocked }}
      confirmLoading={editor.busy}
      onOk={send}
      onCancel={close}
    >
      {blocked && (
        <>
          <p className="notice notice-danger">还有必须改正的问题，不能送审。</p>
          <ProblemsPanel
            problems={problems}
            jump={(path) => {
              close();
              jump(path);
            }}
          />
        </>
      )}
      {editor.problem && (
        <p className="notice notice-danger" role="alert">
          {editor.problem}
        </p>
      )}
      <h3>与已发布的相比</h3>
      {saved.changes.length > 0 ? (
        <ul className="changes">
          {saved.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{saved.version === null ? '还没有发布过，全部内容都是新的。' : '没有变化。'}</p>
      )}
      {saved.version !== null && ['form', 'flow', 'service'].includes(saved.kind) && !blocked && (
        <>
          <h3>用以往的办件试算</h3>
          <TryOut kind={saved.kind} definitionKey={saved.key} />
        </>
      )}
      <div className="property">
        <label className="field-label" htmlFor="review-note">
          给审核人的说明<span className="optional">选填</span>
        </label>
        <Input.TextArea
          id="review-note"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <p className="quiet">由另一位有审核权限的人看过后发布。正在办理的件仍按原来的版本办；新的申请用新版本。</p>
    </Modal>
  );
}
