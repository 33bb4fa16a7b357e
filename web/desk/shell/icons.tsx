import type { ReactNode } from 'react';

/** Line icons of the rail and of states, drawn on a 16-grid; decoration only, words stand beside them. */
const PATHS: Readonly<Record<string, ReactNode>> = {
  home: <path d="M2.5 7.5 8 3l5.5 4.5V13h-4V9.5h-3V13h-4z" />,
  cases: <path d="M3 2.5h7l3 3V13.5H3zM10 2.5v3h3M5.5 8.5h5M5.5 11h5" />,
  file: <path d="M8 2.5v7M5 6.5l3 3 3-3M2.5 10v3.5h11V10" />,
  licence: <path d="M2.5 3.5h11v7h-11zM5 6h4M5 8h2.5M10.5 10.5v3l1.2-.9 1.3.9v-3" />,
  tickets: <path d="M2.5 3.5h11v8H7l-3 2.5v-2.5H2.5z" />,
  message: <path d="M2.5 4h11v8.5h-11zM2.5 4.5 8 9l5.5-4.5" />,
  phone: (
    <path d="M4 2.5h2.2l1 3-1.5 1.2a7 7 0 0 0 3.6 3.6l1.2-1.5 3 1V12c0 .8-.7 1.5-1.5 1.5A9.5 9.5 0 0 1 2.5 4c0-.8.7-1.5 1.5-1.5z" />
  ),
  service: <path d="M2.5 4h2M6.5 4h7M2.5 8h2M6.5 8h7M2.5 12h2M6.5 12h7" />,
  form: <path d="M2.5 2.5h11v11h-11zM5 6h6M5 8.5h6M5 11h3" />,
  flow: <path d="M2.5 6h3v4h-3zM10.5 2.5h3v4h-3zM10.5 9.5h3v4h-3zM5.5 8h2.5M8 4.5v7M8 4.5h2.5M8 11.5h2.5" />,
  licenceType: (
    <path d="M8 2.5 9.6 4l2.2-.2.4 2.1 1.3 1.7-1.3 1.7-.4 2.1-2.2-.1L8 13l-1.6-1.7-2.2.1-.4-2.1-1.3-1.7 1.3-1.7.4-2.1 2.2.2zM6 8l1.5 1.5L10.2 6.5" />
  ),
  register: <path d="M2.5 2.5h11v11h-11zM2.5 6h11M6.5 2.5v11M2.5 9.8h11" />,
  system: <path d="M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5h-4.5zM9 11.2h4.5M11.2 9v4.5" />,
  matters: <path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h2.5M9.5 11l1 1 2-2.5" />,
  performance: <path d="M2.5 13.5h11M4.5 11V8M8 11V4.5M11.5 11V6.5" />,
  sites: (
    <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM2.5 8h11M8 2.5c2 1.5 2.5 3.5 2.5 5.5S10 12 8 13.5C6 12 5.5 10 5.5 8S6 4 8 2.5z" />
  ),
  operations: <path d="M2.5 8h2.5l1.5-4 3 8 1.5-4h2.5" />,
  units: <path d="M3 13.5v-11h6.5v11M9.5 6.5H13v7M2 13.5h12M5.2 5.5h2M5.2 8h2M5.2 10.5h2" />,
  substitutes: (
    <path d="M6 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM2.5 13v-1.5a3 3 0 0 1 3-3h1a3 3 0 0 1 3 3V13M9.5 4h4M12 2.5 13.5 4 12 5.5" />
  ),
  clock: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2 1.3" />,
  search: <path d="M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.5 3.5" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  up: <path d="M8 13V3.5M4 7l4-4 4 4" />,
  down: <path d="M8 3v9.5M4 9l4 4 4-4" />,
  copy: <path d="M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3" />,
  trash: <path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9" />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6" />,
  redo: <path d="m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10" />,
  help: (
    <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.2v.1" />
  ),
  paste: <path d="M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5v2.5h-5zM6 8h4M6 10.5h4" />,
  fold: <path d="m4.5 6 3.5 3.5L11.5 6" />,
  plus: <path d="M8 3v10M3 8h10" />,
  eye: <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />,
  sun: (
    <path d="M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.5 3.5l1 1M11.5 11.5l1 1M12.5 3.5l-1 1M4.5 11.5l-1 1" />
  ),
};

export function Icon({ name, size = 16 }: { name: string; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {PATHS[name]}
    </svg>
  );
}
