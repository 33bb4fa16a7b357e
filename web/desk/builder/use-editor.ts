import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { AskError, ask, errorWords, newCommandId } from '../api/ask.ts';
import { REVISE_DEFINITION, SUBMIT_FOR_REVIEW, WITHDRAW_DEFINITION } from '../api/definitions.ts';
import type { Definition, Problem } from '../api/model.ts';
import { guardLeaving } from '../shell/route.ts';

export interface Editor<Kind> {
  readonly saved: Definition;
  readonly definition: Kind;
  readonly selected: string;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (definition: Kind, selected?: string) => void;
  readonly select: (path: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Saves what is there; null when that failed, which was said. */
  readonly save: () => Promise<Definition | null>;
  /** Sends what is saved to somebody else, who looks at it and publishes it. */
  readonly submit: (note: string) => Promise<boolean>;
  readonly withdraw: (reason: string) => Promise<boolean>;
}

interface Step<Kind> {
  readonly definition: Kind;
  readonly selected: string;
}
const MOST_STEPS = 200;

/** A definition being edited: what is selected, what can be undone, saving and publishing against the right revision. */
export function useEditor<Kind>(opened: Definition, first = ''): Editor<Kind> {
  const { message } = App.useApp();
  const [saved, setSaved] = useState(opened);
  const [past, setPast] = useState<readonly Step<Kind>[]>([]);
  const [now, setNow] = useState<Step<Kind>>({ definition: opened.definition as Kind, selected: first });
  const [future, setFuture] = useState<readonly Step<Kind>[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const dirty = now.definition !== saved.definition;
  const unsaved = useRef(dirty);
  unsaved.current = dirty;

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => unsaved.current && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    const free = guardLeaving(() => !unsaved.current || window.confirm('修改还没有保存，确定离开吗？'));
    return () => {
      window.removeEventListener('beforeunload', warn);
      free();
    };
  }, []);

  const attempt = async (work: () => Promise<Definition>): Promise<Definition | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const done = await work();
      setSaved(done);
      setNow((old) => ({ ...old, definition: done.definition as Kind }));
      return done;
    } catch (error) {
      const stale = error instanceof AskError && error.code === 'STALE';
      setProblem(stale ? '您打开之后，别人也改过并保存了。请把您的修改记下，刷新后再改。' : errorWords(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  const base = { kind: saved.kind, key: saved.key };
  const revise = async (): Promise<Definition> => {
    const { revision: expect } = saved;
    const wish = { ...base, definition: now.definition, expect, commandId: newCommandId() };
    return (await ask(REVISE_DEFINITION, wish)).reviseDefinition;
  };
  return {
    saved,
    definition: now.definition,
    selected: now.selected,
    dirty,
    busy,
    problem,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: (definition, selected = now.selected) => {
      if (definition === now.definition) return setNow({ definition, selected });
      setPast((old) => [...old.slice(-MOST_STEPS), now]);
      setFuture([]);
      setNow({ definition, selected });
    },
    select: (selected) => setNow((old) => ({ ...old, selected })),
    undo: () => {
      const last = past.at(-1);
      if (!last) return;
      setPast(past.slice(0, -1));
      setFuture([now, ...future]);
      setNow(last);
    },
    redo: () => {
      const [next, ...rest] = future;
      if (!next) return;
      setPast([...past, now]);
      setFuture(rest);
      setNow(next);
    },
    save: async () => {
      if (!dirty) return saved;
      const done = await attempt(revise);
      if (done) message.success('已保存');
      return done;
    },
    submit: async (note) => {
      const parts = [{ ...base, expect: saved.revision }];
      const done = await attempt(async () => {
        const [sent] = (await ask(SUBMIT_FOR_REVIEW, { parts, note, commandId: newCommandId() })).submitForReview;
        return sent ?? saved;
      });
      if (done) message.success('已送审');
      return done !== null;
    },
    withdraw: async (reason) => {
      const wish = { ...base, reason, expect: saved.revision, commandId: newCommandId() };
      const done = await attempt(async () => (await ask(WITHDRAW_DEFINITION, wish)).withdrawDefinition);
      if (done) message.success('已停用');
      return done !== null;
    },
  };
}

/** The problem that stands at a property, by its path. */
export function problemAt(problems: readonly Problem[], path: string): string | undefined {
  return problems.find((each) => each.path === path)?.message;
}
