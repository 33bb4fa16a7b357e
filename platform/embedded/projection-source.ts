import { DatabaseSync } from 'node:sqlite';
import { decodeText } from '../contract/encode.ts';
import type { Commit } from '../contract/log.ts';
import { LogReader } from './log-reader.ts';
import { placeOf, positionAt, readLanes } from './log-schema.ts';

/** Where projections read commits from: the log itself, or its file. */
export interface Source {
  readonly lanes: number;
  readLane(lane: number, after: number, limit: number): Promise<{ readonly commits: readonly Commit[] }>;
  heads(): Promise<number[]>;
  read(stream: string): Promise<{ readonly commits: readonly Commit[] }>;
}

/** The log's file. */
export interface FileSource extends Source {
  /** The next commits of a lane up to a position that it has, of the streams of one share. */
  readShare(lane: number, after: number, to: number, share: { share: number; of: number }, limit: number): Commit[];
  close(): void;
}

/** A page ends when its commits have so many characters. */
const PAGE_SIZE = 8 * 1024 * 1024;

/**
 * Reads `log.db` through a connection of its own, without a hop to another thread. What the log acknowledged is there:
 * the writer commits before it acknowledges.
 */
export function openSource(file: string): FileSource {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  // Pages are read where the file is mapped: a fifth less work than copying each.
  db.exec('PRAGMA mmap_size = 2147418112');
  const reader = new LogReader(db, readLanes(db, undefined));
  const page = db.prepare(
    'SELECT pos, CAST(bytes AS TEXT) AS text FROM commits WHERE pos > ? AND pos < ? ORDER BY pos LIMIT ?',
  );
  const ofShare = db.prepare(`SELECT pos, CAST(bytes AS TEXT) AS text FROM commits
    WHERE pos > ? AND pos <= ? AND stream % ? = ? ORDER BY pos LIMIT ?`);
  return {
    lanes: reader.lanes,
    readShare(lane, after, to, { share, of }, limit) {
      const rows = ofShare.iterate(placeOf(lane, after), placeOf(lane, to), of, share, limit);
      return Array.from(rows, ({ pos, text }) => decodeText(text as string, lane, positionAt(pos as number)));
    },
    async readLane(lane, after, limit) {
      const commits: Commit[] = [];
      let size = 0;
      // Text, since making it from bytes in JavaScript takes longer. The iterator ends before anything is awaited: an open one would hold the connection at an old snapshot.
      for (const row of page.iterate(placeOf(lane, after), placeOf(lane + 1, 0), limit)) {
        const text = row.text as string;
        const position = positionAt(row.pos as number);
        if (position !== after + commits.length + 1) break;
        try {
          commits.push(decodeText(text, lane, position));
        } catch (error) {
          // What stands before it can still be taken; the next page begins with it and tells.
          if (commits.length > 0) break;
          throw error;
        }
        size += text.length;
        if (size >= PAGE_SIZE) break;
      }
      return { commits };
    },
    heads: async () => reader.heads(),
    read: async (stream) => reader.read(stream),
    close: () => reader.close(),
  };
}
