import { Modal } from 'antd';
import type { Problem } from '../api/model.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import type { Editor } from './use-editor.ts';

/** What publishing would change, before it does. */
export function PublishDialog<Kind>({
  editor,
  changes,
  problems,
  close,
  jump,
}: {
  editor: Editor<Kind>;
  changes: readonly string[];
  problems: readonly Problem[];
  close: () => void;
  jump: (path: string) => void;
}) {
  const { saved } = editor;
  const blocked = problems.some((problem) => problem.level === 'error');
  const publish = async () => {
    if (await editor.publish()) close();
  };
  return (
    <Modal
      open
      title={saved.version === null ? '第一次发布' : `发布第 ${saved.version + 1} 版`}
      okText="发布"
      cancelText="先不发布"
      okButtonProps={{ disabled: blocked }}
      confirmLoading={editor.busy}
      onOk={publish}
      onCancel={close}
    >
      {blocked && (
        <>
          <p className="notice notice-danger">还有必须改正的问题，不能发布。</p>
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
      {changes.length > 0 ? (
        <ul className="changes">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{saved.version === null ? '还没有发布过，全部内容都是新的。' : '没有变化。'}</p>
      )}
      <p className="quiet">正在办理的件仍按原来的版本办；新的申请用新版本。</p>
    </Modal>
  );
}
