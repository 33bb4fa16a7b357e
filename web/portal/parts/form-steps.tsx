import type { ReactNode } from 'react';
import type { Page } from '../../../lowcode/form/definition.ts';
import { useSpeech } from './reading.tsx';

interface Props {
  readonly base: string;
  readonly pages: readonly { readonly page: Page; readonly number: number }[];
  /** Number of the present page; `check` on the last step. */
  readonly now: number | 'check';
}

/** How far one has come: pages done can be opened again. */
export function FormSteps({ base, pages, now }: Props): ReactNode {
  const t = useSpeech();
  const at = now === 'check' ? pages.length : pages.findIndex(({ number }) => number === now);
  const steps = [
    ...pages.map(({ page, number }) => ({ href: `${base}/${number}`, label: t.text(page.title) })),
    { href: `${base}/check`, label: t('核对并提交', 'Check and submit') },
  ];
  return (
    <nav aria-label={t('填写进度', 'Progress')}>
      <p className="sr-only">{t(`第${at + 1}步，共${steps.length}步`, `Step ${at + 1} of ${steps.length}`)}</p>
      <ol className="steps">
        {steps.map(({ href, label }, index) => (
          <li
            key={href}
            className={index === at ? 'now' : index < at ? 'done' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {index < at ? (
              <a href={href}>
                <b>{index + 1}</b>
                {label}
              </a>
            ) : (
              <>
                <b>{index + 1}</b>
                {label}
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
