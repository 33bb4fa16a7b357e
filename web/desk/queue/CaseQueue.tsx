import { Select } from 'antd';
import { shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { CASE_COUNTS, CASES } from '../api/cases.ts';
import type { CaseRow, CaseState, CaseQueue as Queue } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { mayDo, useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { navigate, useRoute } from '../shell/route.ts';
import { Due } from '../ui/due.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { CaseStateTag, TrialTag } from '../ui/tag.tsx';
import { QueueList } from './QueueList.tsx';
import { QueueTabs } from './QueueTabs.tsx';
import { SearchBox } from './SearchBox.tsx';
import { usePages } from './use-pages.ts';

const QUEUES = (['todo', 'open', 'overdue', 'closed', 'all'] as const).map((key) => ({
  key,
  label: wordFor('caseQueue', key),
}));
/** The states that each queue has cases in: a filter narrows its queue. */
const OPEN: readonly CaseState[] = ['received', 'supplementRequested', 'accepted', 'suspended'];
const CLOSED: readonly CaseState[] = ['granted', 'refused', 'notAccepted', 'withdrawn'];
const STATES: Readonly<Record<Queue, readonly CaseState[]>> = {
  todo: ['received', 'accepted', 'suspended'],
  open: OPEN,
  overdue: ['received', 'accepted'],
  closed: CLOSED,
  all: [...OPEN, ...CLOSED],
};
/** To do for who files for others and reads no unit's cases: what they must supplement. */
const TO_SUPPLEMENT: readonly CaseState[] = ['supplementRequested'];
const COLUMNS = ['剩余时间', '事项和申请人', '状态', '当前环节', '编号', '提交日期'];

/** The work queue: the saved queues, a filter by state and words, and the cases, soonest due first. */
export function CaseQueue() {
  const { query } = useRoute();
  const { viewer } = useDesk();
  const queue = (QUEUES.find(({ key }) => key === query.get('queue'))?.key ?? 'todo') as Queue;
  const states = queue === 'todo' && !mayDo(viewer, 'case.read') ? TO_SUPPLEMENT : STATES[queue];
  const state = states.find((one) => one === query.get('state'));
  const search = query.get('search') ?? undefined;
  const counts = useAsk(CASE_COUNTS).data?.caseCounts;
  const pages = usePages(CASES, 'cases', { queue, state, search, first: 30 });

  const address = (next: { queue?: string; state?: string; search?: string }) => {
    const wanted = { queue, state, search, ...next };
    const pairs = Object.entries(wanted).filter((pair): pair is [string, string] => Boolean(pair[1]));
    return `/cases?${new URLSearchParams(pairs)}`;
  };
  return (
    <Screen
      title="办件"
      actions={
        mayDo(viewer, 'case.file') && (
          <Link to="/file" className="button-primary">
            窗口收件
          </Link>
        )
      }
    >
      <QueueTabs queues={QUEUES} counts={counts} current={queue} address={(key) => address({ queue: key })} />
      <div className="filters">
        <SearchBox
          label="按编号、事项名称或证件号码查找"
          hint="编号开头、事项名称或完整证件号码"
          value={search ?? ''}
          onSearch={(text) =>
            navigate(address(text ? { search: text, queue: 'all' } : { search: '' }), { replace: true })
          }
        />
        <Select
          aria-label="按状态筛选"
          className="filter-state"
          value={state ?? ''}
          options={[
            { value: '', label: '全部状态' },
            ...states.map((value) => ({ value, label: wordFor('caseState', value) })),
          ]}
          onChange={(value) => navigate(address({ state: value }), { replace: true })}
        />
      </div>
      <Await asked={pages.asked} rows={8}>
        {(cases) => (
          <QueueList
            {...pages}
            searchable
            label="办件"
            className="queue-cases"
            columns={COLUMNS}
            rows={cases.map(row)}
            none={
              <NoCases queue={queue} filtered={Boolean(state || search)} clear={address({ state: '', search: '' })} />
            }
          />
        )}
      </Await>
    </Screen>
  );
}

function row(each: CaseRow) {
  const stage = each.stages.find(({ mine }) => mine) ?? each.stages[0];
  return {
    key: each.id,
    to: `/cases/${encodeURIComponent(each.number)}`,
    cells: [
      <Due key="due" due={each.due} />,
      <span key="what" className="what">
        <strong>{each.service.name.zh}</strong>
        <span>{each.applicantName ?? '申请人信息不可见'}</span>
      </span>,
      <span key="state">
        <CaseStateTag state={each.state} /> <TrialTag trial={each.trial} />
      </span>,
      stage?.title.zh ?? '',
      <span key="number" className="number">
        {each.number}
      </span>,
      shortDateWords(each.submittedOn),
    ],
  };
}

function NoCases({ queue, filtered, clear }: { queue: Queue; filtered: boolean; clear: string }) {
  if (filtered)
    return (
      <Empty title="没有符合条件的办件" hint="换个词，或去掉筛选再看。" action={<Link to={clear}>去掉筛选</Link>} />
    );
  if (queue === 'todo')
    return (
      <Empty
        title="没有等您办理的件"
        hint="新的申请、补正和流转到您手上的环节会出现在这里。"
        action={<Link to="/cases?queue=open">看看本单位在办的件</Link>}
      />
    );
  return <Empty title="这里还没有办件" hint="窗口收件或网上申请提交后会出现在这里。" />;
}
