import type { LicenceRow } from '../api/model.ts';
import { Link } from '../shell/Link.tsx';
import { Facts } from '../ui/Facts.tsx';
import { LicenceStateTag } from '../ui/tag.tsx';
import { validityWords } from './parts.ts';

/** The licence that a case led to, in short; its own page has the rest. */
export function LicenceCard({ licence }: { licence: LicenceRow }) {
  return (
    <section className="block licence">
      <header className="block-head">
        <h2>{licence.typeName.zh}</h2>
        <LicenceStateTag state={licence.state} />
      </header>
      <Facts
        facts={[
          ['证照编号', licence.number],
          ['电子证照标识', <Identifier key="id" licence={licence} />],
          ['持有人', licence.holderName],
          ['发证机关', licence.issuer.name.zh],
          ['有效期', validityWords(licence)],
        ]}
      />
      <div className="block-foot">
        <Link to={`/licences/${licence.id}`}>打开证照</Link>
      </div>
    </section>
  );
}

export function Identifier({ licence }: { licence: LicenceRow }) {
  return <span className="number breakable">{licence.identifier}</span>;
}
