import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { StreamType } from '../stream.ts';
import { type DefinitionEvent, type DefinitionKind, versions } from './events.ts';

export interface Published {
  readonly version: number;
  readonly on: string;
  readonly definition: JsonObject;
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
            typeName: null,
            revision,
          };
        }
        case 'DefinitionRevised':
          return state && { ...state, title: event.data.title, draft: event.data.definition, changed: true, revision };
        case 'DefinitionPublished': {
          const { version, today, definition, typeName } = event.data;
          return (
            state && {
              ...state,
              published: [...state.published, { version, on: today, definition }],
              changed: false,
              withdrawn: false,
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
