import type { JsonObject } from '../contract/json.ts';
import { TooLargeError } from '../contract/log.ts';
import { numberBlocks } from '../contract/numbers.ts';
import type { Clock } from '../contract/platform.ts';
import { MAX_VALUE_BYTES, type State, type StateEntry } from '../contract/state.ts';
import type { Keyring } from '../vault/keyring.ts';
import { decrypt, encrypt } from '../vault/seal.ts';
import { type Carried, type DraftRow, fromBase64 } from './carry.ts';
import { openDb } from './open-db.ts';

/** How often entries past their span are deleted; reading never shows them. */
const SWEEP_MS = 10 * 60_000;
const SWEEP_ROWS = 1_000;
const LIST_LIMIT = 100;

export interface EmbeddedState extends State {
  /** Deletes entries past their span; how many. Runs by itself every ten minutes. */
  sweep(): Promise<number>;
  /** What goes along with an export: the series, drafts and the files they name. Sessions stay where they are. */
  rows(): Iterable<Carried>;
  /** Takes rows of another folder of the same key-encryption key; how many were new. Numbers given here are never given again. */
  take(rows: readonly Carried[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * State in one SQLite file. Only the kind and the times stand in the open: ids and owners are keyed hashes, values
 * are encrypted under a key derived from the key-encryption key and bound to their place.
 */
export function openState({ file, keys, clock }: { file: string; keys: Keyring; clock: Clock }): EmbeddedState {
  const db = openDb(file, SCHEMA_VERSION, SCHEMA);
  const valueKey = keys.key('state');
  const nameOf = (kind: string, id: string): string => keys.hash('state-id', `${kind}\0${id}`);
  const ownerOf = (owner: string): string => keys.hash('state-owner', owner);
  const nowMs = (): number => Date.parse(clock.now());

  const select = db.sql.prepare('SELECT * FROM entry WHERE kind = ? AND name = ? AND expires > ?');
  const upsert = db.sql.prepare(
    `INSERT INTO entry (kind, name, owner, version, saved, expires, value) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, name) DO UPDATE SET owner = excluded.owner, version = excluded.version,
       saved = excluded.saved, expires = excluded.expires, value = excluded.value`,
  );
  const remove = db.sql.prepare('DELETE FROM entry WHERE kind = ? AND name = ?');
  const byOwner = db.sql.prepare(
    'SELECT * FROM entry WHERE owner = ? AND kind = ? AND expires > ? ORDER BY saved DESC, name LIMIT ?',
  );
  const removeOwner = db.sql.prepare('DELETE FROM entry WHERE owner = ?');
  const expire = db.sql.prepare(
    'DELETE FROM entry WHERE (kind, name) IN (SELECT kind, name FROM entry WHERE expires <= ? LIMIT ?)',
  );
  const reserve = db.sql.prepare(
    `INSERT INTO series (series, next) VALUES (?, 1 + ?) ON CONFLICT (series) DO UPDATE SET next = next + ?
     RETURNING next`,
  );
  const giveBack = db.sql.prepare('UPDATE series SET next = ? WHERE series = ? AND next = ?');

  const entryOf = (row: Record<string, unknown>): StateEntry => {
    const plain = decrypt(valueKey, row.value as Uint8Array, Buffer.from(`${row.kind}\0${row.name}`));
    const { id, value } = JSON.parse(plain.toString('utf8')) as { id: string; value: JsonObject };
    return { id, value, version: Number(row.version), savedAt: new Date(Number(row.saved)).toISOString() };
  };

  const numbers = numberBlocks(async (series, count) => {
    const next = await db.write(() => Number(reserve.get(series, count, count)?.next));
    return next - count;
  });

  const sweep = async (): Promise<number> => {
    let total = 0;
    for (;;) {
      const gone = await db.write(() => Number(expire.run(nowMs(), SWEEP_ROWS).changes));
      total += gone;
      if (gone < SWEEP_ROWS) return total;
    }
  };
  // A failed sweep is tried again at the next turn; nothing that expired is shown meanwhile.
  const timer = setInterval(() => void sweep().catch(() => undefined), SWEEP_MS).unref();

  const allSeries = db.sql.prepare('SELECT series, next FROM series ORDER BY series');
  const raise = db.sql.prepare(`INSERT INTO series (series, next) VALUES (?, ?)
    ON CONFLICT (series) DO UPDATE SET next = excluded.next WHERE excluded.next > next`);
  const drafts = db.sql.prepare(`SELECT kind, name, owner, version, saved, expires, value FROM entry
    WHERE kind = ? AND name > ? AND expires > ? ORDER BY name LIMIT 500`);
  const addDraft = db.sql.prepare(`INSERT OR IGNORE INTO entry (kind, name, owner, version, saved, expires, value)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);

  return {
    sweep,
    *rows() {
      for (const { series, next } of allSeries.all()) yield { series: String(series), next: Number(next) };
      for (const kind of CARRIED_KINDS) {
        for (let after = ''; ; ) {
          const rows = drafts.all(kind, after, nowMs()) as unknown as (DraftRow & { value: Uint8Array })[];
          for (const row of rows) yield { draft: { ...row, value: Buffer.from(row.value).toString('base64') } };
          const last = rows.at(-1);
          if (!last) break;
          after = last.name;
        }
      }
    },
    take: (rows) =>
      db.write(() => {
        let added = 0;
        for (const row of rows) {
          if ('series' in row) added += Number(raise.run(row.series, row.next).changes);
          if (!('draft' in row)) continue;
          const { kind, name, owner, version, saved, expires, value } = row.draft;
          if (!CARRIED_KINDS.includes(kind)) throw new RangeError('文件不完整，或不是导出的数据');
          added += Number(addDraft.run(kind, name, owner, version, saved, expires, fromBase64(value)).changes);
        }
        return added;
      }),
    async get(kind, id) {
      const row = select.get(kind, nameOf(kind, id), nowMs());
      return row ? entryOf(row) : null;
    },
    async put(kind, id, value, { ttlSeconds, owner, ifVersion }) {
      const plain = Buffer.from(JSON.stringify({ id, value }), 'utf8');
      if (plain.length > MAX_VALUE_BYTES) throw new TooLargeError(`over ${MAX_VALUE_BYTES} bytes of state`);
      const name = nameOf(kind, id);
      const sealed = encrypt(valueKey, plain, Buffer.from(`${kind}\0${name}`));
      return db.write(() => {
        const now = nowMs();
        const before = Number(select.get(kind, name, now)?.version ?? 0);
        if (ifVersion !== undefined && ifVersion !== before) return null;
        const version = before + 1;
        upsert.run(kind, name, owner ? ownerOf(owner) : null, version, now, now + ttlSeconds * 1000, sealed);
        return version;
      });
    },
    async delete(kind, id) {
      await db.write(() => remove.run(kind, nameOf(kind, id)));
    },
    async listByOwner(kind, owner) {
      return byOwner.all(ownerOf(owner), kind, nowMs(), LIST_LIMIT).map(entryOf);
    },
    async deleteByOwner(owner) {
      await db.write(() => removeOwner.run(ownerOf(owner)));
      db.truncateWal();
    },
    takeNumbers: numbers.take,
    async close() {
      clearInterval(timer);
      await numbers.drain((series, from, to) => db.write(() => void giveBack.run(from, series, to)));
      db.close();
    },
  };
}

/** Kinds of entries that people's unfinished work is in. */
const CARRIED_KINDS: readonly string[] = ['draft', 'file'];

const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE entry (
    kind TEXT NOT NULL, name TEXT NOT NULL, owner TEXT, version INTEGER NOT NULL,
    saved INTEGER NOT NULL, expires INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, name)
  );
  CREATE INDEX entry_owner ON entry (owner, kind, saved) WHERE owner IS NOT NULL;
  CREATE INDEX entry_expires ON entry (expires);
  CREATE TABLE series (series TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID`;
