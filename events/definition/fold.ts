import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { StreamType } from '../stream.ts';
import {
  type DefinitionEvent,
  type DefinitionKind,
  type DefinitionName,
  type DefinitionVersion,
  versions,
} from './events.ts';

export interface Published {
  readonly version: number;
  readonly on: string;
  readonly at: string;
  /** Actor who published it, and those who had worked on it. */
  readonly by: string;
  readonly authors: readonly string[];
  readonly definition: JsonObject;
}

/** A version that holds for chosen units and days only. */
export interface Pilot extends Published {
  readonly units: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly binds: readonly DefinitionVersion[];
  /** Neither confirmed nor ended. */
  readonly running: boolean;
  /** Became a regular version. */
  readonly confirmed: boolean;
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
  readonly pilots: readonly Pilot[];
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

/** The pilot that runs now; there is one at most. */
export function pilotOf(state: Definition): Pilot | null {
  return state.pilots.find(({ running }) => running) ?? null;
}

/** The number of the next version, regular or pilot. */
export function nextVersion({ published, pilots }: Definition): number {
  return Math.max(0, ...[...published, ...pilots].map(({ version }) => version)) + 1;
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
            pilots: [],
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
              // A pilot that is confirmed leaves alone what was drafted since it began.
              ...(pilotOf(state) ? {} : { changed: false, authors: [], review: null, returned: null }),
              withdrawn: false,
              typeName,
              revision,
            }
          );
        }
        case 'PilotBegun': {
          const { version, today: on, definition, units, from, to, binds } = event.data;
          const who = { at: event.at, by: event.actor, authors: state?.authors ?? [] };
          const pilot = { version, on, ...who, definition, units, from, to, binds, running: true, confirmed: false };
          const settled = { changed: false, authors: [], review: null, returned: null };
          return state && { ...state, pilots: [...state.pilots, pilot], ...settled, revision };
        }
        case 'PilotEnded': {
          const { version, confirmed } = event.data;
          const ended = state?.pilots.find((one) => one.version === version);
          if (!state || !ended) return state;
          const pilots = state.pilots.map((one) => (one === ended ? { ...one, running: false, confirmed } : one));
          if (confirmed) return { ...state, pilots, revision };
          // What was tried is a draft again, and still the work of those who drafted it.
          const authors = [...new Set([...ended.authors, ...state.authors])];
          return { ...state, pilots, changed: true, authors, revision };
        }
        case 'DefinitionWithdrawn':
          return state && { ...state, withdrawn: true, revision };
      }
    },
  };
}
