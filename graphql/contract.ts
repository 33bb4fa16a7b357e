import type { Viewer } from '../commands/actor.ts';

export type { Viewer } from '../commands/actor.ts';

/** How pages and functions ask: one operation, in process or behind HTTP, the same answer. */
export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Refuses mutations: what a link may ask. */
  readonly readOnly?: boolean;
}

export interface GraphQLAnswer<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLProblem[];
}

export interface GraphQLProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    /** From the list in docs/errors.md. */
    readonly code?: string;
    /** For INVALID_ANSWERS: one per field, path as `key` or `group.index.key`. */
    readonly fields?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  };
}

export type Execute = (request: GraphQLRequest, viewer: Viewer | null) => Promise<GraphQLAnswer>;
