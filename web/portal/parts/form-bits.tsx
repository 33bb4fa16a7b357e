import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useSpeech } from './reading.tsx';

/** What is wrong with what somebody entered: by path, `key` or `group.index.key`. */
export interface FormError {
  readonly path: string;
  readonly message: string;
}

/** The id of the element that a path's link in the error summary leads to. */
export function idOf(path: string): string {
  return `f-${path.replace(/[^A-Za-z0-9_-]/g, '-')}`;
}

/** All that is wrong, at the top, each a link to its field. */
export function ErrorSummary({ errors }: { errors: readonly FormError[] }): ReactNode {
  const t = useSpeech();
  if (errors.length === 0) return null;
  return (
    <div className="summary-errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">{t('有内容需要改正', 'There is a problem')}</h2>
      <ul>
        {errors.map(({ path, message }) => (
          <li key={path + message}>
            <a href={`#${idOf(path)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function FieldError({ path, message }: { path: string; message: string | undefined }): ReactNode {
  const t = useSpeech();
  if (!message) return null;
  return (
    <p className="field-error" id={`${idOf(path)}-error`}>
      <Icon name="error" />
      <span>
        <span className="sr-only">{t('错误：', 'Error: ')}</span>
        {message}
      </span>
    </p>
  );
}

interface InputProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly error?: string;
  readonly optional?: boolean;
  readonly type?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url';
  readonly short?: boolean;
  readonly unit?: string;
  /** Programs of the browser must not rewrite identifiers and codes. */
  readonly plain?: boolean;
}

/** One labelled line or box of text: label above, then hint, then the error. */
export function TextInput(props: InputProps): ReactNode {
  const { name, label, hint, value, error, optional, rows, unit } = props;
  const id = idOf(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name,
    defaultValue: value ?? '',
    maxLength: props.maxLength,
    autoComplete: props.autoComplete,
    'aria-describedby': described,
    'aria-invalid': error ? true : undefined,
    ...(props.plain && { spellCheck: false, autoCapitalize: 'none' }),
  };
  const input = rows ? (
    <textarea {...common} rows={rows} />
  ) : (
    <input
      {...common}
      type={props.type ?? 'text'}
      inputMode={props.inputMode}
      className={props.short ? 'short' : undefined}
    />
  );
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <Optional />}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError path={name} message={error} />
      {unit ? (
        <div className="with-unit">
          {input}
          <span>{unit}</span>
        </div>
      ) : (
        input
      )}
    </div>
  );
}

export function Optional(): ReactNode {
  const t = useSpeech();
  return <span className="not-required">{t('（选填）', ' (optional)')}</span>;
}

/** Enter in a text field presses the first button of a form: this one, so that it is never 'add' or 'remove'. */
export function DefaultButton({ value }: { value: string }): ReactNode {
  return <button type="submit" name="action" value={value} className="sr-only" tabIndex={-1} aria-hidden="true" />;
}
