import type { ReactNode } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { startAnswers } from '../../../lowcode/form/start.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { SituationAnswers } from '../../../lowcode/service/questions.ts';
import { APPLY, type ApplyAnswer, SAVE_DRAFT, START_DRAFT, type StartAnswer } from '../data/drafts.ts';
import { goTo, type Handler, show, signInFirst } from '../page.tsx';
import { Facts, Notice } from '../parts/bits.tsx';
import { SituationWords, situationOf, tailored } from '../parts/guide-questions.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

/** Before one starts: what to have at hand, and drafts of the same item that are still there. */
export const apply: Handler = async (visit, { service: key = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  const answer = await ask<ApplyAnswer>(visit, APPLY, { key });
  if (!answer.service) return notFound(visit);
  const { t } = visit;
  const title = t.text(answer.service.name);
  const trail = [{ href: `/services/${encodeURIComponent(key)}`, label: t('办事指南', 'Guide') }];
  return show(
    visit,
    { title: t(`申请：${title}`, `Apply: ${title}`), trail },
    <Start
      {...answer}
      service={answer.service}
      kind={visit.viewer.claims.kind}
      answers={situationOf(visit.url, answer.service.guide?.questions ?? [])}
    />,
  );
};

export const startApply: Handler = async (visit, { service = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  // Pressed twice, or with Back: what was begun is gone on with, unless another is asked for.
  if (visit.form?.get('another') !== '1') {
    const { myDrafts } = await ask<ApplyAnswer>(visit, APPLY, { key: service });
    const [latest] = draftsOf(myDrafts, service);
    if (latest) return goTo(`/drafts/${encodeURIComponent(latest.id)}/1`);
  }
  const { startDraft } = await ask<StartAnswer>(visit, START_DRAFT, { service });
  const { definition } = startDraft.formVersion;
  const known = Object.fromEntries(startDraft.prefilled.map(({ field, answer }) => [field, answer]));
  const answers = { ...startAnswers(definition, {}), ...known, ...situationIn(visit.form, definition) };
  if (Object.keys(answers).length > 0)
    await ask(visit, SAVE_DRAFT, { id: startDraft.id, answers, expectVersion: startDraft.version });
  return goTo(`/drafts/${encodeURIComponent(startDraft.id)}/1`);
};

/** The answers to guided questions that came along from the guide. */
function situationIn(posted: URLSearchParams | null, form: FormDefinition): Readonly<Record<string, string>> {
  const found = itemsOf(form).flatMap(({ item }) => {
    const value = posted?.get(`situation.${item.key}`);
    const known = item.kind === 'choice' && item.options?.some((option) => option.value === value);
    return known && value ? [[item.key, value] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Drafts of an item, the one saved last first. */
function draftsOf(drafts: ApplyAnswer['myDrafts'], service: string): ApplyAnswer['myDrafts'] {
  return drafts.filter((draft) => draft.service.key === service).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}

function Start({
  service,
  myDrafts,
  kind,
  answers,
}: ApplyAnswer & {
  service: NonNullable<ApplyAnswer['service']>;
  kind: string;
  answers: SituationAnswers;
}): ReactNode {
  const t = useSpeech();
  const drafts = draftsOf(myDrafts, service.key);
  const { pending } = service;
  const questions = service.guide?.questions ?? [];
  const materials = tailored(service.guide?.materials ?? [], questions, answers).filter(
    (material) => material.source !== 'government',
  );
  const name = t.text(service.name);
  const suits = kind === 'staff' || service.audience.includes(kind);
  return (
    <>
      <h1>{t(`申请：${name}`, `Apply: ${name}`)}</h1>
      {!suits && (
        <Notice
          tone="warn"
          title={t(
            `这个事项面向${service.audience.map((each) => t.word('applicantKind', each)).join('、')}`,
            `This is for: ${service.audience.map((each) => t.word('applicantKind', each)).join(', ')}`,
          )}
        >
          <p>
            {t(
              '您登录的账号不属于这一类，请换账号后再申请。',
              'Your account is not of that kind; sign in with another.',
            )}
          </p>
        </Notice>
      )}
      {kind === 'staff' && (
        <Notice tone="info" title={t('您以工作人员身份登录', 'You are signed in as staff')}>
          <p>
            {t('替群众填报请到', 'To file for somebody else, use the')} <a href="/desk">{t('工作台', 'desk')}</a>
            {t('。', '.')}
          </p>
        </Notice>
      )}
      {pending && (
        <Notice
          tone="warn"
          title={t('您已有一件正在办理，办结前不能再申请', 'You have one under way: wait for its decision')}
        >
          <p>
            <a className="button" href={`/my/cases/${encodeURIComponent(pending.id)}`}>
              {t(
                `查看 ${pending.number}（${t.date(pending.submittedOn)}提交，${t.word('caseState', pending.state)}）`,
                `See ${pending.number} (${t.date(pending.submittedOn)}, ${t.word('caseState', pending.state)})`,
              )}
            </a>
          </p>
        </Notice>
      )}
      {drafts.length > 0 && !pending && (
        <Notice tone="info" title={t('您有没填完的草稿', 'You have an unfinished draft')}>
          <ul className="plain">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a href={`/drafts/${encodeURIComponent(draft.id)}`}>
                  {t(`继续填写（${t.instant(draft.savedAt)}保存）`, `Continue (saved ${t.instant(draft.savedAt)})`)}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {pending ? null : !service.online || !service.form ? (
        <Notice tone="warn" title={t('这个事项暂不能网上申请', 'This cannot be applied for online yet')}>
          <p>
            <a href={`/services/${encodeURIComponent(service.key)}`}>
              {t('请按办事指南到窗口办理', 'Please use the counter: see the guide')}
            </a>
          </p>
        </Notice>
      ) : (
        <>
          <Facts
            rows={[
              [
                t('要填的内容', 'What you fill in'),
                service.form.definition.pages.map((page) => t.text(page.title)).join(t('、', ', ')),
              ],
              [t('办理部门', 'Department'), t.text(service.unit.name)],
              [t('承诺时限', 'Promised'), workingDaysWords(service.promisedDays, t.language)],
              [
                t('费用', 'Cost'),
                service.guide &&
                  (service.guide.fees.length === 0
                    ? t('不收费', 'Free')
                    : service.guide.fees.map((fee) => t.text(fee.standard)).join(t('；', '; '))),
              ],
            ]}
          />
          <h2>{t('请先准备好', 'Have these ready')}</h2>
          <SituationWords questions={questions} answers={answers} />
          {materials.length === 0 ? (
            <p>{t('不用准备材料。', 'Nothing.')}</p>
          ) : (
            <ul>
              {materials.map((material) => (
                <li key={material.key}>
                  {t.text(material.name)}
                  <span className="quiet">
                    {t('（', ' (')}
                    {material.whenText ? t.text(material.whenText) : t.word('necessity', material.necessity)}
                    {t('）', ')')}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="section-title">
            {t(
              '填写中每翻一页自动保存，30天内可以接着填。',
              'Each page is saved as you go; you can continue within 30 days.',
            )}
          </p>
          <form method="post" action={`/apply/${encodeURIComponent(service.key)}`} className="actions">
            {drafts[0] && (
              <a className="button large" href={`/drafts/${encodeURIComponent(drafts[0].id)}/1`}>
                {t('接着填草稿', 'Continue the draft')}
              </a>
            )}
            {drafts[0] && <input type="hidden" name="another" value="1" />}
            {Object.entries(answers).map(([key, value]) => (
              <input key={key} type="hidden" name={`situation.${key}`} value={value} />
            ))}
            <button type="submit" className={drafts[0] ? 'button secondary' : 'button large'}>
              {drafts[0] ? t('另填一份', 'Fill in another') : t('开始填写', 'Start')}
            </button>
          </form>
        </>
      )}
    </>
  );
}
