/**
 * The shapes of the tables, said once: `infra/data.ts` declares them and the tests create them from here.
 * Every table has a string partition key `pk` and a string sort key `sk`; whatever orders is padded by its owner.
 */
export interface TableShape {
  /** Attribute that holds the second (since 1970) after which an item may be deleted. */
  readonly ttl?: string;
  /** Changes are streamed with their keys only: they are hints, readers fetch the data themselves. */
  readonly stream?: 'KEYS_ONLY';
}

export type TableName = 'log' | 'views' | 'state' | 'keys';

export const TABLES: { readonly [name in TableName]: TableShape } = {
  /** Commits, lane entries, command ids and guards. Never expires. */
  log: { stream: 'KEYS_ONLY' },
  /** Rows, index entries, watermarks. Disposable: rebuilt from the log. */
  views: { ttl: 'ttl' },
  /** Drafts, sessions, sign-in codes, number blocks. */
  state: { ttl: 'ttl' },
  /** Wrapped subject keys and keyed look-ups: its own table, so that its backups and its readers are its own. */
  keys: {},
};
