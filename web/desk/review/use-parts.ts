import { useCallback, useEffect, useState } from 'react';
import { AskError, ask } from '../api/ask.ts';
import { DEFINITION } from '../api/definitions.ts';
import type { Definition, DefinitionName } from '../api/model.ts';
import type { Asked } from '../api/use-ask.ts';

/** Fetches several definitions; those that are not there are left out. */
export function useParts(names: readonly DefinitionName[] | null): Asked<readonly Definition[]> {
  const wanted = names && JSON.stringify(names.map(({ kind, key }) => ({ kind, key })));
  const [state, setState] = useState<{
    wanted: string | null;
    data: readonly Definition[] | null;
    error: AskError | null;
  }>({ wanted: null, data: null, error: null });
  const load = useCallback(async () => {
    if (wanted === null) return;
    try {
      const answers = await Promise.all(
        (JSON.parse(wanted) as readonly DefinitionName[]).map((name) => ask(DEFINITION, name)),
      );
      setState({ wanted, data: answers.flatMap(({ definition }) => definition ?? []), error: null });
    } catch (error) {
      const problem = error instanceof AskError ? error : new AskError('PAGE', String(error));
      setState((old) => ({ ...old, wanted, error: problem }));
    }
  }, [wanted]);
  useEffect(() => {
    load();
  }, [load]);
  const here = state.wanted === wanted;
  return { data: here ? state.data : null, error: here ? state.error : null, loading: !here, reload: load };
}
