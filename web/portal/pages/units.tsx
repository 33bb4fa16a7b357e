import type { ReactNode } from 'react';
import { UNITS, type UnitsAnswer } from '../data/services.ts';
import { type Handler, show } from '../page.tsx';
import { Empty } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

const LEVELS = ['city', 'county', 'town', 'village'];

/** 部门服务: every unit with its address and how many services it gives. */
export const units: Handler = async (visit) => {
  const asked = visit.url.searchParams.get('level') ?? '';
  const level = LEVELS.includes(asked) ? asked : 'county';
  const answer = await ask<UnitsAnswer>(visit, UNITS, { level, parent: visit.url.searchParams.get('parent') });
  const title = visit.t('部门服务', 'By department');
  return show(visit, { title, trail: [] }, <Units title={title} level={level} units={answer.units} />);
};

function Units({ title, level, units }: { title: string; level: string; units: UnitsAnswer['units'] }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <nav aria-label={t('层级', 'Level')}>
        <ul className="tabs plain">
          {LEVELS.map((each) => (
            <li key={each}>
              <a href={`/units?level=${each}`} aria-current={each === level ? 'page' : undefined}>
                {t.word('unitLevel', each)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {units.length === 0 ? (
        <Empty title={t('这一级没有登记的单位', 'No unit at this level')}>
          <p>
            <a href="/units">{t('查看县级部门', 'See county departments')}</a>
          </p>
        </Empty>
      ) : (
        <ul className="cards plain">
          {units.map((unit) => (
            <li key={unit.code} className="card">
              <h2>
                {unit.serviceCount > 0 ? (
                  <a href={`/services?unit=${encodeURIComponent(unit.code)}`}>{t.text(unit.name)}</a>
                ) : (
                  t.text(unit.name)
                )}
              </h2>
              {unit.serviceCount > 0 && (
                <p className="quiet">{t(`${unit.serviceCount}个事项`, `${unit.serviceCount} services`)}</p>
              )}
              <dl className="mini">
                {unit.phone && (
                  <div>
                    <dt>{t('电话', 'Phone')}</dt>
                    <dd>{unit.phone}</dd>
                  </div>
                )}
                {unit.address && (
                  <div>
                    <dt>{t('地址', 'Address')}</dt>
                    <dd>{unit.address}</dd>
                  </div>
                )}
                {unit.hours && (
                  <div>
                    <dt>{t('时间', 'Hours')}</dt>
                    <dd>{unit.hours}</dd>
                  </div>
                )}
              </dl>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
