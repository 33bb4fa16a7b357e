import { useEffect, useRef, useState } from 'react';
import { AskError, ask } from '../api/ask.ts';
import { DROP_COPY, EDITING_COPY, type EditingCopy, KEEP_COPY } from '../api/editing.ts';
import type { Definition } from '../api/model.ts';

const PAUSE = 1200;

export interface Autosave {
  /** What became of the last change: kept with the server, on its way, or why not. */
  readonly state: 'none' | 'waiting' | 'kept' | 'failed' | 'elsewhere';
  /** When it was kept. */
  readonly at: string | null;
  /** Left over from an earlier window, as it was found when this one opened; null once it was dealt with. */
  readonly found: EditingCopy | null;
  /** Says that what was found is used or given up. */
  readonly settle: () => void;
  /** Forgets the copy: the changes were saved or given up. */
  readonly drop: () => Promise<void>;
}

/** Keeps what is being edited with the server a moment after every change, so that nothing is lost when a window closes. */
export function useEditingCopy(saved: Definition, definition: unknown, dirty: boolean): Autosave {
  const { kind, key, revision } = saved;
  const [state, setState] = useState<Autosave['state']>('none');
  const [at, setAt] = useState<string | null>(null);
  const [found, setFound] = useState<EditingCopy | null>(null);
  /** Version of the copy as this window knows it; null before that was asked. */
  const version = useRef<number | null>(null);
  const running = useRef<Promise<void>>(Promise.resolve());
  const which = { kind, key };

  useEffect(() => {
    let gone = false;
    ask(EDITING_COPY, { kind, key }).then(
      ({ editingCopy }) => {
        if (gone) return;
        version.current = editingCopy?.version ?? 0;
        setFound(editingCopy);
      },
      // Who may read but not edit has no copy; what else fails is said when something is to be kept.
      () => {
        version.current = 0;
      },
    );
    return () => {
      gone = true;
    };
  }, [kind, key]);

  useEffect(() => {
    if (!dirty || found) return;
    setState((old) => (old === 'elsewhere' ? old : 'waiting'));
    const timer = setTimeout(() => {
      running.current = running.current.then(async () => {
        if (version.current === null) return;
        try {
          const wish = { kind, key, definition, base: revision, expectVersion: version.current };
          const { keepEditingCopy } = await ask(KEEP_COPY, wish);
          version.current = keepEditingCopy.version;
          setAt(keepEditingCopy.savedAt);
          setState('kept');
        } catch (error) {
          setState(error instanceof AskError && error.code === 'STALE' ? 'elsewhere' : 'failed');
        }
      });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [kind, key, revision, definition, dirty, found]);

  const drop = async () => {
    await running.current;
    version.current = 0;
    setState('none');
    await ask(DROP_COPY, which).catch(() => undefined);
  };
  return { state, at, found, settle: () => setFound(null), drop };
}
