import type { ReactNode } from 'react';
import type { SupplementTerm } from '../data/look-ups.ts';
import { useSpeech } from './reading.tsx';

/** Until when a supplement can be handed in, and what follows when it is not. */
export function Term({ term }: { term: SupplementTerm | null }): ReactNode {
  const t = useSpeech();
  if (!term) return null;
  const after = t.word('supplementExpiry', term.expiry);
  return <p>{t(`请在${t.date(term.due)}前提交，${after}。`, `Hand it in by ${t.date(term.due)}. ${after}.`)}</p>;
}
