import type { ReactNode } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import type { SituationAnswers } from '../../../lowcode/service/questions.ts';
import { GUIDE, type GuideAnswer, type GuideService } from '../data/services.ts';
import { type Handler, show } from '../page.tsx';
import { Facts, Notice, Tag } from '../parts/bits.tsx';
import { GuideCard, visitsWords } from '../parts/guide-card.tsx';
import { GuideMaterials } from '../parts/guide-materials.tsx';
import { GuideQuestions, searchOf, situationOf, tailored } from '../parts/guide-questions.tsx';
import { GuideWhy } from '../parts/guide-why.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { schemaOrg } from '../parts/schema-org.ts';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

/** A guide, in the order people ask: can I, what do I bring, how long, what does it cost, where; then why. */
export const guide: Handler = async (visit, { key = '' }) => {
  const { service } = await ask<GuideAnswer>(visit, GUIDE, { key });
  if (!service) return notFound(visit);
  const { t } = visit;
  const title = t.text(service.name);
  return show(
    visit,
    {
      title,
      trail: [
        { href: '/services', label: t('服务事项', 'Services') },
        { href: `/services?unit=${encodeURIComponent(service.unit.code)}`, label: t.text(service.unit.name) },
      ],
      column: t('办事指南', 'Guides'),
      description: t(`${title}办事指南：条件、材料、时限、费用和地点`, `Guide: ${title}`),
      data: schemaOrg(visit, service),
    },
    <GuidePage service={service} answers={situationOf(visit.url, service.guide?.questions ?? [])} />,
  );
};

function GuidePage({ service, answers }: { service: GuideService; answers: SituationAnswers }): ReactNode {
  const t = useSpeech();
  const { guide } = service;
  return (
    <article className="guide">
      <header className="guide-head">
        <h1>{t.text(service.name)}</h1>
        <p className="tags">
          <Tag tone="primary" icon={false}>
            {t.word('serviceKind', service.kind)}
          </Tag>
          <Tag icon={false}>{t.word('serviceMode', service.mode)}</Tag>
          {service.onCommitment && <Tag icon={false}>{t('告知承诺', 'On commitment')}</Tag>}
          {service.audience.map((kind) => (
            <Tag key={kind} icon={false}>
              {t(`面向${t.word('applicantKind', kind)}`, `For: ${t.word('applicantKind', kind)}`)}
            </Tag>
          ))}
        </p>
      </header>
      {service.pilot && <PilotNotice pilot={service.pilot} />}
      <GuideCard service={service} answers={answers} />
      {guide ? (
        <GuideBody service={service} guide={guide} answers={answers} />
      ) : (
        <Notice title={t('这个事项的办事指南还没有写好', 'The guide is not written yet')}>
          <p>
            {t('目录中已列出这个事项。请向办理部门咨询', 'The directory lists this service. Please ask the department')}
            {service.unit.phone && `：${service.unit.phone}`}
            {service.unit.address && t(`，地址：${service.unit.address}`, `, ${service.unit.address}`)}
          </p>
        </Notice>
      )}
    </article>
  );
}

/** Where and when a new version is tried; elsewhere and then the regular one holds, if there is one. */
function PilotNotice({ pilot }: { pilot: NonNullable<GuideService['pilot']> }): ReactNode {
  const t = useSpeech();
  const where = pilot.units.map(({ name }) => t.text(name)).join(t('、', ', '));
  const [from, to] = [t.date(pilot.from), t.date(pilot.to)];
  return (
    <Notice
      tone="info"
      title={pilot.only ? t('这个事项正在试运行', 'On trial') : t('新版正在试运行', 'A new version is on trial')}
    >
      <p>
        {pilot.only
          ? t(`${from}至${to}，只在${where}办理。`, `From ${from} to ${to}, only at ${where}.`)
          : t(
              `${from}至${to}在${where}按新版办理；其他地方仍按本指南办理。`,
              `From ${from} to ${to} at ${where}; elsewhere this guide holds.`,
            )}
      </p>
    </Notice>
  );
}

function GuideBody({
  service,
  guide,
  answers,
}: {
  service: GuideService;
  guide: NonNullable<GuideService['guide']>;
  answers: SituationAnswers;
}): ReactNode {
  const t = useSpeech();
  return (
    <div className="guide-body">
      <section aria-labelledby="can">
        <h2 id="can">{t('我能办吗', 'Can I apply')}</h2>
        <ol className="conditions">
          {guide.conditions.map((condition) => (
            <li key={condition.zh}>{t.text(condition)}</li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="bring">
        <h2 id="bring">{t('要带什么', 'What to bring')}</h2>
        {guide.questions.length > 0 && (
          <GuideQuestions
            action={`/services/${encodeURIComponent(service.key)}#bring`}
            questions={guide.questions}
            answers={answers}
          />
        )}
        <GuideMaterials materials={tailored(guide.materials, guide.questions, answers)} />
        {guide.materials.length > 0 && (
          <p>
            <a href={`/services/${encodeURIComponent(service.key)}/materials${searchOf(answers)}`}>
              {t('可打印的材料清单', 'A list to print')}
            </a>
          </p>
        )}
      </section>
      <section aria-labelledby="long">
        <h2 id="long">{t('要多久', 'How long')}</h2>
        <Facts
          rows={[
            [
              t('承诺时限', 'Promised'),
              t(
                `${workingDaysWords(service.promisedDays)}（从受理第二天起算）`,
                `${workingDaysWords(service.promisedDays, 'en')}, counted from the day after acceptance`,
              ),
            ],
            [
              t('法定时限', 'Legal limit'),
              service.legalLimitText ? t.text(service.legalLimitText) : workingDaysWords(service.legalDays, t.language),
            ],
            [
              t('是否受理', 'Acceptance'),
              t(
                '收到申请后5个工作日内告知；逾期不告知的，自收到之日起即为受理',
                'You are told within 5 working days; after that it counts as accepted',
              ),
            ],
          ]}
        />
      </section>
      <section aria-labelledby="cost">
        <h2 id="cost">{t('要多少钱', 'What it costs')}</h2>
        {guide.fees.length === 0 ? (
          <p>{t('不收费。', 'It is free.')}</p>
        ) : (
          guide.fees.map((fee) => (
            <div key={fee.name.zh} className="block">
              <h3>{t.text(fee.name)}</h3>
              <Facts
                rows={[
                  [t('标准', 'Rate'), t.text(fee.standard)],
                  [t('依据', 'Basis'), fee.basis],
                  [t('减免', 'Reductions'), fee.reduction && t.text(fee.reduction)],
                ]}
              />
            </div>
          ))
        )}
      </section>
      <section aria-labelledby="where">
        <h2 id="where">{t('去哪里办', 'Where')}</h2>
        <Facts
          rows={[
            service.online && [
              t('网上', 'Online'),
              <a key="apply" href={`/apply/${encodeURIComponent(service.key)}${searchOf(answers)}`}>
                {t('在本站申请', 'Apply on this site')}
              </a>,
            ],
            [t('窗口', 'Counter'), t.text(guide.place)],
            [t('时间', 'Hours'), t.text(guide.hours)],
            [t('到现场次数', 'Visits'), visitsWords(guide, t)],
            [t('受理部门', 'Intake'), guide.intakeUnit && t.text(guide.intakeUnit.name)],
            guide.jointUnits.length > 0 && [
              t('联合办理', 'Together with'),
              guide.jointUnits.map((unit) => t.text(unit.name)).join(t('、', ', ')),
            ],
            [t('咨询电话', 'Questions'), guide.consultPhone],
            [t('投诉电话', 'Complaints'), guide.complaintPhone],
            [
              t('办理结果', 'Result'),
              guide.resultName &&
                t.text(guide.resultName) +
                  (guide.resultValidYears
                    ? t(`（有效期${guide.resultValidYears}年）`, ` (valid for ${guide.resultValidYears} years)`)
                    : ''),
            ],
            [t('有效期', 'Validity'), guide.resultValidText && t.text(guide.resultValidText)],
          ]}
        />
      </section>
      <GuideWhy guide={guide} name={t.text(service.name)} />
    </div>
  );
}
