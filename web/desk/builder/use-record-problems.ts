import { useMemo } from 'react';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { takingFields } from '../../../lowcode/form/taken-from.ts';
import type { Definition, Problem } from '../api/model.ts';
import { at } from './tree.ts';
import { useServerCheck } from './use-server-check.ts';

/** What only the server can tell of a form: whether the records are there that first answers are taken from, and fit. */
export function useRecordProblems(opened: Definition, form: FormDefinition, local: readonly Problem[]) {
  const found = useServerCheck(opened, form, takingFields(form).length > 0);
  return useMemo(() => {
    const told = new Set(local.map(({ path }) => path));
    return found.filter(({ path }) => {
      const place = /^.+\.takenFrom(?=$|\.)/.exec(path)?.[0];
      // An answer from before may speak of what is gone.
      return place !== undefined && !told.has(path) && at(form, place) !== undefined;
    });
  }, [found, form, local]);
}
