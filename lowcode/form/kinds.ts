import type { Field, FieldKind } from './definition.ts';

/** Whether a kind only says something, and so has no answer, no name for rules and nothing to require. */
export function saysOnly(kind: FieldKind | 'group'): boolean {
  return kind === 'note';
}

/** Whether answers are attachments. */
export function takesFiles(kind: FieldKind | 'group'): boolean {
  return kind === 'file' || kind === 'image';
}

/** A field whose answers are attachments. */
export function isFileField(item: { readonly kind: FieldKind | 'group' }): item is Field {
  return takesFiles(item.kind);
}
