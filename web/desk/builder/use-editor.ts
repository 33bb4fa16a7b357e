import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { AskError, ask, errorWords, newCommandId } from '../api/ask.ts';
import { DEFINITION, REVISE_DEFINITION, SUBMIT_FOR_REVIEW, WITHDRAW_DEFINITION } from '../api/definitions.ts';
import type { Definition, Problem } from '../api/model.ts';
import { guardLeaving } from '../shell/route.ts';
import { type Autosave, useEditingCopy } from './use-editing-copy.ts';

/** Two people changed the same definition: what this one has, what was saved meanwhile, and what both began with. */
export interface Conflict<Kind> {
  readonly mine: Kind;
  readonly theirs: Definition;
  readonly base: Kind;
}

export interface Editor<Kind> {
  readonly saved: Definition;
  readonly definition: Kind;
  readonly selected: string;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly autosave: Autosave;
  readonly conflict: Conflict<Kind> | null;
  readonly change: (definition: Kind, selected?: string) => void;
  readonly select: (path: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Saves what is there; null when that failed, which was said. */
  readonly save: () => Promise<Definition | null>;
  /** Goes on from what is saved, with what was chosen of both as the changes to be saved; null puts the choice off. */
  readonly resolve: (chosen: Kind | null) => Promise<void>;
  /** Takes what was left over from an earlier window, or gives it up. */
  readonly restore: (take: boolean) => void;
  /** Sends what is saved to somebody else, who looks at it and publishes it. */
  readonly submit: (note: string) => Promise<boolean>;
  readonly withdraw: (reason: string) => Promise<boolean>;
}

interface Step<Kind> {
  readonly definition: Kind;
  readonly selected: string;
}
const MOST_STEPS = 200;
/** Keystrokes that follow each other this soon are undone together. */
const ONE_STEP = 700;

/** A definition being edited: what is selected, what can be undone, saving and publishing against the right revision. */
export function useEditor<Kind>(opened: Definition, first = ''): Editor<Kind> {
  const { message } = App.useApp();
  const [saved, setSaved] = useState(opened);
  const [past, setPast] = useState<readonly Step<Kind>[]>([]);
  const [now, setNow] = useState<Step<Kind>>({ definition: opened.definition as Kind, selected: first });
  const [future, setFuture] = useState<readonly Step<Kind>[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict<Kind> | null>(null);
  const changedAt = useRef(0);
  const dirty = now.definition !== saved.definition;
  const autosave = useEditingCopy(saved, now.definition, dirty);
  // What the server keeps is not lost by leaving.
  const unsaved = useRef(dirty);
  unsaved.current = dirty && autosave.state !== 'kept';

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => unsaved.current && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    const free = guardLeaving(() => !unsaved.current || window.confirm('修改还没有保存，确定离开吗？'));
    return () => {
      window.removeEventListener('beforeunload', warn);
      free();
    };
  }, []);

  const base = { kind: saved.kind, key: saved.key };
  /** Shows both texts when somebody else saved since; whether that was so. */
  const collide = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof AskError) || error.code !== 'STALE') return false;
    const { definition: theirs } = await ask(DEFINITION, base);
    if (!theirs) return false;
    setConflict({ mine: now.definition, theirs, base: saved.definition as Kind });
    return true;
  };
  const attempt = async (work: () => Promise<Definition>): Promise<Definition | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const done = await work();
      setSaved(done);
      setNow((old) => ({ ...old, definition: done.definition as Kind }));
      await autosave.drop();
      return done;
    } catch (error) {
      if (!(await collide(error).catch(() => false))) setProblem(errorWords(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  const revise = async (definition: Kind, expect: number): Promise<Definition> =>
    (await ask(REVISE_DEFINITION, { ...base, definition, expect, commandId: newCommandId() })).reviseDefinition;
  const change = (definition: Kind, selected?: string) => {
    if (definition === now.definition) return setNow({ definition, selected: selected ?? now.selected });
    const soon = selected === undefined && Date.now() - changedAt.current < ONE_STEP;
    changedAt.current = selected === undefined ? Date.now() : 0;
    if (!soon || past.length === 0) setPast((old) => [...old.slice(-MOST_STEPS), now]);
    setFuture([]);
    setNow({ definition, selected: selected ?? now.selected });
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
    autosave,
    conflict,
    change,
    select: (selected) => setNow((old) => (old.selected === selected ? old : { ...old, selected })),
    undo: () => {
      const last = past.at(-1);
      if (!last) return;
      changedAt.current = 0;
      setPast(past.slice(0, -1));
      setFuture([now, ...future]);
      setNow(last);
    },
    redo: () => {
      const [next, ...rest] = future;
      if (!next) return;
      changedAt.current = 0;
      setPast([...past, now]);
      setFuture(rest);
      setNow(next);
    },
    save: async () => {
      if (!dirty) return saved;
      const done = await attempt(() => revise(now.definition, saved.revision));
      if (done) message.success('已保存');
      return done;
    },
    resolve: async (chosen) => {
      if (!conflict) return;
      const { theirs } = conflict;
      setConflict(null);
      if (chosen === null) return;
      setSaved(theirs);
      change(chosen, '');
      if (JSON.stringify(chosen) === JSON.stringify(theirs.definition)) {
        setNow((old) => ({ ...old, definition: theirs.definition as Kind }));
        await autosave.drop();
        message.success('已换成对方保存的内容');
      } else if (await attempt(() => revise(chosen, theirs.revision))) message.success('两边的修改已合在一起保存');
    },
    restore: (take) => {
      const { found } = autosave;
      autosave.settle();
      if (!take || !found) {
        autosave.drop();
        return;
      }
      if (found.base === saved.revision) change(found.definition as Kind, '');
      // Somebody saved since: what is there now is all that is known of what both began with.
      else setConflict({ mine: found.definition as Kind, theirs: saved, base: saved.definition as Kind });
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
