import { useEffect, useRef, useState } from 'react';
import { timeWords } from '../../../lowcode/dates.ts';

const PAUSE = 1500;

/** Saves a while after the last change, one save at a time, and says when it last did, or by `failed` why not. */
export function useAutosave<Value>(
  save: (value: Value) => Promise<void>,
  failed: (error: unknown) => string = () => '没有保存成，提交前会再试一次',
): {
  later: (value: Value) => void;
  now: (value: Value) => Promise<void>;
  /** Saves no more until the next change; what is on its way has arrived then. */
  stop: () => Promise<void>;
  words: string;
} {
  const [words, setWords] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => () => clearTimeout(timer.current), []);

  const now = (value: Value): Promise<void> => {
    clearTimeout(timer.current);
    const next = running.current.then(() => latest.current(value));
    // The next save must run also when this one failed; who asked for this one still learns of it.
    running.current = next.catch(() => undefined);
    return next.then(() => setWords(`已自动保存 ${timeWords(new Date().toISOString())}`));
  };
  const later = (value: Value) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      now(value).catch((error) => setWords(failed(error)));
    }, PAUSE);
  };
  const stop = () => {
    clearTimeout(timer.current);
    return running.current;
  };
  return { later, now, stop, words };
}
