import { DatabaseSync } from 'node:sqlite';
import type { Names } from '../../list.ts';
import type { ApplicationRow } from './applications.ts';

/** The same applications in a table of columns, with the indexes that the list needs. */
export function fillSqlite(file: string, rows: readonly ApplicationRow[], names: Names): void {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE service (key TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE application (id TEXT NOT NULL, number TEXT NOT NULL, service TEXT NOT NULL, unit TEXT NOT NULL,
      state TEXT NOT NULL, submitted_at TEXT NOT NULL, submitted_on TEXT NOT NULL, accept_by TEXT);
    BEGIN`);
  const service = db.prepare('INSERT INTO service VALUES (?, ?)');
  for (const [key, name] of names.services) service.run(key, name);
  const unit = db.prepare('INSERT INTO unit VALUES (?, ?)');
  for (const [code, name] of names.units) unit.run(code, name);
  const add = db.prepare('INSERT INTO application VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const row of rows)
    add.run(row.id, row.number, row.service, row.unit, row.state, row.submittedAt, row.submittedOn, row.acceptBy);
  db.exec(`COMMIT;
    CREATE INDEX by_service ON application (service, submitted_at, id);
    ANALYZE`);
  db.close();
}

interface Found {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly submitted_at: string;
  readonly submitted_on: string;
  readonly accept_by: string;
  readonly service_name: string;
  readonly unit_name: string;
}

interface Args {
  readonly filter?: { readonly service?: string };
  readonly first: number;
  readonly after?: string;
}

/** The resolver of the peers on SQLite: prepared statements, keyset paging, names by join. */
export function resolverOver(file: string) {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec('PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456');
  const select =
    db.prepare(`SELECT a.id, a.number, a.state, a.submitted_at, a.submitted_on, a.accept_by, s.name AS service_name,
        u.name AS unit_name
      FROM application a JOIN service s ON s.key = a.service JOIN unit u ON u.code = a.unit
      WHERE a.service = ? AND (a.submitted_at, a.id) < (?, ?) ORDER BY a.submitted_at DESC, a.id DESC LIMIT ?`);
  return (_source: unknown, { filter, first, after }: Args) => {
    const [at, id] = after ? (JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, string]) : ['~', '~'];
    const found = select.all(filter?.service ?? '', at, id, first + 1) as unknown as Found[];
    const edges = found.slice(0, first).map((row) => ({
      cursor: Buffer.from(JSON.stringify([row.submitted_at, row.id])).toString('base64url'),
      node: {
        number: row.number,
        service: { name: { zh: row.service_name } },
        unit: { name: { zh: row.unit_name } },
        state: row.state,
        submittedOn: row.submitted_on,
        acceptBy: row.accept_by,
      },
    }));
    return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
  };
}
