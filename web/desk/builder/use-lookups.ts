import { useMemo } from 'react';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { Lookups, PlaceName, UnitName } from '../../portal/fields/lookups.tsx';
import { document } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';

export const LOOKUPS = document<{ divisions: readonly PlaceName[]; units: readonly UnitName[] }>(
  `query Lookups { divisions { code name } units { code level name { zh en } } }`,
);

const KINDS: ReadonlySet<string> = new Set(['division', 'unit', 'units']);

/** What a form's fields offer beside their own options, asked for once a field wants it. */
export function useLookupsOf(form: FormDefinition): Lookups {
  const wanted = useMemo(() => fieldsOf(form).some(({ field }) => KINDS.has(field.kind)), [form]);
  const { data } = useAsk(wanted ? LOOKUPS : null);
  return useMemo(() => ({ divisions: data?.divisions ?? [], units: data?.units ?? [] }), [data]);
}
