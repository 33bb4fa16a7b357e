import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { openLog } from '../../platform/embedded/log.ts';

/** A store as the append benchmark uses it: streams of ten appends of one event, each checked against the version the writer knows. */
export interface Appender {
  readonly name: string;
  /** Appends the event as the `version`-th (from 0) of the stream; durable when it resolves. */
  append(stream: string, version: number): Promise<unknown>;
  /** Throws unless exactly `count` events are stored, and what else the store promises holds. */
  check(count: number): Promise<void>;
  close(): Promise<void>;
}

/** About what a step of a case weighs: 330 bytes of JSON with one sealed field. */
export const EVENT = {
  type: 'ApplicationStageEntered',
  v: 1,
  data: {
    stage: 'expert-review',
    title: '占用、挖掘城市道路审批：专家评审',
    unit: '430423-012',
    due: '2026-03-12',
    limitDays: 5,
    applicant: `s1.0190aa00-0000-7000-8000-000000000001.${'A'.repeat(96)}`,
  },
};

export async function hengyun(file: string): Promise<Appender> {
  const log = await openLog({ file });
  const at = new Date().toISOString();
  return {
    name: 'Hengyun (SQLite; chain and dedupe included)',
    append: (stream, version) =>
      log.append({
        commandId: uuidv7(),
        actor: 'person/0190aa00',
        at,
        streams: [{ stream, after: version === 0 ? 'new' : { lane: 0, ordinal: version - 1 }, events: [EVENT] }],
      }),
    check: async (count) => {
      assert.deepEqual(await log.heads(), [count]);
      const report = await log.verify(0);
      assert.ok(report.ok && report.commits === count, 'the chain does not verify');
    },
    close: () => log.close(),
  };
}

/** Ids in the order of time, as the command layer gives them. */
export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export async function emmett(url: string, connections: number): Promise<Appender> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    name: 'emmett-postgresql',
    append: (stream, version) =>
      store.appendToStream(stream, [{ type: EVENT.type, data: EVENT.data }], {
        expectedStreamVersion: version === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(version),
      }),
    check: async (count) => assert.equal(await countOf(pool, 'emt_messages'), count),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

export async function castore(url: string, connections: number): Promise<Appender> {
  // The adapter has no option for it, but its driver reads the number of connections from the address.
  const connectionString = `${url}?max=${connections}`;
  const tableName = 'castore_event';
  await PostgresEventStorageAdapter.createEventTable({
    connectionString,
    tableName,
    aggregateId: { type: 'VARCHAR', length: 64 },
  });
  const store = new PostgresEventStorageAdapter({ connectionString, tableName });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    name: 'castore-postgres',
    append: (aggregateId, version) =>
      store.pushEvent(
        { aggregateId, version: version + 1, type: EVENT.type, payload: EVENT.data },
        { eventStoreId: 'bench' },
      ),
    check: async (count) => assert.equal(await countOf(pool, tableName), count),
    close: async () => {
      // It offers no way to close its connections.
      await (store as unknown as { _sql: { end(): Promise<void> } })._sql.end();
      await pool.end();
    },
  };
}

/** The least PostgreSQL can do: one prepared INSERT, no dedupe, no chain, no order. */
export async function plainInsert(url: string, connections: number): Promise<Appender> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query(`CREATE TABLE plain_event (
    stream text, version bigint, type text NOT NULL, data jsonb NOT NULL, PRIMARY KEY (stream, version))`);
  const text = 'INSERT INTO plain_event (stream, version, type, data) VALUES ($1, $2, $3, $4)';
  return {
    name: 'PostgreSQL, one prepared INSERT',
    append: (stream, version) =>
      pool.query({ name: 'append', text, values: [stream, version, EVENT.type, JSON.stringify(EVENT.data)] }),
    check: async (count) => assert.equal(await countOf(pool, 'plain_event'), count),
    close: () => pool.end(),
  };
}

async function countOf(pool: pg.Pool, table: string): Promise<number> {
  const { rows } = await pool.query(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0].count;
}
