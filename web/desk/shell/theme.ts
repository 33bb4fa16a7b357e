import { type ThemeConfig, theme } from 'antd';
import { useEffect, useState } from 'react';

export type Mode = 'light' | 'dark' | 'system';
const KEPT = 'desk.theme';

function prefersDark(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}

function keptMode(): Mode {
  const kept = localStorage.getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Which colours the person chose, kept in the browser, and antd's theme for them. */
export function useTheme(): { mode: Mode; choose: (mode: Mode) => void; config: ThemeConfig } {
  const [mode, setMode] = useState<Mode>(keptMode);
  const [system, setSystem] = useState(() => prefersDark().matches);
  useEffect(() => {
    const query = prefersDark();
    const follow = () => setSystem(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const dark = mode === 'dark' || (mode === 'system' && system);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const choose = (next: Mode) => {
    localStorage.setItem(KEPT, next);
    setMode(next);
  };
  return { mode, choose, config: antdTheme(dark) };
}

/** Maps the tokens of `web/tokens.css` into antd, so that both audiences stay one family. */
function antdTheme(dark: boolean): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token('primary'),
      colorPrimaryHover: token('primary-strong'),
      colorPrimaryActive: token('primary-strong'),
      colorLink: token('primary'),
      colorLinkHover: token('primary-strong'),
      colorInfo: token('primary'),
      colorSuccess: token('success'),
      colorWarning: token('warn'),
      colorError: token('danger'),
      colorErrorHover: token('danger'),
      colorText: token('ink'),
      colorTextSecondary: token('ink-2'),
      colorTextTertiary: token('ink-3'),
      colorTextDescription: token('ink-3'),
      colorTextPlaceholder: token('ink-3'),
      colorTextLightSolid: token('on-primary'),
      colorBgLayout: token('ground-2'),
      colorBgContainer: token('ground'),
      colorBgElevated: dark ? token('ground-2') : token('ground'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      colorSplit: token('line'),
      fontFamily: token('font'),
      fontSize: 14,
      borderRadius: 6,
      // Not by CSS: antd places its menus when a motion ends, and one that is cut short leaves them off the screen.
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', primaryColor: token('on-primary') },
      Drawer: { footerPaddingBlock: 12 },
      Tooltip: { colorTextLightSolid: '#ffffff', colorBgSpotlight: '#2b3442' },
      Table: { headerBg: token('ground-2'), headerColor: token('ink-2'), cellPaddingBlock: 10 },
    },
  };
}
