import type { ReactNode } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import type { Guide } from '../data/services.ts';
import { FlowChart } from './flow-chart.tsx';
import { useSpeech } from './reading.tsx';

/** The second half of a guide, for who wants to know why: flow, law, questions. */
export function GuideWhy({ guide, name }: { guide: Guide; name: string }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <section aria-labelledby="flow">
        <h2 id="flow">{t('办理流程', 'How it is handled')}</h2>
        {guide.chart && <FlowChart chart={guide.chart} label={t(`${name}办理流程图`, `Flow chart: ${name}`)} />}
        {guide.process.length > 0 && (
          <ol className="process">
            {guide.process.map((step) => (
              <li key={step.name.zh}>
                <strong>{t.text(step.name)}</strong>
                <span className="quiet">
                  {t.text(step.who)} ·{' '}
                  {step.days === 0 ? t('当场', 'at once') : workingDaysWords(step.days, t.language)}
                  {step.result && ` · ${t.text(step.result)}`}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="basis">
        <h2 id="basis">{t('法律依据', 'Legal basis')}</h2>
        {guide.basis.map(({ law, article, text }) => (
          <div key={law + article} className="block">
            <p>
              <strong>
                {/^《/.test(law) ? law : `《${law}》`}
                {article}
              </strong>
            </p>
            {text && <blockquote>{text}</blockquote>}
          </div>
        ))}
        {guide.implementationCode && (
          <p className="quiet">
            {t('实施编码', 'Implementation code')} <span className="code">{guide.implementationCode}</span>
          </p>
        )}
      </section>
      {guide.faq.length > 0 && (
        <section aria-labelledby="faq">
          <h2 id="faq">{t('常见问题', 'Questions people ask')}</h2>
          {guide.faq.map(({ question, answer }) => (
            <details key={question.zh} className="faq">
              <summary>{t.text(question)}</summary>
              <p>{t.text(answer)}</p>
            </details>
          ))}
        </section>
      )}
    </>
  );
}
