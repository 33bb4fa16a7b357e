import { Input } from 'antd';
import { useState } from 'react';
import { GRANTED_CASES } from '../api/cases.ts';
import { navigate, useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { LicenceStateTag } from '../ui/tag.tsx';
import { dateOrDash } from '../ui/words.ts';
import { QueueList } from './QueueList.tsx';
import { usePages } from './use-pages.ts';

const COLUMNS = ['证照', '持有人', '状态', '证照编号', '有效期至', '发证日期'];

/** Licences that cases of the person's units led to, newest decision first; the case holds the whole story. */
export function Licences() {
  const { query } = useRoute();
  const search = query.get('search') ?? undefined;
  const [text, setText] = useState(search ?? '');
  const pages = usePages(GRANTED_CASES, 'cases', { search, first: 30 });
  return (
    <Screen title="证照" sub="本单位办件颁发的证照。暂扣、撤销、注销等在办件页办理。">
      <div className="filters">
        <Input.Search
          className="filter-search"
          aria-label="按持有人、编号或事项查找"
          placeholder="持有人、办件编号或事项"
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={(wanted) =>
            navigate(wanted ? `/licences?${new URLSearchParams({ search: wanted })}` : '/licences', { replace: true })
          }
        />
      </div>
      <Await asked={pages.asked}>
        {(cases) => {
          const rows = cases.flatMap(({ licence, ...each }) =>
            licence
              ? [
                  {
                    key: licence.id,
                    to: `/cases/${encodeURIComponent(each.number)}?part=licence`,
                    cells: [
                      <strong key="type">{licence.typeName.zh}</strong>,
                      licence.holderName ?? each.applicantName ?? '不可见',
                      <LicenceStateTag key="state" state={licence.state} />,
                      <span key="number" className="number">
                        {licence.number}
                      </span>,
                      licence.validTo === null ? '长期' : dateOrDash(licence.validTo),
                      dateOrDash(licence.validFrom),
                    ],
                  },
                ]
              : [],
          );
          if (rows.length === 0) return <Empty title="还没有证照" hint="办件准予后，证照在同一刻生成并出现在这里。" />;
          return <QueueList {...pages} label="证照" className="queue-licences" columns={COLUMNS} rows={rows} />;
        }}
      </Await>
    </Screen>
  );
}
