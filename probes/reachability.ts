import type { ProbeFact } from '../events/site/stream.ts';

/** The national rule: a visit that needs 15 seconds or more counts as unreachable. */
export const LONGEST_MS = 15_000;

/** Asks for a site's home page once, as a visitor would; says what happened in documented codes. */
export async function probeReachability(url: string): Promise<ProbeFact> {
  const started = performance.now();
  try {
    const response = await fetch(url, {
      redirect: 'follow',
      signal: AbortSignal.timeout(LONGEST_MS),
      headers: { 'user-agent': 'Hengyun-Probe/1.0', accept: 'text/html' },
    });
    await response.body?.cancel();
    const ms = Math.round(performance.now() - started);
    const { status } = response;
    return { reachable: status < 500, ms, status, problem: status < 400 ? null : 'STATUS' };
  } catch (error) {
    return { reachable: false, ms: null, status: null, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'TIMEOUT';
  const code = ((error as { cause?: { code?: unknown } }).cause?.code ?? '') as string;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'DNS';
  if (code === 'ECONNREFUSED') return 'REFUSED';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'RESET';
  return /CERT|TLS|SSL|ERR_TLS/.test(code) ? 'TLS' : 'UNREACHABLE';
}
