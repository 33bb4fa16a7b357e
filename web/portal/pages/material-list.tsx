import type { ReactNode } from 'react';
import { GUIDE, type GuideAnswer, type GuideService } from '../data/services.ts';
import { type Handler, show } from '../page.tsx';
import { SituationWords, searchOf, situationOf, tailored } from '../parts/guide-questions.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

/** What to bring, by the answers in the address, on a sheet to print and tick off. */
export const materialList: Handler = async (visit, { key = '' }) => {
  const { service } = await ask<GuideAnswer>(visit, GUIDE, { key });
  if (!service?.guide) return notFound(visit);
  const { t } = visit;
  const name = t.text(service.name);
  const answers = situationOf(visit.url, service.guide.questions);
  const back = `/services/${encodeURIComponent(key)}${searchOf(answers)}`;
  return show(
    visit,
    { title: t(`${name}：材料清单`, `What to bring: ${name}`), trail: [{ href: back, label: name }] },
    <List service={service} guide={service.guide} answers={answers} />,
  );
};

function List({
  service,
  guide,
  answers,
}: {
  service: GuideService;
  guide: NonNullable<GuideService['guide']>;
  answers: ReturnType<typeof situationOf>;
}): ReactNode {
  const t = useSpeech();
  const materials = tailored(guide.materials, guide.questions, answers);
  return (
    <article className="material-list">
      <h1>{t('材料清单', 'What to bring')}</h1>
      <p>
        {t.text(service.name)}
        {t('（', ' (')}
        {t.text(service.unit.name)}
        {t('）', ')')}
      </p>
      <SituationWords questions={guide.questions} answers={answers} />
      <table>
        <thead>
          <tr>
            <th scope="col">{t('备齐', 'Ready')}</th>
            <th scope="col">{t('材料', 'Document')}</th>
            <th scope="col">{t('形式', 'Form')}</th>
            <th scope="col">{t('份数', 'Copies')}</th>
            <th scope="col">{t('必要性', 'Needed')}</th>
          </tr>
        </thead>
        <tbody>
          {materials.map((material) => (
            <tr key={material.key}>
              <td>
                <span className="box" aria-hidden="true" />
              </td>
              <td>
                {t.text(material.name)}
                {material.specification && <span className="quiet block">{t.text(material.specification)}</span>}
                {material.whenText && (
                  <span className="quiet block">
                    {t(`什么情形要交：${material.whenText.zh}`, t.text(material.whenText))}
                  </span>
                )}
              </td>
              <td>{material.forms.map((form) => t.word('materialForm', form)).join(t('、', ', '))}</td>
              <td>{material.copies > 0 ? material.copies : ''}</td>
              <td>{t.word('necessity', material.necessity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('窗口：', 'Counter: ')}
        {t.text(guide.place)}
        {t('；', '; ')}
        {t.text(guide.hours)}
        {t('；咨询电话 ', '; questions ')}
        {guide.consultPhone}
      </p>
      <p className="no-print quiet">{t('用浏览器的打印功能打印本页。', 'Print this page with your browser.')}</p>
    </article>
  );
}
