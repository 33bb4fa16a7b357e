import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Tool } from './PropertyList.tsx';

export interface OutlineEntry {
  readonly path: string;
  readonly depth: number;
  readonly label: string;
  readonly about: string;
}

export interface OutlineActions {
  readonly up: () => void;
  readonly down: () => void;
  readonly copy: () => void;
  readonly remove: () => void;
}

/**
 * A definition as a list of its parts. Everything works by keyboard: arrows choose, Alt and arrows move, Ctrl+D copies,
 * Delete removes, Enter goes to the properties.
 */
export function Outline({
  entries,
  selected,
  select,
  actions,
  add,
  wrong,
}: {
  entries: readonly OutlineEntry[];
  selected: string;
  select: (path: string) => void;
  actions: OutlineActions | null;
  add: React.ReactNode;
  /** Paths with problems below them. */
  wrong: (path: string) => boolean;
}) {
  const list = useRef<HTMLUListElement>(null);
  const follow = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows what is selected by keyboard
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [selected, entries]);
  const go = (to: number) => {
    const entry = entries[to];
    if (!entry) return;
    follow.current = true;
    select(entry.path);
  };
  const press = (event: KeyboardEvent) => {
    const here = entries.findIndex((entry) => entry.path === selected);
    const act = keyAction(event, actions, { before: () => go(here - 1), after: () => go(here + 1) });
    if (!act) return;
    event.preventDefault();
    follow.current = true;
    act();
  };
  return (
    <>
      {(add || actions) && (
        <div className="outline-tools" role="toolbar" aria-label="对所选部分">
          {add}
          <span className="outline-tools-right">
            <Tool icon="up" label="上移（Alt+↑）" off={!actions} act={() => actions?.up()} />
            <Tool icon="down" label="下移（Alt+↓）" off={!actions} act={() => actions?.down()} />
            <Tool icon="copy" label="复制（Ctrl+D）" off={!actions} act={() => actions?.copy()} />
            <Tool icon="trash" label="删除（Delete）" off={!actions} act={() => actions?.remove()} />
          </span>
        </div>
      )}
      <ul ref={list} className="outline" onKeyDown={press}>
        {entries.map((entry) => (
          <li key={entry.path || 'whole'} style={{ paddingLeft: entry.depth * 16 }}>
            <button
              type="button"
              aria-current={entry.path === selected ? 'true' : undefined}
              tabIndex={entry.path === selected ? 0 : -1}
              onClick={() => select(entry.path)}
            >
              <span className="outline-label">{entry.label || '（未命名）'}</span>
              <span className="outline-about">
                {wrong(entry.path) && (
                  <span className="problem-error">
                    ■<span className="unseen">有问题</span>
                  </span>
                )}
                {entry.about}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function keyAction(
  event: KeyboardEvent,
  actions: OutlineActions | null,
  go: { before: () => void; after: () => void },
): (() => void) | undefined {
  const { key, altKey } = event;
  if (key === 'ArrowUp') return altKey ? actions?.up : go.before;
  if (key === 'ArrowDown') return altKey ? actions?.down : go.after;
  if (key === 'Delete' || key === 'Backspace') return actions?.remove;
  if (key === 'd' && (event.ctrlKey || event.metaKey)) return actions?.copy;
  if (key === 'Enter')
    return () => document.querySelector<HTMLElement>('.editor-properties input, .editor-properties textarea')?.focus();
  return undefined;
}
