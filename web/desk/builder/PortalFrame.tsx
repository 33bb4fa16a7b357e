import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import base from '../../portal/styles/base.css?raw';
import forms from '../../portal/styles/forms.css?raw';
import guide from '../../portal/styles/guide.css?raw';
import layout from '../../portal/styles/layout.css?raw';
import reset from '../../reset.css?raw';
import tokens from '../../tokens.css?raw';

/** A field that is chosen in the outline. */
const CHOSEN = '.chosen-part { outline: 3px solid var(--primary-line); outline-offset: 6px; border-radius: 4px; }';
const STYLES = [tokens, reset, base, layout, guide, forms, CHOSEN, 'body { padding: 16px 0 48px; }'].join('\n');
const PAGE = '<!doctype html><html lang="zh-Hans-CN"><head><title>预览</title></head><body></body></html>';

/** A window of its own with the portal's styles, so that its width decides how the page looks, as on a telephone. */
export function PortalFrame({
  width,
  title,
  language,
  children,
}: {
  width: number | null;
  title: string;
  language: 'zh' | 'en';
  children: ReactNode;
}) {
  const [body, setBody] = useState<HTMLElement | null>(null);
  const open = (frame: HTMLIFrameElement) => {
    const page = frame.contentDocument;
    if (!page?.body) return;
    const style = page.createElement('style');
    style.textContent = STYLES;
    page.head.append(style);
    setBody(page.body);
  };
  if (body) body.ownerDocument.documentElement.lang = language === 'en' ? 'en' : 'zh-Hans-CN';
  return (
    <div className={width === null ? 'preview-window' : 'preview-window preview-phone'}>
      <iframe
        title={title}
        srcDoc={PAGE}
        // The frame around it is drawn inside of this width.
        style={width === null ? undefined : { width: width + 8 }}
        onLoad={(event) => open(event.currentTarget)}
      />
      {body && createPortal(<main className="width">{children}</main>, body)}
    </div>
  );
}
