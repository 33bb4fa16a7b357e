import { useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { CHECK_DEFINITION } from '../api/definitions.ts';
import type { Definition, Problem } from '../api/model.ts';

const PAUSE = 600;

/** The problems of a definition as the server sees them, which knows units and other definitions; a while after changes. */
export function useServerCheck(opened: Definition, definition: unknown, asks = true): readonly Problem[] {
  const { kind, key } = opened;
  const [problems, setProblems] = useState(opened.problems);
  useEffect(() => {
    if (!asks) return;
    let outdated = false;
    const timer = setTimeout(async () => {
      // Without an answer the last problems stay; saving and publishing check again and say why they fail.
      const answer = await ask(CHECK_DEFINITION, { kind, key, definition }).catch(() => null);
      if (answer && !outdated) setProblems(answer.checkDefinition);
    }, PAUSE);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [kind, key, definition, asks]);
  return problems;
}
