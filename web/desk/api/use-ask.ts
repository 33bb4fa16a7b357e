import { useCallback, useEffect, useRef, useState } from 'react';
import { AskError, ask, type Document } from './ask.ts';

export interface Asked<Data> {
  readonly data: Data | null;
  readonly error: AskError | null;
  readonly loading: boolean;
  readonly reload: () => Promise<void>;
}

/** The last answers, shown at once while a fresh one is fetched: going back to a list does not blink. */
const remembered = new Map<string, unknown>();
const REMEMBER = 60;

/** Asks when the page opens and whenever the variables change; a null document asks nothing. */
export function useAsk<Data, Variables>(text: Document<Data, Variables> | null, variables?: Variables): Asked<Data> {
  const key = text === null ? '' : `${text}\n${JSON.stringify(variables ?? {})}`;
  const [state, setState] = useState<{ key: string; data: Data | null; error: AskError | null; loading: boolean }>({
    key: '',
    data: null,
    error: null,
    loading: true,
  });
  const current = useRef(key);
  current.current = key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the document and its variables
  const load = useCallback(async () => {
    if (text === null) return;
    const data = (remembered.get(key) as Data | undefined) ?? null;
    setState((old) => (old.key === key ? { ...old, loading: true } : { key, data, error: null, loading: true }));
    try {
      const fresh = await ask(text, variables);
      remember(key, fresh);
      if (current.current === key) setState({ key, data: fresh, error: null, loading: false });
    } catch (error) {
      const problem = error instanceof AskError ? error : new AskError('PAGE', String(error));
      if (current.current === key) setState((old) => ({ ...old, error: problem, loading: false }));
    }
  }, [key]);

  useEffect(() => {
    load();
  }, [load]);

  if (text === null) return { data: null, error: null, loading: false, reload: load };
  const fresh = state.key === key;
  const data = fresh ? state.data : ((remembered.get(key) as Data | undefined) ?? null);
  return { data, error: fresh ? state.error : null, loading: fresh ? state.loading : true, reload: load };
}

function remember(key: string, data: unknown): void {
  remembered.delete(key);
  remembered.set(key, data);
  const oldest = remembered.keys().next();
  if (remembered.size > REMEMBER && !oldest.done) remembered.delete(oldest.value);
}
