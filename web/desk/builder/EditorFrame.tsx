import { App, Button, Segmented } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { instantWords, timeWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Attendant } from '../api/editing.ts';
import type { Problem } from '../api/model.ts';
import { useKeys } from '../queue/use-keys.ts';
import { Link } from '../shell/Link.tsx';
import { useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { DefinitionStateTag, Tag } from '../ui/tag.tsx';
import { Attendance } from './Attendance.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { Tool } from './PropertyList.tsx';
import { SubmitDialog } from './SubmitDialog.tsx';
import { UsedBy } from './UsedBy.tsx';
import { useAttendance } from './use-attendance.ts';
import type { Editor } from './use-editor.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const VIEWS = [
  { value: 'outline', label: '大纲' },
  { value: 'canvas', label: '预览' },
  { value: 'properties', label: '属性' },
] as const;
type View = (typeof VIEWS)[number]['value'];

/**
 * The frame of every editor: outline, canvas and properties beside each other, each scrolling by itself (one at a time
 * where there is no room), saving, undoing and sending for review, the problems that lead to their place, and who else has it open.
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
  held = '',
  wide,
  keys = {},
}: {
  editor: Editor<Kind>;
  title: string;
  problems: readonly Problem[];
  outline: ReactNode | ((others: readonly Attendant[]) => ReactNode);
  canvas: ReactNode;
  properties: ReactNode;
  jump: (path: string) => void;
  /** Three columns; the canvas over the other two; or the properties in the middle where most of the work is. */
  layout?: 'three' | 'wide' | 'parts';
  /** Name of the part that is being edited, for others to see. */
  held?: string;
  /** The canvas alone over the whole width, and how to change that. */
  wide?: { readonly on: boolean; readonly set: (on: boolean) => void };
  /** Keys of this editor beside those of all. */
  keys?: Readonly<Record<string, () => void>>;
}) {
  const { saved, dirty, busy } = editor;
  const [view, setView] = useState<View>('outline');
  const [sending, setSending] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const [helping, setHelping] = useState(false);
  const others = useAttendance(saved, { part: editor.selected, label: held, unsaved: dirty });
  const preview = () => {
    setView((old) => (old === 'canvas' ? 'outline' : 'canvas'));
    wide?.set(!wide.on);
  };
  useKeys({ ...keys, p: preview, z: editor.undo, y: editor.redo, '?': () => setHelping(true) });
  const jumpTo = (path: string) => {
    setView('properties');
    wide?.set(false);
    jump(path);
  };
  const { message } = App.useApp();
  const save = async () => {
    const done = await editor.save();
    const failed = problems.filter(({ code }) => code === 'TEST_FAILED').length;
    if (done && dirty && failed > 0) message.warning(`${failed} 个测试用例不通过，发布前要改好`, 6);
    return done;
  };
  useSaveKey(() => save(), editor.undo, editor.redo);
  const send = async () => {
    if (await save()) setSending(true);
  };
  const { query } = useRoute();
  const from = query.get('from');
  useArrival(query.get('at'), jumpTo);
  const shown = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the pane is scrolled by keyboard too
    <section className="editor-canvas" aria-label="预览" tabIndex={0}>
      {canvas}
    </section>
  );
  return (
    <Screen
      wide
      fixed={layout !== 'wide'}
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
          {saved.version === null ? (
            <span>还没有发布过</span>
          ) : (
            <span>
              已发布第 {saved.version} 版{' '}
              <Link to={`/definitions/${saved.kind}/${encodeURIComponent(saved.key)}/versions`}>版本记录</Link>
            </span>
          )}
          {dirty && <Tag tone="warn">未保存</Tag>}
          {saved.review && !dirty && <Tag tone="primary">已送审，等待审核</Tag>}
          <span className="faint" role="status">
            {dirty && autosaveWords(editor.autosave)}
          </span>
          <UsedBy users={saved.usedBy} />
          <Attendance others={others} />
        </span>
      }
      actions={
        <>
          <Tool icon="help" label="键盘操作（?）" act={() => setHelping(true)} />
          <Tool icon="undo" label="撤销（Ctrl+Z）" off={!editor.canUndo} act={editor.undo} />
          <Tool icon="redo" label="重做（Ctrl+Y）" off={!editor.canRedo} act={editor.redo} />
          {saved.version !== null && saved.state !== 'withdrawn' && (
            <Button danger onClick={() => setWithdrawing(true)} disabled={busy}>
              停用…
            </Button>
          )}
          <Button onClick={save} disabled={!dirty} loading={busy}>
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
      <Leftover editor={editor} />
      <ProblemsPanel problems={problems} jump={jumpTo} />
      <div className="editor-views">
        <Segmented aria-label="看哪一部分" block value={view} options={[...VIEWS]} onChange={setView} />
      </div>
      <div className={`editor editor-${layout} editor-shows-${view}${wide?.on ? ' editor-solo' : ''}`}>
        {layout === 'wide' && shown}
        <section className="editor-outline" aria-label="大纲">
          {typeof outline === 'function' ? outline(others) : outline}
        </section>
        {layout !== 'wide' && shown}
        <section className="editor-properties" aria-label="属性" onKeyDown={backToOutline}>
          {properties}
        </section>
      </div>
      {sending && <SubmitDialog editor={editor} problems={problems} close={() => setSending(false)} jump={jumpTo} />}
      {withdrawing && <WithdrawDialog editor={editor} close={() => setWithdrawing(false)} />}
      {helping && <KeysHelp kind={saved.kind} close={() => setHelping(false)} />}
      {editor.conflict && <ConflictDialog editor={editor} conflict={editor.conflict} />}
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

/** Escape goes from the properties back to the part in the outline. */
function backToOutline(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key !== 'Escape' || target.getAttribute('aria-expanded') === 'true') return;
  if (target.closest('[role="dialog"]')) return;
  document.querySelector<HTMLElement>('.outline [aria-current]')?.focus();
}

/** What an earlier window left behind. */
function Leftover<Kind>({ editor }: { editor: Editor<Kind> }) {
  const { found } = editor.autosave;
  if (!found || JSON.stringify(found.definition) === JSON.stringify(editor.saved.definition)) return null;
  return (
    <div className="notice notice-info leftover" role="status">
      <span>
        您上次的修改没有保存，系统在 <strong>{instantWords(found.savedAt)}</strong> 自动留了一份。
        {found.base !== editor.saved.revision && '那之后别人保存过，接着改时可以逐处选择。'}
      </span>
      <span className="leftover-buttons">
        <Button size="small" type="primary" onClick={() => editor.restore(true)}>
          接着改
        </Button>
        <Button size="small" onClick={() => editor.restore(false)}>
          不要了
        </Button>
      </span>
    </div>
  );
}

function autosaveWords({ state, at }: Editor<unknown>['autosave']): string {
  if (state === 'kept' && at) return `${timeWords(at)} 已自动留存，关掉也不会丢`;
  if (state === 'waiting') return '正在自动留存…';
  if (state === 'failed') return '没有自动留存成，请点保存';
  return state === 'elsewhere' ? '您在另一个窗口也在改，这里的修改没有自动留存' : '';
}

/** Ctrl+S saves, also while one types; Ctrl+Z and Ctrl+Y go back and forth outside of inputs, which have their own. */
function useSaveKey(save: () => void, undo: () => void, redo: () => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const typing = (event.target as HTMLElement).closest('input, textarea, [role="dialog"]');
      const act =
        key === 's' ? save : typing ? null : key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [save, undo, redo]);
}
