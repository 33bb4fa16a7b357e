import { createContext, type ReactNode, useContext } from 'react';
import { dateWords, instantWords, shortDateWords } from '../../../lowcode/dates.ts';
import { type Language, textIn, type VocabularyName, wordFor } from '../../../lowcode/words.ts';

const LanguageContext = createContext<Language>('zh');

export function ReadingIn({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** A text of the data: Chinese always, English where somebody wrote it. */
export interface DataText {
  readonly zh: string;
  readonly en?: string | null;
}

/** How a component speaks the reader's language. */
export interface Speech {
  readonly language: Language;
  /** A text of the site itself, written in both languages where it stands. */
  (zh: string, en: string): string;
  text(text: DataText): string;
  word(vocabulary: VocabularyName, code: string | null | undefined): string;
  date(date: string): string;
  shortDate(date: string): string;
  instant(instant: string): string;
}

export function speechIn(language: Language): Speech {
  const say = (zh: string, en: string): string => (language === 'en' ? en : zh);
  return Object.assign(say, {
    language,
    text: (text: DataText) => textIn(text, language),
    word: (vocabulary: VocabularyName, code: string | null | undefined) => wordFor(vocabulary, code, language),
    date: (date: string) => dateWords(date, language),
    shortDate: (date: string) => shortDateWords(date, language),
    instant: (instant: string) => instantWords(instant, language),
  });
}

export function useSpeech(): Speech {
  return speechIn(useContext(LanguageContext));
}
