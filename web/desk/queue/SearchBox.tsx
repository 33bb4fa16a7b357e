import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from './use-keys.ts';

/** Searches when Enter is pressed or the box is cleared; the slash key goes to it. */
export function SearchBox({
  label,
  hint,
  value,
  onSearch,
}: {
  label: string;
  hint: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const box = useRef<InputRef>(null);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useKeys({ '/': () => box.current?.focus() });
  return (
    <Input.Search
      ref={box}
      className="filter-search"
      aria-label={label}
      placeholder={hint}
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={onSearch}
    />
  );
}
