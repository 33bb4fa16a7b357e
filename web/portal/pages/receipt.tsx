import type { ReactNode } from 'react';
import { type Handler, show } from '../page.tsx';
import { Facts, Notice } from '../parts/bits.tsx';
import { Icon } from '../parts/icon.tsx';
import { type DataText, useSpeech } from '../parts/reading.tsx';
import { notFound } from './errors.tsx';

interface KeptReceipt {
  readonly kind: 'case' | 'ticket';
  readonly number: string;
  readonly queryCode: string;
  readonly repeated: boolean;
  readonly case?: string;
  readonly submittedOn?: string;
  readonly acceptBy?: string | null;
  readonly serviceName?: DataText;
  readonly registeredOn?: string;
}

/** A receipt, for an hour after it was given, to whoever it was given to. */
export const receipt: Handler = async (visit, { id = '' }) => {
  const kept = await visit.notes.get<KeptReceipt>('receipt', id);
  if (!kept) return notFound(visit);
  const title =
    kept.kind === 'case' ? visit.t('申请已提交', 'Application submitted') : visit.t('诉求已登记', 'Ticket registered');
  return show(visit, { title, trail: [] }, <Receipt title={title} receipt={kept} signedIn={visit.viewer !== null} />);
};

function Receipt({ title, receipt, signedIn }: { title: string; receipt: KeptReceipt; signedIn: boolean }): ReactNode {
  const t = useSpeech();
  const isCase = receipt.kind === 'case';
  return (
    <>
      <h1>{title}</h1>
      {receipt.repeated && (
        <Notice title={t('这件事此前已经提交过', 'This was submitted before')}>
          <p>{t('没有重复登记，下面还是原来的回执。', 'Nothing was registered twice; this is the first receipt.')}</p>
        </Notice>
      )}
      <section className="receipt" aria-labelledby="receipt">
        <h2 id="receipt">
          <Icon name="check" size={24} /> {isCase ? t('收件回执', 'Receipt') : t('登记回执', 'Receipt')}
        </h2>
        <Facts
          rows={[
            [t('事项', 'Service'), receipt.serviceName && t.text(receipt.serviceName)],
            [
              isCase ? t('办件编号', 'Number') : t('工单编号', 'Number'),
              <span key="n" className="code number">
                {receipt.number}
              </span>,
            ],
            [
              t('查询码', 'Query code'),
              <span key="c" className="code number">
                {receipt.queryCode}
              </span>,
            ],
            [
              isCase ? t('提交日期', 'Submitted') : t('登记日期', 'Registered'),
              t.date(receipt.submittedOn ?? receipt.registeredOn ?? ''),
            ],
            isCase && [
              t('最迟受理日期', 'Acceptance by'),
              receipt.acceptBy ? t.date(receipt.acceptBy) : t('待定', 'To be set'),
            ],
          ]}
        />
        <p>
          {t('请记下编号和查询码，查询码只在这里显示。', 'Keep the number and the code: the code is shown only here.')}
        </p>
      </section>
      <h2>{t('接下来', 'What happens next')}</h2>
      {isCase ? (
        <ol>
          <li>
            {t(
              '工作人员5个工作日内核对材料，告诉您是否受理。',
              'Within 5 working days you are told whether it is accepted.',
            )}
          </li>
          <li>{t('材料不全的，会一次说清要补什么。', 'If something is missing, you are told everything at once.')}</li>
          <li>
            {t(
              '受理后按承诺时限办结，结果在“我的办事”里看。',
              'It is then decided within the promised time; see My matters.',
            )}
          </li>
        </ol>
      ) : (
        <ol>
          <li>{t('热线中心判断由谁办理并派单。', 'The hotline centre sends it to the right unit.')}</li>
          <li>{t('承办单位办理后答复，热线中心回访。', 'The unit answers, and the centre calls back.')}</li>
        </ol>
      )}
      <p className="actions">
        {isCase && receipt.case && signedIn && (
          <a className="button" href={`/my/cases/${encodeURIComponent(receipt.case)}`}>
            {t('查看办件', 'See the application')}
          </a>
        )}
        <a href={isCase ? '/progress' : '/hotline/progress'}>{t('查询进度', 'Track progress')}</a>
        <span className="quiet">
          {t('需要纸质回执，可以直接打印本页。', 'Print this page for a receipt on paper.')}
        </span>
      </p>
    </>
  );
}
