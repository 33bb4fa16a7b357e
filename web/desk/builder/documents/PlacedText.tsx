import { Input, Select } from 'antd';
import { type ComponentRef, useRef } from 'react';
import { fromLabels, type Place, toLabels } from '../../../../lowcode/document/template-text.ts';

/** A text with places to be filled in: they read as their names in braces, and are put in where the caret stands. */
export function PlacedText({
  id,
  label,
  text,
  places,
  problem,
  set,
}: {
  id: string;
  label: string;
  text: string;
  places: readonly Place[];
  problem: string | undefined;
  set: (text: string) => void;
}) {
  const area = useRef<ComponentRef<typeof Input.TextArea>>(null);
  const shown = toLabels(text, places);
  const put = (place: string) => {
    const input = area.current?.resizableTextArea?.textArea;
    const [from, to] = input ? [input.selectionStart, input.selectionEnd] : [shown.length, shown.length];
    set(fromLabels(`${shown.slice(0, from)}{${place}}${shown.slice(to)}`, places));
    requestAnimationFrame(() => {
      input?.focus();
      const caret = from + place.length + 2;
      input?.setSelectionRange(caret, caret);
    });
  };
  return (
    <div className="placed-text">
      <Input.TextArea
        id={id}
        ref={area}
        aria-label={label}
        autoSize={{ minRows: 1, maxRows: 8 }}
        status={problem ? 'error' : undefined}
        value={shown}
        onChange={({ target }) => set(fromLabels(target.value, places))}
      />
      <Select
        aria-label={`在${label}中插入`}
        placeholder="插入"
        popupMatchSelectWidth={240}
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        options={places.map((place) => ({ value: place.label, label: place.label }))}
        onChange={put}
      />
      {problem && <span className="field-problem">{problem}</span>}
    </div>
  );
}
