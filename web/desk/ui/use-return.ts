import { type RefObject, useEffect, useRef } from 'react';

/**
 * Where the keyboard goes on when a dialog closes: from the button that opened it, or from the part of the page where that
 * button was, once it is gone. `subject` is what the part shows: fetched anew, it may have taken the button away.
 */
export function useReturn<Part extends HTMLElement>(
  open: boolean,
  subject: unknown,
): { readonly part: RefObject<Part | null>; readonly opens: (button: HTMLElement) => void } {
  const part = useRef<Part>(null);
  const pressed = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new subject is a reason to look again
  useEffect(() => {
    if (open || !pressed.current || document.activeElement !== document.body) return;
    (pressed.current.isConnected ? pressed.current : part.current)?.focus();
  }, [open, subject]);
  return {
    part,
    opens: (button) => {
      pressed.current = button;
    },
  };
}
