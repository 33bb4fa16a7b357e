import type { ReactNode } from 'react';
import type { PartField } from '../../../lowcode/form/parts.ts';
import { FieldError, idOf, Optional } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { FieldInput, type FieldProps } from './field-input.tsx';

/** An answer of several parts: a question in a frame, each part a control of its own. */
export function PartsInput({
  field,
  path,
  answer,
  required,
  error,
  parts,
}: FieldProps & { parts: readonly PartField[] }): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const given = (typeof answer === 'object' && answer !== null ? answer : {}) as { readonly [part: string]: unknown };
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={error ? 'field parts has-error' : 'field parts'}
      aria-describedby={described}
    >
      <legend>
        {t.text(field.label)}
        {!required && <Optional />}
      </legend>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {t.text(field.hint)}
        </p>
      )}
      <FieldError path={path} message={error} />
      <div className="stack">
        {parts.map((part) => (
          <FieldInput
            key={part.key}
            field={part}
            path={`${path}.${part.key}`}
            answer={given[part.key] ?? part.begin}
            // All or none of it: the frame says which.
            required
          />
        ))}
      </div>
    </fieldset>
  );
}
