import type { ReactNode } from 'react';
import { useSpeech } from './reading.tsx';

/**
 * Filters beside a list. On a phone they are folded above it, so that what was found comes first; how many are set
 * stands in the summary. Needs no script.
 */
export function Filters({ set, children }: { set: number; children: ReactNode }): ReactNode {
  const t = useSpeech();
  return (
    <aside aria-label={t('筛选', 'Filters')}>
      <details className="filters">
        <summary>
          {t('筛选', 'Filters')}
          {set > 0 && <span className="filters-set">{t(`（已选${set}项）`, ` (${set} set)`)}</span>}
        </summary>
        {children}
      </details>
    </aside>
  );
}
