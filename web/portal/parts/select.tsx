import type { ReactNode } from 'react';
import { Optional } from './form-bits.tsx';

/** One of many, where not choosing means any. */
export function Select({
  name,
  label,
  value,
  all,
  options,
  optional,
}: {
  name: string;
  label: string;
  value: string;
  all: string;
  options: readonly (readonly string[])[];
  optional?: boolean;
}): ReactNode {
  return (
    <div className="field">
      <label htmlFor={`by-${name}`}>
        {label}
        {optional && <Optional />}
      </label>
      <select id={`by-${name}`} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {options.map(([code = '', text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
