import type { Text } from './text.ts';

/** Something wrong with a definition: a documented code, where it is (`pages.0.sections.1.items.2.key`), and what to do. */
export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: Text;
}

/** A problem with a Chinese message. */
export function problem(code: string, path: string, zh: string): Problem {
  return { code, path, message: { zh } };
}
