import type { Text } from './text.ts';
import { type Vocabulary, words } from './vocabularies.ts';

export { words };
export type VocabularyName = keyof typeof words;
export type Language = 'zh' | 'en';

/**
 * The word for a code. A code that no vocabulary knows (a program newer than this page) reads 其他 or Other: people
 * never see codes.
 */
export function wordFor(name: VocabularyName, code: string | null | undefined, language: Language = 'zh'): string {
  const vocabulary: Vocabulary = words[name];
  const text = code != null && Object.hasOwn(vocabulary, code) ? vocabulary[code] : undefined;
  if (!text) return language === 'en' ? 'Other' : '其他';
  return textIn(text, language);
}

/** A text in the reader's language: English only where somebody wrote it. */
export function textIn(text: Text | { zh: string; en?: string | null }, language: Language = 'zh'): string {
  return language === 'en' ? text.en || text.zh : text.zh;
}

/** 星级 of the national rating scheme (好差评): 5 非常满意 ... 1 非常不满意. */
export const starWords: readonly Text[] = [
  { zh: '非常不满意', en: 'Very dissatisfied' },
  { zh: '不满意', en: 'Dissatisfied' },
  { zh: '基本满意', en: 'Fairly satisfied' },
  { zh: '满意', en: 'Satisfied' },
  { zh: '非常满意', en: 'Very satisfied' },
];
