import { type DragEvent, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { Icon } from '../shell/icons.tsx';
import { Tool } from './PropertyList.tsx';

export interface OutlineEntry {
  readonly path: string;
  readonly depth: number;
  readonly label: string;
  readonly about: string;
  /** Whether other parts can stand in it, so that it can be folded up. */
  readonly holds?: boolean;
}

export interface OutlineActions {
  readonly up: () => void;
  readonly down: () => void;
  readonly copy: () => void;
  readonly remove: () => void;
  readonly moveIn?: () => void;
  readonly moveOut?: () => void;
}

/** From how many parts on one is looked for by its name. */
const MANY = 25;

type Where = 'before' | 'after';
/** Moves a part by dragging; false where it cannot stand. */
export interface OutlineDrop {
  readonly can: (from: string, to: string, where: Where) => boolean;
  readonly drop: (from: string, to: string, where: Where) => void;
}

/**
 * A definition as a list of its parts. Everything works by keyboard (`KeysHelp` lists it): arrows choose and fold, Alt
 * and arrows move, Ctrl+D copies, Delete removes, Enter goes to the properties. Dragging is an extra.
 */
export function Outline({
  entries,
  selected,
  select,
  actions,
  add,
  wrong,
  dragging,
  holders,
}: {
  entries: readonly OutlineEntry[];
  selected: string;
  select: (path: string) => void;
  actions: OutlineActions | null;
  add: React.ReactNode;
  /** Paths with problems below them. */
  wrong: (path: string) => boolean;
  dragging?: OutlineDrop;
  /** Who else holds a part, by path. */
  holders?: ReadonlyMap<string, string>;
}) {
  const list = useRef<HTMLUListElement>(null);
  const follow = useRef(false);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [over, setOver] = useState<{ path: string; where: Where } | null>(null);
  const from = useRef<string | null>(null);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = wanted
    ? entries.filter(({ path, label }) => path === selected || label.toLowerCase().includes(wanted))
    : entries.filter(({ path }) => !isInside(folded, path));
  // What is selected is in sight, whoever selected it.
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(selected)}"]`);
    if (!row) setFolded((old) => (isInside(old, selected) ? unfolded(old, selected) : old));
    row?.scrollIntoView?.({ block: 'nearest' });
  }, [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows what is selected by keyboard
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [selected, entries]);
  const go = (to: number) => {
    const entry = shown[Math.max(0, Math.min(to, shown.length - 1))];
    if (!entry) return;
    follow.current = true;
    select(entry.path);
  };
  const fold = (path: string, on: boolean) =>
    setFolded((old) => {
      const next = new Set(old);
      if (on) next.add(path);
      else next.delete(path);
      return next;
    });
  const press = (event: KeyboardEvent) => {
    const here = shown.findIndex((entry) => entry.path === selected);
    const entry = shown[here];
    const ways: Ways = {
      before: () => go(here - 1),
      after: () => go(here + 1),
      first: () => go(0),
      last: () => go(shown.length - 1),
      close: () =>
        entry?.holds && entry.path && !folded.has(entry.path) ? fold(entry.path, true) : go(parentIn(shown, here)),
      open: () => (entry && folded.has(entry.path) ? fold(entry.path, false) : go(here + 1)),
    };
    const act = keyAction(event, actions, ways);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    follow.current = true;
    act();
  };
  const rows = useRef<RowWays | null>(null);
  rows.current = {
    select,
    fold,
    start: (path) => {
      from.current = path;
    },
    over: (event, path) => {
      if (from.current === null || !dragging) return;
      const box = event.currentTarget.getBoundingClientRect();
      const where = event.clientY < box.top + box.height / 2 ? 'before' : 'after';
      if (!dragging.can(from.current, path, where)) return setOver(null);
      event.preventDefault();
      setOver((old) => (old?.path === path && old.where === where ? old : { path, where }));
    },
    drop: (event) => {
      event.preventDefault();
      if (from.current !== null && over) dragging?.drop(from.current, over.path, over.where);
      from.current = null;
      setOver(null);
    },
    end: () => {
      from.current = null;
      setOver(null);
    },
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
      {entries.length > MANY && (
        <input
          type="search"
          className="outline-search"
          aria-label="在大纲里查找"
          placeholder="查找名称"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            const first = shown.find(({ label }) => label.toLowerCase().includes(wanted));
            if (event.key === 'Enter' && first) select(first.path);
          }}
        />
      )}
      <ul ref={list} className="outline" onKeyDown={press}>
        {shown.map((entry) => (
          <Row
            key={entry.path || 'whole'}
            {...entry}
            current={entry.path === selected}
            wrong={wrong(entry.path)}
            folded={folded.has(entry.path)}
            holder={holders?.get(entry.path)}
            over={over?.path === entry.path ? over.where : undefined}
            draggable={dragging !== undefined && entry.path !== ''}
            ways={rows}
          />
        ))}
      </ul>
    </>
  );
}

interface RowWays {
  readonly select: (path: string) => void;
  readonly fold: (path: string, on: boolean) => void;
  readonly start: (path: string) => void;
  readonly over: (event: DragEvent<HTMLElement>, path: string) => void;
  readonly drop: (event: DragEvent) => void;
  readonly end: () => void;
}

/** One part; drawn again only when something of it changed, so that typing in a form of hundreds of parts does not wait. */
const Row = memo(function Row({
  path,
  depth,
  label,
  about,
  holds = false,
  current,
  wrong,
  folded,
  holder,
  over,
  draggable,
  ways,
}: OutlineEntry & {
  current: boolean;
  wrong: boolean;
  folded: boolean;
  holder: string | undefined;
  over: Where | undefined;
  draggable: boolean;
  ways: React.RefObject<RowWays | null>;
}) {
  return (
    <li
      className={over && `drop-${over}`}
      style={{ paddingLeft: depth * 14 }}
      draggable={draggable}
      onDragStart={(event) => {
        event.stopPropagation();
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', label);
        ways.current?.start(path);
      }}
      onDragOver={(event) => ways.current?.over(event, path)}
      onDrop={(event) => ways.current?.drop(event)}
      onDragEnd={() => ways.current?.end()}
    >
      {holds && path !== '' ? (
        <button
          type="button"
          className={folded ? 'outline-fold folded' : 'outline-fold'}
          tabIndex={-1}
          aria-label={`${folded ? '展开' : '收起'}${label || about}`}
          aria-expanded={!folded}
          onClick={() => ways.current?.fold(path, !folded)}
        >
          <Icon name="fold" size={12} />
        </button>
      ) : (
        <span className="outline-fold" />
      )}
      <button
        type="button"
        className="outline-row"
        data-path={path}
        aria-current={current ? 'true' : undefined}
        tabIndex={current ? 0 : -1}
        onClick={() => ways.current?.select(path)}
      >
        <span className="outline-label" title={label}>
          {label || '（未命名）'}
        </span>
        {holder && (
          <span className="outline-holder" title={`${holder}正在看这里`}>
            {holder}
            <span className="unseen">正在看这里</span>
          </span>
        )}
        <span className="outline-about">
          {wrong && (
            <span className="problem-error">
              ■<span className="unseen">有问题</span>
            </span>
          )}
          {about}
        </span>
      </button>
    </li>
  );
});

const isInside = (folded: ReadonlySet<string>, path: string): boolean => {
  for (const each of folded) if (path.startsWith(`${each}.`)) return true;
  return false;
};
const unfolded = (folded: ReadonlySet<string>, path: string): ReadonlySet<string> =>
  new Set([...folded].filter((each) => !path.startsWith(`${each}.`)));

/** The part around another one, as a place in the list. */
function parentIn(entries: readonly OutlineEntry[], here: number): number {
  const depth = entries[here]?.depth ?? 0;
  for (let at = here - 1; at >= 0; at -= 1) if ((entries[at]?.depth ?? 0) < depth) return at;
  return here;
}

interface Ways {
  readonly before: () => void;
  readonly after: () => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly close: () => void;
  readonly open: () => void;
}

function keyAction(event: KeyboardEvent, actions: OutlineActions | null, ways: Ways): (() => void) | undefined {
  const { key, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  switch (key) {
    case 'ArrowUp':
      return altKey ? actions?.up : ways.before;
    case 'ArrowDown':
      return altKey ? actions?.down : ways.after;
    case 'ArrowLeft':
      return altKey ? (actions?.moveOut ?? (() => undefined)) : ways.close;
    case 'ArrowRight':
      return altKey ? (actions?.moveIn ?? (() => undefined)) : ways.open;
    case 'Home':
      return ways.first;
    case 'End':
      return ways.last;
    case 'Delete':
    case 'Backspace':
      return actions?.remove;
    case 'Enter':
      return () => {
        const first = '.editor-properties input:not([role="combobox"]), .editor-properties textarea';
        document.querySelector<HTMLElement>(first)?.focus();
      };
    default:
      return key === 'd' && control ? actions?.copy : undefined;
  }
}
