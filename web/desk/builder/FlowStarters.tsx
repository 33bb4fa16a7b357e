import { Button } from 'antd';
import { type FlowStarter, flowStarters } from '../../../lowcode/flow/starters.ts';

const GROUPS = [
  { of: 'service', title: '办理群众和企业的申请' },
  { of: 'office', title: '单位内部事务' },
] as const;

/** Usual ways of handling, to begin a flow from; what was there can be brought back by undoing. */
export function FlowStarters({ start }: { start: (starter: FlowStarter) => void }) {
  return (
    <details className="property starters">
      <summary>从常用流程开始</summary>
      <p className="field-hint">选一个就换掉现在的全部环节，可以撤销。</p>
      {GROUPS.map(({ of, title }) => (
        <section key={of} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {flowStarters
              .filter((starter) => starter.purpose === of)
              .map((starter) => (
                <li key={starter.key}>
                  <Button block onClick={() => start(starter)}>
                    {starter.title}
                  </Button>
                  <span className="field-hint">{starter.about}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
