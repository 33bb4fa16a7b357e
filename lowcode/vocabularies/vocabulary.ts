import type { Text } from '../text.ts';

/** Words for one enumeration: what people read in place of its codes. */
export type Vocabulary = { readonly [code: string]: Text };

/** Words of one part of the field, by the enumeration. */
export type Vocabularies = { readonly [name: string]: Vocabulary };

/** A word in Chinese and English. */
export function w(zh: string, en: string): Text {
  return { zh, en };
}
