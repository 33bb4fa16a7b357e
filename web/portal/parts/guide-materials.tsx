import type { ReactNode } from 'react';
import type { Material } from '../data/services.ts';
import { Facts } from './bits.tsx';
import { useSpeech } from './reading.tsx';

/** What to bring: what everybody must bring first, then what only some need, then what may help. */
export function GuideMaterials({ materials }: { materials: readonly Material[] }): ReactNode {
  const t = useSpeech();
  if (materials.length === 0) return <p>{t('除身份证件外不需要其他材料。', 'Nothing besides proof of identity.')}</p>;
  const order = ['required', 'conditional', 'optional'];
  const sorted = [...materials].sort((a, b) => order.indexOf(a.necessity) - order.indexOf(b.necessity));
  return (
    <>
      <p>
        {t(
          '身份证或营业执照由系统核对，不用另交。',
          'Identity card or business licence is checked by the system; do not hand it in.',
        )}
      </p>
      <ol className="materials">
        {sorted.map((material) => (
          <li key={material.key}>
            <h3>
              {t.text(material.name)}{' '}
              <small className={`need need-${material.necessity}`}>{t.word('necessity', material.necessity)}</small>
            </h3>
            {material.whenText && (
              <p>{t(`什么情形要交：${material.whenText.zh}`, `When: ${t.text(material.whenText)}`)}</p>
            )}
            <p className="quiet">
              {material.forms.map((form) => t.word('materialForm', form)).join(t('、', ', '))}
              {material.copies > 0 && t(` · ${material.copies}份`, ` · copies: ${material.copies}`)} ·{' '}
              {t.word('materialSource', material.source)}
            </p>
            {(material.issuer || material.specification || material.acceptance) && (
              <details>
                <summary>{t('怎样才合格', 'What it must be like')}</summary>
                <Facts
                  rows={[
                    [t('出具单位', 'Issued by'), material.issuer && t.text(material.issuer)],
                    [t('规格', 'Specification'), material.specification && t.text(material.specification)],
                    [t('审查要点', 'What is checked'), material.acceptance && t.text(material.acceptance)],
                  ]}
                />
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
