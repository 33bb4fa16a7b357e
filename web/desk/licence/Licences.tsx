import { Select } from 'antd';
import { shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor, words } from '../../../lowcode/words.ts';
import { LICENCES } from '../api/licences.ts';
import type { LicenceRow, LicenceState } from '../api/model.ts';
import { QueueList } from '../queue/QueueList.tsx';
import { SearchBox } from '../queue/SearchBox.tsx';
import { usePages } from '../queue/use-pages.ts';
import { Link } from '../shell/Link.tsx';
import { navigate, useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { LicenceStateTag } from '../ui/tag.tsx';

const COLUMNS = ['证照和持有人', '状态', '证照编号', '有效期至', '生效日期'];
const STATES = Object.keys(words.licenceState)
  .filter((state) => state !== 'other')
  .map((value) => ({ value, label: wordFor('licenceState', value) }));

/** Licences that the person's units issued, newest first; found by what stands on their face, never by who holds them. */
export function Licences() {
  const { query } = useRoute();
  const state = (query.get('state') ?? undefined) as LicenceState | undefined;
  const search = query.get('search') ?? undefined;
  const pages = usePages(LICENCES, 'licences', { state, search, first: 30 });
  const go = (next: { state?: string; search?: string }) => {
    const wanted = Object.entries({ state, search, ...next }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    );
    navigate(`/licences?${new URLSearchParams(wanted)}`, { replace: true });
  };
  return (
    <Screen title="证照" sub="本单位颁发的证照。暂扣、撤销、吊销、注销等由负责人在证照页办理。">
      <div className="filters">
        <SearchBox
          label="按证照编号或电子证照标识查找"
          hint="证照编号或电子证照标识"
          value={search ?? ''}
          onSearch={(text) => go({ search: text })}
        />
        <Select
          aria-label="按状态筛选"
          className="filter-state"
          value={state ?? ''}
          options={[{ value: '', label: '全部状态' }, ...STATES]}
          onChange={(value) => go({ state: value })}
        />
      </div>
      <Await asked={pages.asked} rows={8}>
        {(licences) => (
          <QueueList
            {...pages}
            searchable
            label="证照"
            unit="份"
            className="queue-licences"
            columns={COLUMNS}
            rows={licences.map(row)}
            none={<None filtered={Boolean(state || search)} />}
          />
        )}
      </Await>
    </Screen>
  );
}

function row(each: LicenceRow) {
  return {
    key: each.id,
    to: `/licences/${each.id}`,
    cells: [
      <span key="what" className="what">
        <strong>{each.typeName.zh}</strong>
        <span>{each.holderName ?? '持有人信息不可见'}</span>
      </span>,
      <LicenceStateTag key="state" state={each.state} />,
      each.number,
      <Dated key="to" name="有效期至" date={each.validTo} none="长期" />,
      <Dated key="from" name="生效日期" date={each.validFrom} none="—" />,
    ],
  };
}

/** A date; on a phone, where no column is over it, with its name. */
function Dated({ name, date, none }: { name: string; date: string | null; none: string }) {
  return (
    <>
      <span className="narrow-only">{name} </span>
      {date === null ? none : shortDateWords(date)}
    </>
  );
}

function None({ filtered }: { filtered: boolean }) {
  if (!filtered) return <Empty title="还没有证照" hint="办件准予后，证照在同一刻生成并出现在这里。" />;
  return (
    <Empty
      title="没有符合条件的证照"
      hint="请输入完整的证照编号或电子证照标识，或换一个状态；持有人姓名不能用来查找。"
      action={<Link to="/licences">去掉筛选</Link>}
    />
  );
}
