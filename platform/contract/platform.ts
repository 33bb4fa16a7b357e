import type { Blobs } from './blobs.ts';
import type { Log } from './log.ts';
import type { State } from './state.ts';
import type { Vault } from './vault.ts';
import type { Upcast, View, ViewReader, ViewRunner } from './views.ts';

/** Everything the cloud runs on. Made by `openEmbedded` or `openAws`; nothing outside `platform/` asks which. */
export interface Platform {
  readonly log: Log;
  readonly views: ViewReader;
  readonly runner: ViewRunner;
  readonly vault: Vault;
  readonly state: State;
  readonly blobs: Blobs;
  readonly clock: Clock;
  /** What is known of the log's soundness, on platforms that look after it themselves. */
  soundness?(): Soundness;
  close(): Promise<void>;
}

/** How the log stands as far as anybody has looked. */
export interface Soundness {
  readonly state: 'checking' | 'sound' | 'damaged';
  /** Commits looked at, from the start of every lane. */
  readonly commits: number;
  /** When the whole log was last looked at; null before the first time. */
  readonly checkedAt: string | null;
  readonly damage: { readonly lane: number; readonly position: number; readonly why: string } | null;
}

export interface Clock {
  /** The instant now, ISO 8601 UTC with milliseconds. */
  now(): string;
  /** The business date now, `YYYY-MM-DD` in Asia/Shanghai. */
  today(): string;
}

/** What a platform must be told about the domain: the views to keep and how to lift old events. */
export interface Domain {
  readonly views: readonly View[];
  readonly upcast: Upcast;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => businessDate(new Date()),
};

/** The date in Asia/Shanghai (UTC+8, no summer time since 1991). */
export function businessDate(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
}
