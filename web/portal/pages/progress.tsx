import type { ReactNode } from 'react';
import { PROGRESS, type ProgressAnswer, type ProgressData } from '../data/look-ups.ts';
import { Due, Facts, Notice, Tag } from '../parts/bits.tsx';
import { caseTone } from '../parts/case-tone.ts';
import { useSpeech } from '../parts/reading.tsx';
import { Steps } from '../parts/steps.tsx';
import { Term } from '../parts/supplement-term.tsx';
import { ask } from '../visit.ts';
import { lookUp } from './look-up.tsx';

export const progress = lookUp<ProgressData>({
  title: ({ t }) => t('办件进度查询', 'Progress of an application'),
  trail: () => [],
  label: ({ t }) => t('办件编号', 'Number of the application'),
  numberHint: ({ t }) => t('写在回执上，例如 CG2026031600001', 'It is on the receipt'),
  codeHint: ({ t }) => t('提交申请时和编号一起给出', 'Given with the number when you applied'),
  missing: ({ t }) => t('请输入办件编号', 'Enter the number'),
  find: async (visit, number, queryCode) =>
    (await ask<ProgressAnswer>(visit, PROGRESS, { number, queryCode })).progress,
  shown: (found) => <Found progress={found} />,
  besides: ({ t }) => (
    <p className="quiet section-title">
      {t('查热线诉求，请到', 'For a hotline ticket, go to')}{' '}
      <a href="/hotline/progress">{t('诉求进度查询', 'progress of a ticket')}</a>
      {t('；登录后可以在', '; after signing in, see all in')} <a href="/my">{t('我的办事', 'My matters')}</a>
      {t('看到全部办件。', '.')}
    </p>
  ),
});

function Found({ progress }: { progress: ProgressData }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h2>
        {t.text(progress.serviceName)} <Tag tone={caseTone(progress.state)}>{t.word('caseState', progress.state)}</Tag>
      </h2>
      {progress.defects.length > 0 && (
        <Notice tone="warn" title={t('请补正下列内容', 'Please supply the following')}>
          <ul>
            {progress.defects.map((defect) => (
              <li key={defect.at}>
                {defect.label}：{defect.reason}
              </li>
            ))}
          </ul>
          <Term term={progress.supplementTerm} />
          <p>
            <a href="/my">{t('登录后补正', 'Sign in to supply')}</a>
          </p>
        </Notice>
      )}
      <Facts
        rows={[
          [
            t('办件编号', 'Number'),
            <span key="n" className="code">
              {progress.number}
            </span>,
          ],
          [t('办理部门', 'Department'), t.text(progress.unit.name)],
          [t('提交日期', 'Submitted'), t.date(progress.submittedOn)],
          [t('受理日期', 'Accepted'), progress.acceptedOn && t.date(progress.acceptedOn)],
          progress.due &&
            progress.due.level !== 'done' &&
            !progress.decidedOn && [
              progress.state === 'received'
                ? t('最迟受理日期', 'Acceptance by')
                : progress.acceptedOn
                  ? t('应当办结', 'Due')
                  : t('受理期限', 'Acceptance'),
              <Due key="d" due={progress.due} />,
            ],
          [t('办结日期', 'Decided'), progress.decidedOn && t.date(progress.decidedOn)],
          [t('理由', 'Reasons'), progress.reasons],
          [t('救济途径', 'Remedies'), progress.remedies],
          [
            t('电子证照', 'Licence'),
            progress.licenceIdentifier && (
              <a key="l" className="code" href={`/licences/verify/${encodeURIComponent(progress.licenceIdentifier)}`}>
                {progress.licenceIdentifier}
              </a>
            ),
          ],
        ]}
      />
      <h2>{t('办理过程', 'Steps')}</h2>
      <Steps steps={progress.steps} />
    </>
  );
}
