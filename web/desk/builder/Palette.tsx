import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Addable, findIn, PALETTE } from './kind-palette.ts';

/** What can be added to a form, grouped by meaning, each with an example; typing narrows it, arrows and Enter choose. */
export function Palette({ add, close, where }: { add: (what: Addable) => void; close: () => void; where: string }) {
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<InputRef>(null);
  // At once, for who types on without waiting for the dialog to have opened.
  useEffect(() => input.current?.focus(), []);
  const found = findIn(PALETTE, search);
  const headings = [...new Set(found.map(({ heading }) => heading))];
  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, found.length - 1));
    setAt(next);
    list.current?.querySelector(`#add-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    const chosen = found[at];
    if (step !== undefined) {
      event.preventDefault();
      go(at + step);
    } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(chosen);
    }
  };
  return (
    <Modal
      open
      title="添加什么"
      footer={null}
      width={820}
      onCancel={close}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <p className="quiet">{where}</p>
      <Input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={found[at] && `add-${found[at].id}`}
        aria-label="找要添加的，方向键选择，回车添加"
        placeholder="输入名称找，如：身份证、金额、附件"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div ref={list} id="palette" className="palette" role="listbox" aria-label="可以添加的">
        {headings.map((heading) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own outside of select
          <div key={heading} role="group" aria-labelledby={`palette-${heading}`}>
            <p id={`palette-${heading}`} className="palette-heading" role="presentation">
              {heading}
            </p>
            {found
              .filter((each) => each.heading === heading)
              .map((each) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the box that has the focus
                <div
                  key={each.id}
                  id={`add-${each.id}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={found[at] === each}
                  className="palette-option"
                  onClick={() => add(each)}
                  onMouseMove={() => setAt(found.indexOf(each))}
                >
                  <span>{each.label}</span>
                  <span className="faint">{each.example}</span>
                </div>
              ))}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="quiet">没有这样的填写项，换个词试试。</p>}
    </Modal>
  );
}
