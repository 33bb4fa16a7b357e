import { Drawer } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Screen } from '../ui/Screen.tsx';
import { Empty } from '../ui/states.tsx';
import { Boundary } from './Boundary.tsx';
import { useDesk } from './desk.tsx';
import { Icon } from './icons.tsx';
import { Link } from './Link.tsx';
import { placeAt } from './places.ts';
import { Rail } from './Rail.tsx';
import { useRoute } from './route.ts';
import { screenAt } from './screens.tsx';
import type { Mode } from './theme.ts';

/** The left rail and the screen the address names; on a phone the rail is behind a button. */
export function Shell({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }) {
  const { path } = useRoute();
  const { region } = useDesk();
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new path closes the menu
  useEffect(() => setOpen(false), [path]);
  const screen = screenAt(path);
  return (
    <div className="desk">
      <a className="skip" href="#main">
        跳到主要内容
      </a>
      <header className="topbar">
        <button type="button" className="icon-button" aria-label="打开导航" onClick={() => setOpen(true)}>
          <Icon name="menu" />
        </button>
        <span className="topbar-name">{placeAt(path)?.label ?? '工作台'}</span>
      </header>
      <aside className="rail-side">
        <Rail mode={mode} choose={choose} />
      </aside>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={260}
        title="导航"
        styles={{ body: { padding: 0 } }}
      >
        <Rail mode={mode} choose={choose} />
      </Drawer>
      <main id="main" tabIndex={-1}>
        {region.demonstration && <p className="demonstration">示例数据，非官方</p>}
        <Boundary key={path}>
          <Suspense fallback={<div className="loading" role="status" aria-label="正在打开" />}>
            {screen ?? (
              <Screen title="没有这一页">
                <Empty
                  title="没有这一页"
                  hint="地址可能写错了，或这一页已经移走。"
                  action={<Link to="/">回到首页</Link>}
                />
              </Screen>
            )}
          </Suspense>
        </Boundary>
      </main>
    </div>
  );
}
