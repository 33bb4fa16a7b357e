import { Button, Segmented } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import type { Problem } from '../api/model.ts';
import { useKeys } from '../queue/use-keys.ts';
import { Link } from '../shell/Link.tsx';
import { useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { DefinitionStateTag, Tag } from '../ui/tag.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { SubmitDialog } from './SubmitDialog.tsx';
import type { Editor } from './use-editor.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const VIEWS = [
  { value: 'outline', label: '大纲' },
  { value: 'canvas', label: '预览' },
  { value: 'properties', label: '属性' },
] as const;
type View = (typeof VIEWS)[number]['value'];

/**
 * The frame of every editor: outline, canvas and properties beside each other (one at a time where there is no room),
 * saving, undoing and sending for review, and the problems that lead to their place.
 */
export function EditorFrame<Kind>({
  editor,
  title,
  problems,
  outline,
  canvas,
  properties,
  jump,
  layout = 'three',
  changes,
}: {
  editor: Editor<Kind>;
  title: string;
  problems: readonly Problem[];
  outline: ReactNode;
  canvas: ReactNode;
  properties: ReactNode;
  jump: (path: string) => void;
  /** Three columns; the canvas over the other two; or the properties in the middle where most of the work is. */
  layout?: 'three' | 'wide' | 'parts';
  /** What publishing would change, where the cloud does not list it. */
  changes?: readonly string[];
}) {
  const { saved, dirty, busy } = editor;
  const [view, setView] = useState<View>('outline');
  const [sending, setSending] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  useSaveKey(editor.save);
  useKeys({ p: () => setView((old) => (old === 'canvas' ? 'outline' : 'canvas')), z: editor.undo, y: editor.redo });
  const jumpTo = (path: string) => {
    setView('properties');
    jump(path);
  };
  const send = async () => {
    if (await editor.save()) setSending(true);
  };
  const { query } = useRoute();
  const from = query.get('from');
  useArrival(query.get('at'), jumpTo);
  const shown = (
    <section className="editor-canvas" aria-label="预览">
      {canvas}
    </section>
  );
  return (
    <Screen
      wide
      title={title}
      back={
        from ? (
          <Link to={`/assembly/${encodeURIComponent(from)}`}>服务组装</Link>
        ) : (
          <Link to={`/definitions/${saved.kind}`}>{wordFor('definitionKind', saved.kind)}</Link>
        )
      }
      sub={
        <span className="head-line">
          <DefinitionStateTag state={dirty && saved.state === 'published' ? 'changed' : saved.state} />
          <span>{saved.version === null ? '还没有发布过' : `已发布第 ${saved.version} 版`}</span>
          {dirty && <Tag tone="warn">未保存</Tag>}
          {saved.review && !dirty && <Tag tone="primary">已送审，等待审核</Tag>}
        </span>
      }
      actions={
        <>
          {saved.version !== null && saved.state !== 'withdrawn' && (
            <Button danger onClick={() => setWithdrawing(true)} disabled={busy}>
              停用…
            </Button>
          )}
          <Button onClick={editor.undo} disabled={!editor.canUndo}>
            撤销
          </Button>
          <Button onClick={editor.redo} disabled={!editor.canRedo}>
            重做
          </Button>
          <Button onClick={editor.save} disabled={!dirty} loading={busy}>
            保存
          </Button>
          <Button type="primary" onClick={send} disabled={busy}>
            送审…
          </Button>
        </>
      }
    >
      {editor.problem && (
        <p className="notice notice-danger" role="alert">
          {editor.problem}
        </p>
      )}
      {saved.returned && (
        <p className="notice notice-warn" role="status">
          审核后退回：{saved.returned.reasons}
        </p>
      )}
      <ProblemsPanel problems={problems} jump={jumpTo} />
      <div className="editor-views">
        <Segmented aria-label="看哪一部分" block value={view} options={[...VIEWS]} onChange={setView} />
      </div>
      <div className={`editor editor-${layout} editor-shows-${view}`}>
        {layout === 'wide' && shown}
        <section className="editor-outline" aria-label="大纲">
          {outline}
        </section>
        {layout !== 'wide' && shown}
        <section className="editor-properties" aria-label="属性">
          {properties}
        </section>
      </div>
      {sending && (
        <SubmitDialog
          changes={changes ?? saved.changes}
          editor={editor}
          problems={problems}
          close={() => setSending(false)}
          jump={jumpTo}
        />
      )}
      {withdrawing && <WithdrawDialog editor={editor} close={() => setWithdrawing(false)} />}
    </Screen>
  );
}

/** Goes to the place that the address names, once, when the editor opens. */
function useArrival(at: string | null, jump: (path: string) => void): void {
  const arrived = useRef(false);
  useEffect(() => {
    if (at === null || arrived.current) return;
    arrived.current = true;
    jump(at);
  }, [at, jump]);
}

/** Ctrl+S or Command+S saves, also while one types. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      save();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [save]);
}
