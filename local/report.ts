/** Writes a fault to the error output: the reference that people were shown, and the stack. Errors carry no personal data. */
export function report(reference: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`[${new Date().toISOString()}] fault ${reference}: ${text}`);
}
