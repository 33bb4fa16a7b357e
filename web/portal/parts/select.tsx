import type { ReactNode } from 'react';

/** One of many, where not choosing means any. */
export function Select({
  name,
  label,
  value,
  all,
  options,
}: {
  name: string;
  label: string;
  value: string;
  all: string;
  options: readonly (readonly string[])[];
}): ReactNode {
  return (
    <div className="field">
      <label htmlFor={`by-${name}`}>{label}</label>
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
