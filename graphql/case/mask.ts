/** An identifier with all but its first and last characters hidden. */
export function maskIdentifier(identifier: string): string {
  if (identifier.length < 3) return '*'.repeat(identifier.length);
  return `${identifier[0]}${'*'.repeat(identifier.length - 2)}${identifier.at(-1)}`;
}

/** A name with all but its first character hidden. */
export function maskName(name: string): string {
  const characters = [...name];
  return `${characters[0] ?? ''}${'*'.repeat(Math.max(0, characters.length - 1))}`;
}
