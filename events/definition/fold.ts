import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { StreamType } from '../stream.ts';
import { type DefinitionEvent, type DefinitionKind, type DefinitionName, versions } from './events.ts';

export interface Published {
  readonly version: number;
  readonly on: string;
  readonly at: string;
  /** Actor who published it, and those who had worked on it. */
  readonly by: string;
  readonly authors: readonly string[];
  readonly definition: JsonObject;
}

/** Sent to somebody else for review, and not changed since. */
export interface Review {
  readonly by: string;
  readonly on: string;
  readonly note: string;
  readonly together: readonly DefinitionName[];
}

export interface Definition {
  readonly key: string;
  readonly unit: string;
  readonly title: Text;
  /** What is being edited. */
  readonly draft: JsonObject;
  readonly published: readonly Published[];
  /** The draft differs from what was published last. */
  readonly changed: boolean;
  readonly withdrawn: boolean;
  /** Actors who worked on the draft since it was published last: none of them may publish it. */
  readonly authors: readonly string[];
  readonly review: Review | null;
  /** Why a reviewer sent it back, until it is sent for review again. */
  readonly returned: { readonly by: string; readonly on: string; readonly reasons: string } | null;
  readonly typeName: string | null;
  readonly revision: number;
}

/** The stream type of one kind of definition. */
export function definitionStream(kind: DefinitionKind): StreamType<DefinitionEvent, Definition | null> {
  return {
    category: kind,
    versions,
    personal: {},
    initial: null,
    evolve(state, event) {
      const revision = event.ordinal;
      switch (event.type) {
        case 'DefinitionDrafted': {
          const { key, unit, title, definition } = event.data;
          return {
            key,
            unit,
            title,
            draft: definition,
            published: [],
            changed: true,
            withdrawn: false,
            authors: [event.actor],
            review: null,
            returned: null,
            typeName: null,
            revision,
          };
        }
        case 'DefinitionRevised':
          return (
            state && {
              ...state,
              title: event.data.title,
              draft: event.data.definition,
              changed: true,
              authors: [...new Set([...state.authors, event.actor])],
              review: null,
              revision,
            }
          );
        case 'DefinitionSubmitted': {
          const { today, note, together } = event.data;
          return (
            state && {
              ...state,
              authors: [...new Set([...state.authors, event.actor])],
              review: { by: event.actor, on: today, note, together },
              returned: null,
              revision,
            }
          );
        }
        case 'DefinitionReturned': {
          const { today, reasons } = event.data;
          return state && { ...state, review: null, returned: { by: event.actor, on: today, reasons }, revision };
        }
        case 'DefinitionPublished': {
          const { version, today, definition, typeName } = event.data;
          return (
            state && {
              ...state,
              published: [
                ...state.published,
                { version, on: today, at: event.at, by: event.actor, authors: state.authors, definition },
              ],
              changed: false,
              withdrawn: false,
              authors: [],
              review: null,
              returned: null,
              typeName,
              revision,
            }
          );
        }
        case 'DefinitionWithdrawn':
          return state && { ...state, withdrawn: true, revision };
      }
    },
  };
}
