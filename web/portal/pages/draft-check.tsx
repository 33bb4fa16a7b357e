import type { ReactNode } from 'react';
import { moneyWords } from '../../../lowcode/money.ts';
import { type DraftData, type Evaluated, SUBMIT_DRAFT, type SubmitAnswer } from '../data/drafts.ts';
import { AnswersList } from '../fields/answers-list.tsx';
import { NotYet } from '../fields/field-input.tsx';
import { WithLookups } from '../fields/lookups.tsx';
import { lookupsFor } from '../fields/lookups-for.ts';
import { messageAt, onPage, visiblePages } from '../fields/places.ts';
import { goTo, type Handler, type PageVisit, show, signInFirst } from '../page.tsx';
import { Notice } from '../parts/bits.tsx';
import { idOf } from '../parts/form-bits.tsx';
import { FormSteps } from '../parts/form-steps.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask, Refusal } from '../visit.ts';
import { evaluateDraft, openDraft } from './draft.ts';
import { problemWords } from './errors.tsx';

/** Check your answers: everything on one page, what is wrong with links, then the one button that submits. */
export const draftCheck: Handler = async (visit, { id = '' }) => draw(visit, id, null, []);

/** Submits. A second press, or a reload, gives the same receipt. */
export const submitDraft: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  try {
    const commandId = visit.form?.get('commandId') || null;
    const { submitDraft: receipt } = await ask<SubmitAnswer>(visit, SUBMIT_DRAFT, { id, commandId });
    const note = crypto.randomUUID();
    await visit.notes.put('receipt', note, { kind: 'case', ...receipt });
    return goTo(`/receipts/${note}`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL') || error.code === 'NOT_FOUND') throw error;
    return draw(visit, id, problemWords(error, visit.t.language), error.problem.extensions?.fields ?? []);
  }
};

async function draw(visit: PageVisit, id: string, refusal: string | null, fields: readonly Told[]): Promise<Response> {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return draft;
  const { t } = visit;
  const evaluated = await evaluateDraft(visit, draft, draft.answers);
  const lookups = await lookupsFor(visit, draft.formVersion, draft.answers);
  const title = t('核对并提交', 'Check and submit');
  const trail = [{ href: `/services/${encodeURIComponent(draft.service.key)}`, label: t.text(draft.service.name) }];
  return show(
    visit,
    { title: `${title} - ${t.text(draft.service.name)}`, trail, status: refusal ? 400 : 200 },
    <WithLookups lookups={lookups}>
      <Check
        draft={draft}
        evaluated={{ ...evaluated, errors: [...evaluated.errors, ...fields.filter(isNew(evaluated.errors))] }}
        refusal={refusal}
        commandId={crypto.randomUUID()}
      />
    </WithLookups>,
  );
}

type Told = Evaluated['errors'][number];

/** What only the submission could tell, beside what the form itself says. */
const isNew = (before: readonly Told[]) => (told: Told) => !before.some(({ path }) => path === told.path);

interface CheckProps {
  readonly draft: DraftData;
  readonly evaluated: Evaluated;
  readonly refusal: string | null;
  readonly commandId: string;
}

function Check({ draft, evaluated, refusal, commandId }: CheckProps): ReactNode {
  const t = useSpeech();
  const { definition } = draft.formVersion;
  const visible = new Set(evaluated.visible);
  const pages = visiblePages(definition, visible);
  const base = `/drafts/${encodeURIComponent(draft.id)}`;
  const wrong = evaluated.errors.map((error) => ({
    ...error,
    page: pages.find(({ page }) => onPage(page, error.path))?.number,
  }));
  const fee = definition.feeField && visible.has(definition.feeField) ? definition.feeField : null;
  const amount = fee && evaluated.computed[fee];
  return (
    <>
      <p className="quiet">{t.text(definition.title)}</p>
      <FormSteps base={base} pages={pages} now="check" />
      <h1>{t('核对并提交', 'Check and submit')}</h1>
      {refusal && (
        <Notice tone="danger" title={t('没有提交成功', 'Not submitted')}>
          <p>{refusal}</p>
        </Notice>
      )}
      {wrong.length > 0 && (
        <div className="summary-errors" role="alert" aria-labelledby="errors-title">
          <h2 id="errors-title">{t(`还有${wrong.length}处要改`, `${wrong.length} things to correct`)}</h2>
          <ul>
            {wrong.map((error) => (
              <li key={error.path + error.code}>
                <a href={error.page ? `${base}/${error.page}?show=errors#${idOf(error.path)}` : `${base}/1`}>
                  {messageAt(definition, error, t)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <AnswersList
        form={definition}
        answers={evaluated.answers}
        visible={visible}
        beside={(number) => (
          <a href={`${base}/${number}`} className="no-print">
            {t('修改', 'Change')}
            <span className="sr-only">{t.text(definition.pages[number - 1]?.title ?? { zh: '' })}</span>
          </a>
        )}
      />
      {fee && (
        <p className="section-title">
          {t('应缴费用', 'Fee')}{' '}
          {typeof amount === 'string' ? <span className="fee">{moneyWords(amount, t.language)}</span> : <NotYet />}
        </p>
      )}
      {wrong.length === 0 && (
        <form method="post" action={`${base}/submit`} className="section-title">
          <input type="hidden" name="commandId" value={commandId} />
          <p>
            {t(
              '提交后，工作人员5个工作日内告诉您是否受理。提交即表示以上内容真实。',
              'You are told within 5 working days whether it is accepted. By submitting you state that the above is true.',
            )}
          </p>
          <div className="actions">
            <button type="submit" className="button large">
              {t('提交申请', 'Submit')}
            </button>
          </div>
        </form>
      )}
      <details className="section-title no-print">
        <summary>{t('删除这份草稿', 'Delete this draft')}</summary>
        <form method="post" action={`${base}/delete`} className="stack">
          <p>{t('删除后不能恢复。', 'This cannot be undone.')}</p>
          <button type="submit" className="button danger">
            {t('确认删除', 'Delete')}
          </button>
        </form>
      </details>
      <p className="saved">{t(`上次保存：${t.instant(draft.savedAt)}`, `Last saved: ${t.instant(draft.savedAt)}`)}</p>
    </>
  );
}
