import type { ReactNode } from 'react';
import type { Step } from '../data/look-ups.ts';
import { useSpeech } from './reading.tsx';

/** Where a matter stands: each step with its state as a word, a mark and its date. */
export function Steps({ steps }: { steps: readonly Step[] }): ReactNode {
  const t = useSpeech();
  return (
    <ol className="timeline">
      {steps.map((step, at) => (
        // Steps of a loop (sent back and done again) have the same words; only the place tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above, and the list is never reordered
        <li key={at} className={`is-${step.status}`}>
          <strong>{step.label}</strong>{' '}
          <span className="quiet">
            {t.word('chartNodeStatus', step.status)}
            {step.on && ` · ${t.date(step.on)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
