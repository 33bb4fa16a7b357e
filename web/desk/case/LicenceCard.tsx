import { Button } from 'antd';
import type { Licence } from '../api/model.ts';
import { Facts } from '../ui/Facts.tsx';
import { LicenceStateTag } from '../ui/tag.tsx';
import { dateOrDash } from '../ui/words.ts';

/** The licence the case led to. */
export function LicenceCard({ licence, change }: { licence: Licence; change: (() => void) | undefined }) {
  return (
    <section className="block licence" id="licence">
      <header className="block-head">
        <h2>{licence.typeName.zh}</h2>
        <LicenceStateTag state={licence.state} />
      </header>
      <Facts
        facts={[
          ['证照编号', licence.number],
          [
            '电子证照标识',
            <span key="id" className="number breakable">
              {licence.identifier}
            </span>,
          ],
          ['持有人', licence.holderName],
          ['发证机关', licence.issuer.name.zh],
          [
            '有效期',
            `${dateOrDash(licence.validFrom)}至${licence.validTo === null ? '长期' : dateOrDash(licence.validTo)}`,
          ],
          ...licence.fields.map(({ label, value }) => [label.zh, value] as const),
        ]}
      />
      <div className="block-foot">
        <Button href={`/licences/verify/${encodeURIComponent(licence.identifier)}`} target="_blank">
          核验页面
        </Button>
        {change && <Button onClick={change}>变更状态</Button>}
      </div>
    </section>
  );
}
