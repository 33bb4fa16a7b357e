import type { Viewer } from '../../graphql/contract.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { State } from '../../platform/contract/state.ts';
import type { NoteKind, Notes } from '../portal/contract.ts';

const SPAN_S: Readonly<Record<NoteKind, number>> = { receipt: 3600, supplement: 7 * 24 * 3600 };

/** Notes of one visitor: nobody else's are seen, and they go when the person is erased. Those without a session share a name only the holder of a random id knows. */
export function notesOf(state: State, viewer: Viewer | null): Notes {
  const owner = viewer?.actor.id;
  const idOf = (id: string): string => `${owner ?? 'anonymous'}/${id}`;
  return {
    async get(kind, id) {
      const entry = await state.get(`web.${kind}`, idOf(id));
      return entry ? (entry.value as never) : null;
    },
    async put(kind, id, value) {
      const options = { ttlSeconds: SPAN_S[kind], ...(owner && { owner }) };
      await state.put(`web.${kind}`, idOf(id), JSON.parse(JSON.stringify(value)) as JsonObject, options);
    },
    async delete(kind, id) {
      await state.delete(`web.${kind}`, idOf(id));
    },
  };
}
