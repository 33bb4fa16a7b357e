import { useEffect, useState } from 'react';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { Lookups } from '../../portal/fields/lookups.tsx';
import { lookupsFor } from '../../portal/fields/lookups-for.ts';
import type { PageVisit } from '../../portal/page.tsx';
import { ask, type Document } from '../api/ask.ts';

const NOTHING: Lookups = { divisions: [], below: new Map(), places: new Map(), units: [], staff: [] };

/** The desk in the place of a visit to the portal: its questions are asked with the session of this browser. */
const visit = {
  viewer: null,
  execute: async ({ query, variables }: { query: string; variables?: Record<string, unknown> }) => ({
    data: await ask(query as Document<unknown, Record<string, unknown>>, variables),
  }),
} as unknown as PageVisit;

/** What a form's fields offer beside their own options, as the portal asks for it; asked for once a field wants it. */
export function useLookupsOf(form: FormDefinition, answers: RawAnswers): Lookups {
  const [lookups, setLookups] = useState(NOTHING);
  const fields = fieldsOf(form).map(({ field }) => field);
  const kinds = [...new Set(fields.map(({ kind }) => kind))].filter((kind) => KINDS.has(kind)).sort();
  // Divisions of the whole country are asked for as one goes down them.
  const country = fields.some(({ area }) => area === 'country') || kinds.includes('residence');
  const wanted = kinds.length === 0 ? '' : `${kinds.join()} ${country ? JSON.stringify(answers) : ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something else is wanted, not at every letter
  useEffect(() => {
    if (wanted === '') return;
    let outdated = false;
    lookupsFor(visit, { definition: form }, answers).then(
      (found) => {
        if (!outdated) setLookups(found);
      },
      // Without an answer the lists stay empty; the portal itself will ask anew.
      () => undefined,
    );
    return () => {
      outdated = true;
    };
  }, [wanted]);
  return lookups;
}

const KINDS: ReadonlySet<string> = new Set([
  'division',
  'residence',
  'unit',
  'units',
  'staff',
  'address',
  'company',
  'person',
]);
