import type { Field, FieldKind } from './definition.ts';

const SPEAKING: ReadonlySet<string> = new Set<FieldKind>(['note', 'heading']);

/** Whether a kind only says something, and so has no answer, no name for rules and nothing to require. */
export function saysOnly(kind: FieldKind | 'group'): boolean {
  return SPEAKING.has(kind);
}

/** Whether people see nothing of a kind: its answer is computed and kept for rules and lists. */
export function isUnseen(kind: FieldKind | 'group'): boolean {
  return kind === 'hidden';
}

/** Whether answers are attachments. */
export function takesFiles(kind: FieldKind | 'group'): boolean {
  return kind === 'file' || kind === 'image';
}

/** A field whose answers are attachments. */
export function isFileField(item: { readonly kind: FieldKind | 'group' }): item is Field {
  return takesFiles(item.kind);
}

/** Whether agreeing is the whole answer: nothing but a tick, or a tick for a text of a version. */
export function isTick(kind: FieldKind | 'group'): boolean {
  return kind === 'declaration' || kind === 'consent';
}
