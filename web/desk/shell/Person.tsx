import { Dropdown } from 'antd';
import { wordFor } from '../../../lowcode/words.ts';
import { useDesk } from './desk.tsx';
import type { Mode } from './theme.ts';

const MODES: readonly { key: Mode; label: string }[] = [
  { key: 'system', label: '外观：跟随系统' },
  { key: 'light', label: '外观：浅色' },
  { key: 'dark', label: '外观：深色' },
];

/** Who is signed in and in which roles; how it looks; signing out. */
export function Person({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }) {
  const { viewer } = useDesk();
  const roles = viewer.roles.map(({ role, unit }) =>
    [unit?.name.zh, wordFor('role', role)].filter(Boolean).join(' · '),
  );
  return (
    <div className="person">
      <Dropdown
        trigger={['click']}
        autoFocus
        placement="topLeft"
        menu={{
          selectable: true,
          selectedKeys: [mode],
          items: [
            ...MODES.map(({ key, label }) => ({ key, label })),
            { type: 'divider' as const },
            { key: 'portal', label: <a href="/">门户网站</a> },
            { key: 'leave', label: '退出登录' },
          ],
          onClick: ({ key }) => {
            if (key === 'leave') signOut();
            else if (key !== 'portal') choose(key as Mode);
          },
        }}
      >
        <button type="button" className="person-button">
          <span className="person-name">{viewer.name}</span>
          <span className="person-role">{roles.join('，') || '没有角色'}</span>
        </button>
      </Dropdown>
    </div>
  );
}

/** Signing out changes something, so it is a posted form and not a link. */
function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/auth/logout';
  document.body.append(form);
  form.submit();
}
