import { join } from 'node:path';
import type { Procedure } from '../../../lowcode/flow/definition.ts';
import { readJson } from '../../../samples/county.ts';
import type { SampleTicket } from '../stock/sample-tickets.ts';

/** An act on a case; `at` is a working day counted from the last one before the first start (`-3 09:30`). */
export interface CaseAct {
  readonly at: string;
  readonly act: 'submit' | 'requestSupplement' | 'accept' | 'stopClock' | 'pass' | 'refuse';
  readonly stage?: string;
  readonly procedure?: Procedure;
  readonly reason?: string;
}

export interface FreshCase {
  readonly service: string;
  readonly kind: 'person' | 'company';
  readonly channel: 'web' | 'window' | 'agent';
  /** Begins with `submit`. */
  readonly story: readonly CaseAct[];
}

/** A ticket as the told ones are, with days counted as those of cases. */
export type FreshTicket = Omit<SampleTicket, 'no'>;

/** Open cases and tickets that every sample person has work with from the first day: `samples/hengshan/fresh.json`. */
export interface FreshWork {
  readonly cases: readonly FreshCase[];
  readonly tickets: readonly FreshTicket[];
}

export function readFreshWork(): FreshWork {
  return readJson<FreshWork>(join(import.meta.dirname, '..', '..', '..', 'samples', 'hengshan', 'fresh.json'));
}
