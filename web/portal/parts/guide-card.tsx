import type { ReactNode } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import type { SituationAnswers } from '../../../lowcode/service/questions.ts';
import type { Guide, GuideService } from '../data/services.ts';
import { searchOf } from './guide-questions.tsx';
import { type Speech, useSpeech } from './reading.tsx';

/** A rate longer than this is read where it stands, not in the summary. */
const SHORT_RATE = 24;

/** What one wants to know at a glance, and the way to apply: it stays in sight where the page is wide. */
export function GuideCard({ service, answers }: { service: GuideService; answers: SituationAnswers }): ReactNode {
  const t = useSpeech();
  const { guide } = service;
  return (
    <aside className="guide-card" aria-label={t('摘要', 'At a glance')}>
      <dl className="glance">
        <div>
          <dt>{t('办理部门', 'Department')}</dt>
          <dd>{t.text(service.unit.name)}</dd>
        </div>
        <div>
          <dt>{t('承诺时限', 'Promised')}</dt>
          <dd>{workingDaysWords(service.promisedDays, t.language)}</dd>
        </div>
        {guide && (
          <>
            <div>
              <dt>{t('费用', 'Cost')}</dt>
              <dd>
                <Cost fees={guide.fees} />
              </dd>
            </div>
            <div>
              <dt>{t('到现场次数', 'Visits')}</dt>
              <dd>{visitsWords({ ...guide, visitReason: null }, t)}</dd>
            </div>
          </>
        )}
      </dl>
      {service.online ? (
        <a className="button large" href={`/apply/${encodeURIComponent(service.key)}${searchOf(answers)}`}>
          {t('网上申请', 'Apply online')}
        </a>
      ) : (
        guide && (
          <p className="quiet">
            {t('这个事项目前在窗口办理，', 'This service is given at the counter: ')}
            <a href="#where">{t('看地点和时间', 'where and when')}</a>
          </p>
        )
      )}
      {guide && (
        <p className="guide-ask">
          {t('咨询电话', 'Questions')} <a href={`tel:${guide.consultPhone}`}>{guide.consultPhone}</a>
        </p>
      )}
    </aside>
  );
}

function Cost({ fees }: Pick<Guide, 'fees'>): ReactNode {
  const t = useSpeech();
  if (fees.length === 0) return t('不收费', 'Free');
  return (
    <>
      {fees.map((fee) => {
        const rate = t.text(fee.standard);
        return (
          <span key={fee.name.zh}>
            {t.text(fee.name)}
            {rate.length <= SHORT_RATE && t(`：${rate}`, `: ${rate}`)}
          </span>
        );
      })}
      <a href="#cost">{t('看收费标准', 'See the rates')}</a>
    </>
  );
}

/** How often one must come (到办事现场次数), and why. */
export function visitsWords({ visits, visitReason }: Pick<Guide, 'visits' | 'visitReason'>, t: Speech): string {
  if (visits === 0) return t('0次，可以全程网上办', 'None: all of it can be done online');
  const why = visitReason ? t(`：${visitReason.zh}`, `: ${t.text(visitReason)}`) : '';
  return t(`${visits}次`, `${visits}`) + why;
}
