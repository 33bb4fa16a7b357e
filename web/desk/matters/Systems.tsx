import { shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { MATTER_TASKS, type MatterTask, SYSTEMS } from '../api/matters.ts';
import { useAsk } from '../api/use-ask.ts';
import { QueueList } from '../queue/QueueList.tsx';
import { usePages } from '../queue/use-pages.ts';
import { Link } from '../shell/Link.tsx';
import { Due } from '../ui/due.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { ChasedTag } from './parts.tsx';

const COLUMNS = ['剩余时间', '事务', '轮到办理', '系统', '来自', '进入日期'];

/** What waits for this person in all inner systems, then the systems themselves. */
export function Systems() {
  const pages = usePages(MATTER_TASKS, 'matterTasks', { first: 30 });
  const systems = useAsk(SYSTEMS);
  return (
    <Screen title="内部事务" sub="公文、督办、填报等单位之间办的事。">
      <section className="block">
        <h2>待我办理</h2>
        <Await asked={pages.asked} rows={4}>
          {(tasks) => (
            <QueueList
              {...pages}
              label="待我办理的内部事务"
              className="queue-matters"
              columns={COLUMNS}
              rows={tasks.map(row)}
              none={<Empty title="没有等您办理的事务" hint="流转到您手上的环节、请您加签的事务会出现在这里。" />}
            />
          )}
        </Await>
      </section>
      <section className="block">
        <h2>系统</h2>
        <Await asked={systems} rows={3}>
          {(data) =>
            data.systems.length === 0 ? (
              <Empty
                title="您的单位还没有用到内部系统"
                hint="事项配置员在“配置—内部系统”里组装并发布后，会出现在这里。"
              />
            ) : (
              <ul className="systems">
                {data.systems.map((system) => (
                  <li key={system.key}>
                    <div>
                      <Link to={`/systems/${encodeURIComponent(system.key)}`}>
                        <strong>{system.name.zh}</strong>
                      </Link>
                      <p className="quiet">{system.about.zh}</p>
                      <p className="faint">管理单位：{system.unit.name.zh}</p>
                    </div>
                    {system.beginIn.length > 0 && (
                      <Link className="button" to={`/systems/${encodeURIComponent(system.key)}/begin`}>
                        发起<span className="unseen">{system.name.zh}</span>
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Await>
      </section>
    </Screen>
  );
}

function row(task: MatterTask) {
  const { matter } = task;
  return {
    key: `${matter?.number} ${task.stage}`,
    to: `/systems/matters/${encodeURIComponent(matter?.number ?? '')}`,
    cells: [
      task.due ? (
        <Due key="due" due={task.due} />
      ) : (
        <span key="due" className="faint">
          不限时
        </span>
      ),
      <span key="what" className="what">
        <strong>{matter?.title ?? '（正在更新）'}</strong>
        <span>
          <ChasedTag kind={task.chased} /> {matter?.number}
        </span>
      </span>,
      task.signature ? `${task.stageTitle.zh}：${wordFor('matterAction', 'sign')}` : task.stageTitle.zh,
      matter?.systemName.zh ?? '',
      matter?.unit.name.zh ?? '',
      shortDateWords(task.enteredOn),
    ],
  };
}
