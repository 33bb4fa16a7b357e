import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { workingDaysWords } from '../../../lowcode/dates.ts';
import { FIND_SERVICES, type FilingService } from '../api/filing.ts';
import { useAsk } from '../api/use-ask.ts';
import { Await, Empty } from '../ui/states.tsx';

/** Finds the item by a word of its name, as the applicant says it. */
export function ChooseService({ choose }: { choose: (service: FilingService) => void }) {
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const asked = useAsk(FIND_SERVICES, search ? { search } : {});
  return (
    <section className="block">
      <h2>办什么事</h2>
      <Input
        autoFocus
        className="filter-search"
        aria-label="按名称查找事项"
        placeholder="事项名称，如：挖掘道路"
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Await asked={asked} rows={4}>
        {({ services }) =>
          services.edges.length === 0 ? (
            <Empty title="没有找到可以收件的事项" hint="换个说法试试；还没有配置表单的事项不能在这里收件。" />
          ) : (
            <ul className="choices">
              {services.edges.map(({ node }) => (
                <li key={node.key}>
                  <button type="button" onClick={() => choose(node)}>
                    <strong>{node.name.zh}</strong>
                    <span className="faint">
                      {node.unit.name.zh} · 承诺{workingDaysWords(node.promisedDays)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}
