import { useEffect, useRef, useState } from 'react';
import { AskError, ask, newCommandId } from '../api/ask.ts';
import { ATTEND, type Attendant, LEAVE } from '../api/editing.ts';
import type { Definition } from '../api/model.ts';

const EVERY = 10_000;
/** After the part changed: soon, but not at every arrow key. */
const SOON = 800;

/** Tells the others that this window has a definition open and what part it holds; gives who else does. */
export function useAttendance(
  { kind, key }: Definition,
  held: { readonly part: string; readonly label: string; readonly unsaved: boolean },
): readonly Attendant[] {
  const [others, setOthers] = useState<readonly Attendant[]>([]);
  const [window_] = useState(newCommandId);
  const now = useRef(held);
  now.current = held;
  const stopped = useRef(false);
  const call = useRef(async () => {});
  call.current = async () => {
    if (stopped.current || document.visibilityState === 'hidden') return;
    try {
      const { attendDefinition } = await ask(ATTEND, { kind, key, window: window_, ...now.current });
      setOthers((old) => (JSON.stringify(old) === JSON.stringify(attendDefinition) ? old : attendDefinition));
    } catch (error) {
      // Who may only read is not asked again; a lost network is tried again at the next call.
      if (error instanceof AskError && error.code === 'FORBIDDEN') stopped.current = true;
    }
  };

  useEffect(() => {
    const leave = () => {
      ask(LEAVE, { kind, key, window: window_ }).catch(() => undefined);
    };
    const timer = setInterval(() => call.current(), EVERY);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [kind, key, window_]);

  const { part, unsaved } = held;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held, not its name, is told soon
  useEffect(() => {
    const timer = setTimeout(() => call.current(), SOON);
    return () => clearTimeout(timer);
  }, [part, unsaved]);
  return others;
}
