import { wordFor } from '../../../lowcode/words.ts';
import {
  MATTERS,
  type MatterFilter,
  type MatterLine,
  type MatterQueue,
  type Register,
  type RegisterFilter,
  type System,
} from '../api/matters.ts';
import { QueueList } from '../queue/QueueList.tsx';
import { QueueTabs } from '../queue/QueueTabs.tsx';
import { SearchBox } from '../queue/SearchBox.tsx';
import { usePages } from '../queue/use-pages.ts';
import { Link } from '../shell/Link.tsx';
import { navigate, useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Filter } from './Filter.tsx';
import { ChasedTag, MatterStateTag, OpenedSystem } from './parts.tsx';

const QUEUES = (['mine', 'handled'] as const).map((key) => ({ key, label: wordFor('matterQueue', key) }));

/** The lists of one system: which list, whose matters, filters as the list declares them. */
export function Matters({ systemKey }: { systemKey: string }) {
  return <OpenedSystem systemKey={systemKey}>{(system) => <Registers system={system} />}</OpenedSystem>;
}

function Registers({ system }: { system: System }) {
  const { query } = useRoute();
  const register = system.registers.find(({ key }) => key === query.get('list')) ?? system.registers[0];
  const home = `/systems/${encodeURIComponent(system.key)}`;
  return (
    <Screen
      wide
      title={system.name.zh}
      back={<Link to="/systems">内部事务</Link>}
      sub={system.about.zh}
      actions={
        system.beginIn.length > 0 && (
          <Link to={`${home}/begin`} className="button-primary">
            发起
          </Link>
        )
      }
    >
      {register ? (
        <List system={system} register={register} home={home} />
      ) : (
        <Empty title="没有给您看的台账" hint="请联系系统的管理单位。" />
      )}
    </Screen>
  );
}

function List({ system, register, home }: { system: System; register: Register; home: string }) {
  const { query } = useRoute();
  const queue = (QUEUES.find(({ key }) => key === query.get('queue'))?.key ?? 'mine') as MatterQueue;
  const search = query.get('search') ?? '';
  const filters = register.filters.flatMap((filter) => filterIn(filter, query));
  const pages = usePages(MATTERS, 'matters', {
    ...{ system: system.key, register: register.key, queue, filters, first: 30 },
    ...(search ? { search } : {}),
  });
  const address = (change: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) value ? next.set(name, value) : next.delete(name);
    return `${home}?${next}`;
  };
  const go = (change: Readonly<Record<string, string>>) => navigate(address(change), { replace: true });
  const clear = `${home}?${new URLSearchParams({ list: register.key, queue })}`;
  return (
    <>
      {system.registers.length > 1 && (
        <QueueTabs
          label="台账"
          queues={system.registers.map(({ key, title }) => ({ key, label: title.zh }))}
          counts={undefined}
          current={register.key}
          address={(key) => `${home}?${new URLSearchParams({ list: key, queue })}`}
        />
      )}
      <QueueTabs
        label="谁的"
        queues={QUEUES}
        counts={undefined}
        current={queue}
        address={(key) => address({ queue: key })}
      />
      <div className="filters">
        <SearchBox
          label="按登记号、标题或文号查找"
          hint="登记号开头、标题或文号"
          value={search}
          onSearch={(text) => go({ search: text })}
        />
        {register.filters.map((filter) => (
          <Filter key={filter.key} filter={filter} query={query} go={go} />
        ))}
      </div>
      <Await asked={pages.asked} rows={8}>
        {(lines) => (
          <QueueList
            {...pages}
            searchable
            label={register.title.zh}
            className="queue-register"
            columns={register.columns.map(({ label }) => label)}
            rows={lines.map(row)}
            none={<None filtered={filters.length > 0 || search !== ''} clear={clear} queue={queue} />}
          />
        )}
      </Await>
    </>
  );
}

function row(line: MatterLine) {
  return {
    key: line.id,
    to: `/systems/matters/${encodeURIComponent(line.number)}`,
    cells: line.cells.map((cell, at) =>
      at === 0 ? (
        <span key="first" className="what">
          <strong>{cell || line.number}</strong>
          <span>
            <MatterStateTag state={line.state} /> <ChasedTag kind={line.chased} />
          </span>
        </span>
      ) : (
        cell
      ),
    ),
  };
}

function filterIn({ key, kind }: RegisterFilter, query: URLSearchParams): readonly MatterFilter[] {
  const value = query.get(`f.${key}`);
  if (!value) return [];
  if (kind !== 'date') return [{ key, in: [value] }];
  const [from, to] = value.split('_');
  return [{ key, ...(from ? { from } : {}), ...(to ? { to } : {}) }];
}

function None({ filtered, clear, queue }: { filtered: boolean; clear: string; queue: MatterQueue }) {
  if (filtered)
    return <Empty title="没有符合条件的" hint="换个词，或去掉筛选再看。" action={<Link to={clear}>去掉筛选</Link>} />;
  if (queue === 'handled')
    return <Empty title="您的单位还没有经办过" hint="流转到本单位的环节办过之后会出现在这里。" />;
  return <Empty title="这里还没有事务" hint="本单位发起的会出现在这里。" />;
}
