import { LICENCE } from '../api/licences.ts';
import type { LicencePage } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { useKeys } from '../queue/use-keys.ts';
import { useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { Facts } from '../ui/Facts.tsx';
import { Opened } from '../ui/Opened.tsx';
import { RecordScreen } from '../ui/RecordScreen.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { LicenceStateTag } from '../ui/tag.tsx';
import { licenceActions } from './actions.ts';
import { Identifier } from './LicenceCard.tsx';
import { standingWords, validityWords } from './parts.ts';

const NONE = {
  what: '份证照',
  wanted: '这份证照',
  hint: '别的单位颁发的证照在这里看不到；要知道真伪请用门户的证照核验。',
  to: '/licences',
  list: '证照',
};

/** One licence: how it stands and what may be changed, its face, and what happened to it with the reasons. */
export function LicenceScreen({ id }: { id: string }) {
  const asked = useAsk(LICENCE, { id });
  useKeys({ u: () => navigate('/licences') });
  return (
    <Opened asked={asked} pick={(data) => data.licence} none={NONE}>
      {(licence) => <Licence licence={licence} reload={asked.reload} />}
    </Opened>
  );
}

function Licence({ licence, reload }: { licence: LicencePage; reload: () => Promise<void> }) {
  const { region } = useDesk();
  return (
    <RecordScreen
      title={licence.typeName.zh}
      back={<Link to="/licences">证照</Link>}
      sub={
        <>
          <LicenceStateTag state={licence.state} />
          <span>{licence.number}</span>
          <span>{licence.holderName ?? '持有人信息不可见'}</span>
        </>
      }
      step="现在"
      words={standingWords(licence, region.today)}
      actions={licenceActions(licence)}
      leads={() => false}
      subject={licence}
      reload={reload}
      main={
        <section className="block licence">
          <h2>照面信息</h2>
          <Facts
            facts={[
              ['证照编号', licence.number],
              ['电子证照标识', <Identifier key="id" licence={licence} />],
              ['持有人', licence.holderName ?? '信息不可见'],
              ['发证机关', licence.issuer.name.zh],
              ['有效期', validityWords(licence)],
              ...licence.fields.map(({ label, value }) => [label.zh, value] as const),
            ]}
          />
          <div className="block-foot">
            {licence.case && <Link to={`/cases/${encodeURIComponent(licence.case.number)}`}>依据的办件</Link>}
            <a href={`/licences/verify/${encodeURIComponent(licence.identifier)}`} target="_blank" rel="noreferrer">
              核验页面
            </a>
          </div>
        </section>
      }
      side={
        <section className="block">
          <h2>变更记录</h2>
          <Timeline entries={licence.timeline} />
        </section>
      }
    />
  );
}
