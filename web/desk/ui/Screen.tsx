import { type ReactNode, useEffect, useRef } from 'react';

/**
 * The frame of every screen: a title for the browser's tab, one heading that takes the focus when one arrives (so that
 * screen readers say where one is), actions, and the content.
 */
export function Screen({
  title,
  sub,
  back,
  actions,
  children,
  wide = false,
  fixed = false,
}: {
  title: string;
  sub?: ReactNode;
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** As high as the window, where there is room: what is in it scrolls by itself. */
  fixed?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 工作台`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`screen${wide ? ' screen-wide' : ''}${fixed ? ' screen-fixed' : ''}`}>
      <header className="screen-head">
        <div className="screen-titles">
          {back && <div className="screen-back">{back}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sub && <div className="screen-sub">{sub}</div>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
