import type { ReactNode } from 'react';
import { takesFiles } from '../../../lowcode/form/kinds.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import { moneyWords } from '../../../lowcode/money.ts';
import { starWords, textIn } from '../../../lowcode/words.ts';
import { MY_CASE, type MyCase, type MyCaseAnswer, RATE, WITHDRAW } from '../data/mine.ts';
import { AnswersList } from '../fields/answers-list.tsx';
import { fileSize } from '../fields/file-field.tsx';
import { WithLookups } from '../fields/lookups.tsx';
import { lookupsFor } from '../fields/lookups-for.ts';
import { goTo, type Handler, type PageVisit, show, signInFirst } from '../page.tsx';
import { Due, Facts, Notice, Tag } from '../parts/bits.tsx';
import { caseTone } from '../parts/case-tone.ts';
import { FlowChart } from '../parts/flow-chart.tsx';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import { Radios } from '../parts/radios.tsx';
import { type Speech, useSpeech } from '../parts/reading.tsx';
import { Term } from '../parts/supplement-term.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

/** Nothing follows any more, and nobody decided. */
const STOPPED: ReadonlySet<string> = new Set(['withdrawn', 'notAccepted']);

export const myCase: Handler = async (visit, { id = '' }) => drawCase(visit, id, []);

export const withdrawCase: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  const reason = (visit.form?.get('reason') ?? '').trim();
  if (reason.length < 2 || reason.length > 200)
    return drawCase(visit, id, [
      { path: 'reason', message: visit.t('请写明撤回的原因，2到200个字', 'Say why, in 2 to 200 characters') },
    ]);
  await ask(visit, WITHDRAW, { id, reason, expect: expected(visit), commandId: visit.form?.get('commandId') ?? null });
  return goTo(`/my/cases/${encodeURIComponent(id)}`);
};

/** 好差评: five stars, once a case. */
export const rateCase: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  const stars = Number(visit.form?.get('stars') ?? 0);
  if (![1, 2, 3, 4, 5].includes(stars))
    return drawCase(visit, id, [{ path: 'stars', message: visit.t('请选择一个评价', 'Choose a rating') }]);
  const tags = (visit.form?.getAll('tags') ?? []).slice(0, 10);
  await ask(visit, RATE, { id, stars, tags, commandId: visit.form?.get('commandId') ?? null });
  return goTo(`/my/cases/${encodeURIComponent(id)}`);
};

export function expected({ form }: PageVisit): number | null {
  const revision = form?.get('revision');
  return revision && /^[0-9]{1,9}$/.test(revision) ? Number(revision) : null;
}

async function drawCase(visit: PageVisit, id: string, errors: readonly FormError[]): Promise<Response> {
  if (!visit.viewer) return signInFirst(visit);
  const { case: found } = await ask<MyCaseAnswer>(visit, MY_CASE, { id });
  if (!found) return notFound(visit);
  const { t } = visit;
  const lookups = await lookupsFor(visit, found.formVersion, found.answers ?? {});
  const trail = [{ href: '/my', label: t('我的办事', 'My matters') }];
  return show(
    visit,
    { title: t.text(found.service.name), trail, status: errors.length > 0 ? 400 : 200 },
    <WithLookups lookups={lookups}>
      <CasePage found={found} errors={errors} />
    </WithLookups>,
  );
}

function CasePage({ found, errors }: { found: MyCase; errors: readonly FormError[] }): ReactNode {
  const t = useSpeech();
  const base = `/my/cases/${encodeURIComponent(found.id)}`;
  return (
    <>
      <h1>{t.text(found.service.name)}</h1>
      <p className="tags">
        <Tag tone={caseTone(found.state)}>{t.word('caseState', found.state)}</Tag>
        {found.trial && <Tag tone="warn">{t('试运行', 'On trial')}</Tag>}
        {found.deemedAccepted && <Tag icon={false}>{t('逾期未告知，视为受理', 'Accepted by silence')}</Tag>}
      </p>
      <ErrorSummary errors={errors} />
      {found.defects.length > 0 && found.state === 'supplementRequested' && (
        <Notice
          tone="warn"
          title={t(`请一次补齐下列${found.defects.length}项`, `Please supply these ${found.defects.length} at once`)}
        >
          <ol>
            {found.defects.map((defect) => (
              <li key={defect.at}>
                <strong>{defect.label}</strong>：{defect.reason}
              </li>
            ))}
          </ol>
          <Term term={found.supplementTerm} />
          {found.actions.includes('supplement') && (
            <p>
              <a className="button" href={`${base}/supplement`}>
                {t('去补正', 'Supply now')}
              </a>
            </p>
          )}
        </Notice>
      )}
      <Facts
        rows={[
          [
            t('办件编号', 'Number'),
            <span key="n" className="code">
              {found.number}
            </span>,
          ],
          [t('办理部门', 'Department'), t.text(found.unit.name)],
          [t('提交日期', 'Submitted'), t.date(found.submittedOn)],
          found.state === 'received' && [
            t('最迟受理日期', 'Acceptance by'),
            found.due ? <Due key="a" due={found.due} /> : t('待定', 'To be set'),
          ],
          [t('受理日期', 'Accepted'), found.acceptedOn && t.date(found.acceptedOn)],
          found.due &&
            found.due.level !== 'done' &&
            found.state !== 'received' &&
            !found.decidedOn && [
              found.acceptedOn ? t('应当办结', 'Due') : t('受理期限', 'Acceptance'),
              <Due key="d" due={found.due} />,
            ],
          [t('办结日期', 'Decided'), found.decidedOn && t.date(found.decidedOn)],
          found.decidedOn !== null &&
            found.daysUsed !== null && [
              t('用时', 'Time used'),
              t(
                `${found.daysUsed === 0 ? '当天办结' : `${found.daysUsed}个工作日`}${found.onTime ? '，没有超期' : ''}`,
                `${found.daysUsed} working days${found.onTime ? ', on time' : ''}`,
              ),
            ],
          [t('费用', 'Fee'), found.fee && moneyWords(found.fee, t.language)],
          [t('理由', 'Reasons'), found.reasons],
          [t('救济途径', 'Remedies'), found.remedies],
        ]}
      />
      {found.licence && <LicencePart licence={found.licence} />}
      <div className="two">
        <section>
          <h2>{t('办理过程', 'What happened')}</h2>
          <Timeline entries={found.timeline} />
        </section>
        {!STOPPED.has(found.state) && (
          <section>
            <h2>{found.acceptedOn ? t('办到哪一步', 'Where it stands') : t('受理后怎样办理', 'What follows')}</h2>
            <FlowChart chart={found.chart} label={t('办理流程图', 'Flow chart')} live />
          </section>
        )}
      </div>
      <details className="section-title">
        <summary>{t('查看填报内容和附件', 'What was filled in, and files')}</summary>
        {found.answers ? (
          <AnswersList form={found.formVersion.definition} answers={found.answers} />
        ) : (
          <p className="quiet">
            {t(
              '个人信息已无法读取（已经删除，或者密钥不在这里）。',
              'The personal data cannot be read any more: it was erased, or its key is not here.',
            )}
          </p>
        )}
        {found.attachments.length > 0 && (
          <>
            <h2>{t('附件', 'Files')}</h2>
            <Facts rows={filesByField(found, t)} />
          </>
        )}
      </details>
      {found.rating ? (
        <p className="section-title">
          {t('您的评价：', 'Your rating: ')}
          {textIn(starWords[found.rating.stars - 1] ?? { zh: '' }, t.language)}
        </p>
      ) : (
        found.actions.includes('rate') && <RateForm base={base} errors={errors} />
      )}
      {found.actions.includes('withdraw') && <WithdrawForm base={base} revision={found.revision} errors={errors} />}
      <p className="section-title no-print">
        <a href={`/hotline?case=${encodeURIComponent(found.number)}`}>
          {t('对这件事有意见，向12345反映', 'Complain about this to 12345')}
        </a>
      </p>
    </>
  );
}

/** Files under the names of the fields that asked for them. */
function filesByField({ formVersion, attachments }: MyCase, t: Speech): readonly (readonly [string, ReactNode])[] {
  const labels = new Map<string, string>();
  for (const { field } of fieldsOf(formVersion.definition))
    if (takesFiles(field.kind)) labels.set(field.material ?? field.key, t.text(field.label));
  const groups = Map.groupBy(attachments, ({ material }) => labels.get(material ?? '') ?? t('其他', 'Other'));
  return [...groups].map(([label, files]) => [
    label,
    <ul key={label} className="plain">
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url}>{file.name}</a> <span className="quiet">{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>,
  ]);
}

function LicencePart({ licence }: { licence: NonNullable<MyCase['licence']> }): ReactNode {
  const t = useSpeech();
  return (
    <section
      className={`licence-card section-title ${licence.state === 'valid' ? 'is-valid' : 'is-bad'}`}
      aria-labelledby="licence"
    >
      <h2 id="licence">{t.text(licence.typeName)}</h2>
      <Facts
        rows={[
          [t('证照编号', 'Number'), licence.number],
          ...licence.fields.map((field) => [t.text(field.label), field.value] as const),
          [
            t('有效期', 'Valid'),
            t(
              `${t.shortDate(licence.validFrom)}至${licence.validTo ? t.shortDate(licence.validTo) : '长期'}`,
              `${t.shortDate(licence.validFrom)} to ${licence.validTo ? t.shortDate(licence.validTo) : 'no end'}`,
            ),
          ],
          [t('状态', 'State'), t.word('licenceState', licence.state)],
          [
            t('证照标识', 'Identifier'),
            <a key="i" className="code" href={`/licences/verify/${encodeURIComponent(licence.identifier)}`}>
              {licence.identifier}
            </a>,
          ],
        ]}
      />
    </section>
  );
}

function RateForm({ base, errors }: { base: string; errors: readonly FormError[] }): ReactNode {
  const t = useSpeech();
  const tags = [
    t('办得快', 'Fast'),
    t('说得清楚', 'Clearly explained'),
    t('态度好', 'Kind'),
    t('跑得少', 'Few visits'),
    t('办得慢', 'Slow'),
    t('说不清楚', 'Unclear'),
    t('反复要材料', 'Papers asked again'),
  ];
  return (
    <section aria-labelledby="rate">
      <h2 id="rate">{t('评价这次办理', 'Rate this')}</h2>
      <form method="post" action={`${base}/rate`} className="form stack stars">
        <input type="hidden" name="commandId" value={crypto.randomUUID()} />
        <Radios
          name="stars"
          legend={t('总体感受', 'Overall')}
          value=""
          error={errors.find(({ path }) => path === 'stars')?.message}
          options={[5, 4, 3, 2, 1].map((stars) => [
            String(stars),
            textIn(starWords[stars - 1] ?? { zh: '' }, t.language),
          ])}
        />
        <fieldset className="field">
          <legend>{t('哪些方面（选填）', 'What about it (optional)')}</legend>
          {tags.map((tag) => (
            <label key={tag} className="tick">
              <input type="checkbox" name="tags" value={tag} />
              <span>{tag}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button secondary">
          {t('提交评价', 'Send')}
        </button>
      </form>
    </section>
  );
}

function WithdrawForm({
  base,
  revision,
  errors,
}: {
  base: string;
  revision: number;
  errors: readonly FormError[];
}): ReactNode {
  const t = useSpeech();
  const error = errors.find(({ path }) => path === 'reason')?.message;
  return (
    <details className="section-title" open={error ? true : undefined}>
      <summary>{t('撤回申请', 'Withdraw')}</summary>
      <form method="post" action={`${base}/withdraw`} className="form stack section-title">
        <input type="hidden" name="revision" value={revision} />
        <input type="hidden" name="commandId" value={crypto.randomUUID()} />
        <TextInput
          name="reason"
          label={t('为什么撤回', 'Why')}
          hint={t('撤回后不能恢复，需要时请重新申请', 'This cannot be undone')}
          error={error}
          rows={3}
          maxLength={200}
        />
        <button type="submit" className="button danger">
          {t('确认撤回', 'Withdraw')}
        </button>
      </form>
    </details>
  );
}
