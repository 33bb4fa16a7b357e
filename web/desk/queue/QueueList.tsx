import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { Empty } from '../ui/states.tsx';
import { useKeys } from './use-keys.ts';

/** One row of a queue: a link as a whole, with the cells that stand in it. */
export interface QueueRow {
  readonly key: string;
  readonly to: string;
  readonly cells: readonly ReactNode[];
}

/**
 * A dense list for the keyboard: j and k move, Enter opens; each row is a plain link for mouse and screen reader. A page may
 * come without rows though there is more to look through: only the last one says that there are none.
 */
export function QueueList({
  label,
  unit = '件',
  columns,
  rows,
  none,
  className,
  hasMore,
  loadingMore,
  moreProblem,
  more,
  searchable = false,
}: {
  label: string;
  /** What one of them is counted by. */
  unit?: string;
  columns: readonly string[];
  rows: readonly QueueRow[];
  /** Shown where there is not one. */
  none: ReactNode;
  className: string;
  hasMore: boolean;
  loadingMore: boolean;
  moreProblem: string | null;
  more: () => void;
  /** Whether the screen has a box that the slash key goes to. */
  searchable?: boolean;
}) {
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const move = (to: number) => {
    moved.current = true;
    const row = list.current?.querySelectorAll<HTMLElement>('.row')[Math.max(0, Math.min(rows.length - 1, to))];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  const open = () => rows[at] && navigate(rows[at].to);
  useKeys({
    j: () => move(moved.current ? at + 1 : 0),
    k: () => move(at - 1),
    Enter: open,
  });
  const problem = moreProblem && (
    <span className="field-problem" role="alert">
      {moreProblem}
    </span>
  );
  if (rows.length === 0 && !hasMore) return none;
  if (rows.length === 0)
    return (
      <Empty
        title="还没有找到，继续查找"
        hint={problem ?? '要查找的很多，已看过一部分，后面的还没有看。'}
        action={
          <Button onClick={more} loading={loadingMore}>
            继续查找
          </Button>
        }
      />
    );
  return (
    <div className={`queue ${className}`} ref={list}>
      <div className="row-head" aria-hidden="true">
        {columns.map((column) => (
          <span key={column}>{column}</span>
        ))}
      </div>
      <ul aria-label={label}>
        {rows.map((row, index) => (
          <li key={row.key}>
            <Link className="row" to={row.to} onFocus={() => setAt(index)}>
              {row.cells.map((cell, cellIndex) => (
                <span className="cell" key={columns[cellIndex]}>
                  {cell}
                </span>
              ))}
            </Link>
          </li>
        ))}
      </ul>
      <footer className="queue-foot">
        {hasMore ? (
          <Button onClick={more} loading={loadingMore}>
            再显示一些
          </Button>
        ) : (
          <span className="faint">
            共 {rows.length} {unit}，已全部显示
          </span>
        )}
        {problem}
        <span className="keys faint" aria-hidden="true">
          <kbd>J</kbd> <kbd>K</kbd> 上下移动　<kbd>Enter</kbd> 打开{'　'}
          {searchable && (
            <>
              <kbd>/</kbd> 查找
            </>
          )}
        </span>
      </footer>
    </div>
  );
}
