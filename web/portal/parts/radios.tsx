import type { ReactNode } from 'react';
import { FieldError, idOf, Optional } from './form-bits.tsx';

/** A question with few answers: all of them in sight. */
export function Radios({
  name,
  legend,
  value,
  options,
  error,
  hint,
  optional,
  inline = false,
}: {
  name: string;
  legend: string;
  value: string;
  options: readonly (readonly string[])[];
  error?: string;
  hint?: string;
  optional?: boolean;
  /** Side by side: for short answers in an order. */
  inline?: boolean;
}): ReactNode {
  const id = idOf(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={described}>
      <legend>
        {legend}
        {optional && <Optional />}
      </legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError path={name} message={error} />
      <div className={inline ? 'tick-row' : undefined}>
        {options.map(([code = '', label], at) => (
          <label key={code} className="tick">
            <input
              type="radio"
              id={at === 0 ? id : undefined}
              name={name}
              value={code}
              defaultChecked={code === value}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
