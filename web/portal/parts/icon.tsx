import type { ReactNode } from 'react';

const PATHS = {
  search:
    'M10.5 3a7.5 7.5 0 1 0 4.7 13.3l5 5 1.4-1.4-5-5A7.5 7.5 0 0 0 10.5 3Zm0 2a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z',
  person: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm0 11c4.7 0 8.5 2.6 8.5 5.8V21h-17v-1.2C3.5 16.6 7.3 14 12 14Z',
  company: 'M4 21V4.500L13 3v5l7 2v11h-6v-4h-3v4H4Zm3-13v2h3V8H7Zm0 4v2h3v-2H7Zm7 0v2h3v-2h-3Z',
  office:
    'M12 2.5 22 8v2H2V8l10-5.500ZM4 12h2.500v6H4v-6Zm6.7 0h2.600v6h-2.600v-6Zm6.8 0H20v6h-2.500v-6ZM2 19.500h20V22H2v-2.500Z',
  progress:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm1 3v4.600l3.2 3.2-1.4 1.400L11 12.400V7h2Z',
  licence:
    'M4 3h16v14h-5v5l-2.5-1.500L10 22v-5H4V3Zm2 2v10h4.300a3 3 0 1 1 4.4 0H18V5H6Zm2 2h8v1.800H8V7Zm0 3.200h3.500V12H8v-1.800Z',
  phone: 'M6.5 2.5 10 6 8.2 9.300c1 2.6 3.9 5.5 6.5 6.500L18 14l3.5 3.5-2 4C10.5 21.5 2.5 13.5 2.5 4.500l4-2Z',
  data: 'M3 3h2v16h16v2H3V3Zm4 9h3v5H7v-5Zm5-5h3v10h-3V7Zm5 3h3v7h-3v-7Z',
  check: 'm9.5 17.5-6-6L5 10l4.5 4.500L19 5l1.5 1.5-11 11Z',
  warn: 'M12 2 23 21H1L12 2Zm-1 7v6h2V9h-2Zm0 7.500v2h2v-2h-2Z',
  error: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 5v7h2V7h-2Zm0 8.500v2h2v-2h-2Z',
  info: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 8v7.500h2V10h-2Zm0-4v2.300h2V6h-2Z',
  clock:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm1 3v4.600l3.2 3.2-1.4 1.400L11 12.400V7h2Z',
  arrow: 'm9 5 7 7-7 7-1.4-1.400L13.2 12 7.6 6.4 9 5Z',
  file: 'M5 2h9l5 5v15H5V2Zm2 2v16h10V9h-5V4H7Z',
  print: 'M6 2h12v5h3v10h-3v5H6v-5H3V7h3V2Zm2 2v3h8V4H8Zm0 10v6h8v-6H8Z',
  house: 'M12 3 22 11h-3v10h-5v-6h-4v6H5V11H2l10-8Z',
  none: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2a8 8 0 0 0-6.3 12.900L16.9 5.700A8 8 0 0 0 12 4Zm6.3 3.100L7.1 18.300A8 8 0 0 0 18.3 7.100Z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside words, never instead of them: hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
