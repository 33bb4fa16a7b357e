import { UnavailableError } from '../contract/log.ts';

/** How often and how patiently a refused call is repeated. */
export interface Patience {
  /** Calls at most, the first included. */
  readonly attempts: number;
  /** Longest first wait in milliseconds; doubles with each attempt. */
  readonly baseMs: number;
  /** Longest wait in milliseconds. */
  readonly capMs: number;
}

/** About six seconds in all. */
export const PATIENT: Patience = { attempts: 12, baseMs: 10, capMs: 1000 };

/** A random wait up to the attempt's limit ('full jitter': writers that collided part ways). */
export function pause(patience: Patience, attempt: number): Promise<void> {
  const limit = Math.min(patience.capMs, patience.baseMs * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * limit));
}

const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'TooManyRequestsException',
  'TransactionInProgressException',
  'TransactionConflictException',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'LimitExceededException',
  'KMSInternalException',
  'DependencyTimeoutException',
]);
const LOST = new Set(['TimeoutError', 'AbortError', 'RequestTimeout', 'RequestTimeoutException', 'NetworkingError']);
const LOST_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** True when the same call may succeed later: throttled, the service failed, or no answer came (then it may have worked). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  if (BUSY.has(error.name) || LOST.has(error.name) || LOST_CODES.has(String(code))) return true;
  return ($metadata?.httpStatusCode ?? 0) >= 500;
}

/**
 * Repeats a call that may be repeated until it answers. Throws `UnavailableError` when patience runs out, and at once
 * whatever is not transient.
 */
export async function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt >= patience.attempts) throw unavailable(error);
      await pause(patience, attempt - 1);
    }
  }
}

export function unavailable(cause: unknown): UnavailableError {
  const name = cause instanceof Error ? cause.name : 'unknown error';
  return new UnavailableError(`the store did not answer: ${name}`, { cause });
}
