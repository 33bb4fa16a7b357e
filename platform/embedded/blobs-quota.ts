import { UploadError } from './blobs-error.ts';

/** Bytes that may wait in the intake folder. */
export interface Quota {
  /** Of one person: ten files of the largest size. */
  readonly person: number;
  /** Of all together, so that uploads never fill the disk that the log lies on. */
  readonly all: number;
}

export const QUOTA: Quota = { person: 200 * 1024 * 1024, all: 4 * 1024 * 1024 * 1024 };

interface Waiting {
  readonly owner: string;
  readonly at: number;
  bytes: number;
}

/** What a file takes on the disk at least, however small. */
const BLOCK = 4096;

/** What waits in the intake folder, by file: what is being written counts as it comes. */
export class IntakeLedger {
  readonly #quota: Quota;
  readonly #waiting = new Map<string, Waiting>();
  readonly #ofOwner = new Map<string, number>();
  #all = 0;

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  /** Counts more bytes of a file. Throws UPLOAD_QUOTA for a person's share, UPLOAD_STORE_FULL for everybody's. */
  add(file: string, owner: string, at: number, bytes: number): void {
    this.found(file, owner, at, bytes);
    if ((this.#ofOwner.get(owner) ?? 0) > this.#quota.person) throw new UploadError('UPLOAD_QUOTA');
    if (this.#all > this.#quota.all) throw new UploadError('UPLOAD_STORE_FULL');
  }

  /** Counts what is there already, whether or not it would be taken today. */
  found(file: string, owner: string, at: number, bytes: number): void {
    const known = this.#waiting.get(file);
    const waiting = known ?? { owner, at, bytes: 0 };
    this.#waiting.set(file, waiting);
    const more = known ? bytes : Math.max(bytes, BLOCK);
    waiting.bytes += more;
    this.#sum(owner, more);
  }

  /** The file was written under another name, in the place of what had it. */
  rename(from: string, to: string): void {
    const waiting = this.#waiting.get(from);
    if (!waiting) return;
    this.#waiting.delete(from);
    this.remove(to);
    this.#waiting.set(to, waiting);
  }

  remove(file: string): void {
    const waiting = this.#waiting.get(file);
    if (!waiting) return;
    this.#waiting.delete(file);
    this.#sum(waiting.owner, -waiting.bytes);
  }

  /** Forgets what came before an instant (ms) and is swept away. */
  age(before: number): void {
    for (const [file, { at }] of this.#waiting) if (at < before) this.remove(file);
  }

  #sum(owner: string, bytes: number): void {
    this.#all += bytes;
    const sum = (this.#ofOwner.get(owner) ?? 0) + bytes;
    if (sum > 0) this.#ofOwner.set(owner, sum);
    else this.#ofOwner.delete(owner);
  }
}
