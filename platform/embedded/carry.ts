import type { EmbeddedBlobs } from './blobs.ts';
import type { EmbeddedState } from './state.ts';
import type { EmbeddedKeys } from './vault-keys.ts';

/** What stands beside the log and goes along with an export of it. Whatever is secret in it stays sealed or wrapped. */
export type Carried =
  /** A subject's key as the key-encryption key wrapped it, base64; null when it was destroyed. */
  | { readonly subject: string; readonly wrapped: string | null }
  /** The keyed hash of an identifier, and whose it is. */
  | { readonly lookup: string; readonly of: string }
  /** The next number that a series gives. */
  | { readonly series: string; readonly next: number }
  | { readonly draft: DraftRow }
  /** A kept file by its name on the disk, its sealed bytes in base64. */
  | { readonly file: string; readonly bytes: string };

/** A draft, or a file that one names: encrypted under a key that follows from the key-encryption key. */
export interface DraftRow {
  readonly kind: string;
  readonly name: string;
  readonly owner: string | null;
  readonly version: number;
  readonly saved: number;
  readonly expires: number;
  readonly value: string;
}

export interface Carry {
  /** Tells which key-encryption key wrapped what is carried, without telling the key. */
  readonly kek: string;
  /** Where that key stands. It never travels with an export. */
  readonly keyFile: string;
  /** Everything, page by page. */
  rows(): AsyncIterable<readonly Carried[]>;
  /** Takes rows of a data folder of the same key-encryption key; how many were new. Repeating it is harmless. */
  take(rows: readonly Carried[]): Promise<number>;
  /** Notes that nobody here can open what was sealed for these subjects: it reads as null. Their keys may still be taken later. */
  giveUp(subjects: readonly string[]): Promise<number>;
}

interface Parts {
  readonly kek: string;
  readonly keyFile: string;
  readonly keys: EmbeddedKeys;
  readonly state: EmbeddedState;
  readonly blobs: EmbeddedBlobs;
  /** Called when keys changed behind the vault's back. */
  readonly keysMoved: () => void;
}

const PAGE = 500;

export function carryOf({ kek, keyFile, keys, state, blobs, keysMoved }: Parts): Carry {
  const take = async (rows: readonly Carried[]): Promise<number> => {
    let added = await keys.take(rows.filter((row) => 'subject' in row || 'lookup' in row));
    added += await state.take(rows.filter((row) => 'series' in row || 'draft' in row));
    for (const row of rows) if ('file' in row) added += Number(await blobs.take(row.file, fromBase64(row.bytes)));
    keysMoved();
    return added;
  };
  return {
    kek,
    keyFile,
    take,
    async *rows() {
      for (const source of [keys.rows(), state.rows()]) {
        let page: Carried[] = [];
        for (const row of source) {
          page.push(row);
          if (page.length < PAGE) continue;
          yield page;
          page = [];
        }
        if (page.length > 0) yield page;
      }
      for (const file of await blobs.list()) {
        const bytes = await blobs.bytesOf(file);
        // One that was deleted meanwhile needs no copy.
        if (bytes) yield [{ file, bytes: Buffer.from(bytes).toString('base64') }];
      }
    },
    async giveUp(subjects) {
      const given = await keys.giveUp(subjects);
      keysMoved();
      return given;
    },
  };
}

export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
