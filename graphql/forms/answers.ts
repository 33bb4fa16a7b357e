/** Typed input as answers: unset fields are left out, rows without an id get their place as one. */
export function withRowIds(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    answers[key] = Array.isArray(value) ? value.map((one, i) => rowOf(one, i)) : plain(value);
  }
  return answers;
}

function rowOf(value: unknown, index: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const row = withRowIds(value as Record<string, unknown>);
  return 'id' in row ? row : { id: `r${index + 1}`, ...row };
}

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? { ...value } : value;
}
