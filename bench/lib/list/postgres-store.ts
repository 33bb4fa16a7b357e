import pg from 'pg';
import type { Names } from '../../list.ts';
import type { ApplicationRow } from './applications.ts';

/** The same applications in PostgreSQL, with the same indexes and the relations that PostGraphile reads names by. */
export async function fillPostgres(url: string, rows: readonly ApplicationRow[], names: Names): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`CREATE SCHEMA bench;
    CREATE TABLE bench.service (key text PRIMARY KEY, name text NOT NULL);
    CREATE TABLE bench.unit (code text PRIMARY KEY, name text NOT NULL);
    CREATE TABLE bench.application (id text PRIMARY KEY, number text NOT NULL,
      service text NOT NULL REFERENCES bench.service, unit text NOT NULL REFERENCES bench.unit, state text NOT NULL,
      submitted_at text NOT NULL, submitted_on date NOT NULL, accept_by date)`);
  await insert(client, 'service', ['key', 'name'], [...names.services]);
  await insert(client, 'unit', ['code', 'name'], [...names.units]);
  const columns = ['id', 'number', 'service', 'unit', 'state', 'submitted_at', 'submitted_on', 'accept_by'];
  const values = rows.map((row) => [
    row.id,
    row.number,
    row.service,
    row.unit,
    row.state,
    row.submittedAt,
    row.submittedOn,
    row.acceptBy,
  ]);
  await insert(client, 'application', columns, values);
  await client.query('CREATE INDEX by_service ON bench.application (service, submitted_at, id)');
  await client.query('VACUUM ANALYZE');
  await client.end();
}

async function insert(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const types = columns.map(
    (name, i) => `$${i + 1}::${name.endsWith('_on') || name.endsWith('_by') ? 'date' : 'text'}[]`,
  );
  const values = columns.map((_, i) => rows.map((row) => row[i]));
  await client.query(`INSERT INTO bench.${table} (${columns.join()}) SELECT * FROM unnest(${types.join()})`, values);
}
