import type { ReactNode } from 'react';
import { PROGRESS, type ProgressAnswer, type ProgressData } from '../data/look-ups.ts';
import { type Handler, show } from '../page.tsx';
import { Due, Facts, Notice, Tag } from '../parts/bits.tsx';
import { caseTone } from '../parts/case-tone.ts';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { Steps } from '../parts/steps.tsx';
import { ask, Refusal } from '../visit.ts';
import { problemWords } from './errors.tsx';

/** 进度查询. The query code travels in the body, so that it is in no address and no log. */
export const progress: Handler = async (visit) => {
  const { form, t } = visit;
  const title = t('办件进度查询', 'Progress of an application');
  const options = { title, trail: [] };
  const number = (form?.get('number') ?? visit.url.searchParams.get('number') ?? '').trim().slice(0, 40);
  const queryCode = (form?.get('queryCode') ?? '').trim().slice(0, 20);
  if (!form) return show(visit, options, <Ask title={title} number={number} errors={[]} />);
  const errors: FormError[] = [];
  if (!number) errors.push({ path: 'number', message: t('请输入办件编号', 'Enter the number') });
  if (!queryCode) errors.push({ path: 'queryCode', message: t('请输入查询码', 'Enter the query code') });
  if (errors.length > 0)
    return show(visit, { ...options, status: 400 }, <Ask title={title} number={number} errors={errors} />);
  const found = await look(visit, number, queryCode);
  if ('error' in found) {
    const status = found.tooMany ? 429 : 404;
    return show(
      visit,
      { ...options, status },
      <Ask title={title} number={number} errors={[{ path: 'number', message: found.error }]} />,
    );
  }
  return show(visit, options, <Found title={title} progress={found} />);
};

async function look(
  visit: Parameters<Handler>[0],
  number: string,
  queryCode: string,
): Promise<ProgressData | { error: string; tooMany: boolean }> {
  const { t } = visit;
  const unknown = t(
    '没有查到。请核对编号和查询码；一小时内最多试错五次',
    'Nothing found. Check the number and the code; five tries an hour',
  );
  try {
    const answer = await ask<ProgressAnswer>(visit, PROGRESS, { number, queryCode });
    return answer.progress ?? { error: unknown, tooMany: false };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL')) throw error;
    if (error.code === 'NOT_FOUND') return { error: unknown, tooMany: false };
    return { error: problemWords(error, t.language), tooMany: /TOO_MANY/.test(error.code) };
  }
}

function Ask({ title, number, errors }: { title: string; number: string; errors: readonly FormError[] }): ReactNode {
  const t = useSpeech();
  const at = (path: string): string | undefined => errors.find((error) => error.path === path)?.message;
  return (
    <>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action="/progress" className="form stack">
        <TextInput
          name="number"
          label={t('办件编号', 'Number of the application')}
          hint={t('写在回执上', 'It is on the receipt')}
          value={number}
          error={at('number')}
          maxLength={40}
          autoComplete="off"
          plain
        />
        <TextInput
          name="queryCode"
          label={t('查询码', 'Query code')}
          hint={t('提交申请时和编号一起给出', 'Given with the number when you applied')}
          error={at('queryCode')}
          maxLength={20}
          autoComplete="off"
          plain
          short
        />
        <button type="submit" className="button">
          {t('查询', 'Look up')}
        </button>
      </form>
      <p className="quiet section-title">
        {t('查热线诉求，请到', 'For a hotline ticket, go to')}{' '}
        <a href="/hotline/progress">{t('诉求进度查询', 'progress of a ticket')}</a>
        {t('；登录后可以在', '; after signing in, see all in')} <a href="/my">{t('我的办事', 'My matters')}</a>
        {t('看到全部办件。', '.')}
      </p>
    </>
  );
}

function Found({ title, progress }: { title: string; progress: ProgressData }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
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
            !progress.decidedOn && [
              progress.state === 'received' ? t('最迟受理日期', 'Acceptance by') : t('应当办结', 'Due'),
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
      <p className="no-print">
        <a href="/progress">{t('再查一件', 'Look up another')}</a>
      </p>
    </>
  );
}
