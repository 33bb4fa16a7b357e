import { memo, useState } from 'react';
import type { Problem } from '../api/model.ts';
import { Tag } from '../ui/tag.tsx';
import { useStable } from './use-settled.ts';

/** What stands in the way of publishing, each leading to its place. */
export function ProblemsPanel({ problems, jump }: { problems: readonly Problem[]; jump: (path: string) => void }) {
  const stable = useStable(jump);
  return <Panel problems={problems} jump={stable} />;
}

const Panel = memo(function Panel({ problems, jump }: { problems: readonly Problem[]; jump: (path: string) => void }) {
  const [open, setOpen] = useState(false);
  if (problems.length === 0) return <p className="problems-none">没有发现问题，可以发布。</p>;
  const errors = problems.filter((problem) => problem.level === 'error').length;
  return (
    <details className="problems" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {errors > 0 && <Tag tone="danger">{errors} 处必须改正</Tag>}{' '}
        {problems.length > errors && <Tag tone="warn">{problems.length - errors} 处建议改进</Tag>}
      </summary>
      <ul>
        {(open ? problems : []).map((problem) => (
          <li key={`${problem.path} ${problem.code} ${problem.message}`}>
            <button type="button" onClick={() => jump(problem.path)}>
              <span className={problem.level === 'error' ? 'problem-error' : 'problem-warning'} aria-hidden="true">
                {problem.level === 'error' ? '■' : '▲'}
              </span>
              <span className="unseen">{problem.level === 'error' ? '必须改正：' : '建议改进：'}</span>
              {problem.message}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
});
