import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { logCases } from '../conformance/log.cases.ts';
import { openLog } from './log.ts';
import { placeOf } from './log-schema.ts';

for (const lanes of [1, 3])
  logCases(
    'SQLite',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'log-'));
      const file = join(folder, 'log.db');
      const log = await openLog({ file, lanes });
      return {
        file,
        log,
        another: () => openLog({ file }),
        close: async () => {
          await log.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
    {
      lanes,
      runs: 100,
      flipByte: async ({ file }, { lane, position }, fromEnd) =>
        withStore(file, (db) => {
          const pos = placeOf(lane, position);
          const { bytes } = db.prepare('SELECT bytes FROM commits WHERE pos = ?').get(pos) as { bytes: Uint8Array };
          const index = bytes.length - fromEnd;
          bytes[index] = (bytes[index] as number) ^ 1;
          db.prepare('UPDATE commits SET bytes = ? WHERE pos = ?').run(bytes, pos);
        }),
      gaps: [
        {
          name: 'a hole',
          hide: async ({ file }, at) => {
            const pos = placeOf(at.lane, at.position);
            withStore(file, (db) => db.prepare('UPDATE commits SET pos = -pos WHERE pos = ?').run(pos));
            return async () =>
              withStore(file, (db) => db.prepare('UPDATE commits SET pos = -pos WHERE pos = ?').run(-pos));
          },
        },
      ],
    },
  );

function withStore(file: string, run: (db: DatabaseSync) => unknown): void {
  const db = new DatabaseSync(file, { timeout: 5000 });
  run(db);
  db.close();
}
