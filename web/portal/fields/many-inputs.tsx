import type { ReactNode } from 'react';
import { OPEN_END } from '../../../lowcode/form/bounds.ts';
import { FieldError, idOf, Optional } from '../parts/form-bits.tsx';
import { type DataText, useSpeech } from '../parts/reading.tsx';
import type { FieldProps } from './field-input.tsx';

/** Several of many. */
export function Choices({
  field,
  path,
  answer,
  error,
  required,
  options,
}: FieldProps & { options: readonly { readonly value: string; readonly label: DataText }[] }): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const chosen = Array.isArray(answer) ? answer : [];
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={described}>
      <legend>
        {t.text(field.label)}
        {!required && <Optional />}
      </legend>
      <p className="hint" id={`${id}-hint`}>
        {field.hint ? t.text(field.hint) : t('可以选多项', 'Choose all that apply')}
      </p>
      <FieldError path={path} message={error} />
      {/* Says that the question was asked: ticking nothing sends nothing. */}
      <input type="hidden" name={path} value="" />
      <div className={options.length > 12 ? 'tick-list' : undefined}>
        {options.map((option, at) => (
          <label key={option.value} className="tick">
            <input
              type="checkbox"
              id={at === 0 ? id : undefined}
              name={path}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
            />
            <span>{t.text(option.label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Something to agree to. */
export function Declaration({ field, path, answer, error }: FieldProps): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  return (
    <div className={error ? 'field has-error' : 'field'}>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {t.text(field.hint)}
        </p>
      )}
      <FieldError path={path} message={error} />
      <input type="hidden" name={path} value="" />
      <label className="tick">
        <input
          type="checkbox"
          id={id}
          name={path}
          value="true"
          defaultChecked={answer === true}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-invalid={error ? true : undefined}
        />
        <span>{t.text(field.label)}</span>
      </label>
    </div>
  );
}

/** Agreeing to a text: the text itself in sight, then the tick, which says of what version it is. */
export function Consent({ field, path, answer, error, required }: FieldProps): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  if (!field.terms) return null;
  const { text, version } = field.terms;
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        {t.text(field.label)}
        {!required && <Optional />}
      </legend>
      {field.hint && <p className="hint">{t.text(field.hint)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too */}
      <section className="terms" tabIndex={0} aria-label={t.text(field.label)}>
        {t
          .text(text)
          .split('\n')
          .map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
            <p key={at}>{line}</p>
          ))}
        <p className="quiet">{t(`版本：${version}`, `Version: ${version}`)}</p>
      </section>
      <FieldError path={path} message={error} />
      <input type="hidden" name={path} value="" />
      <label className="tick">
        <input
          type="checkbox"
          id={id}
          name={path}
          value={version}
          defaultChecked={answer === version}
          aria-invalid={error ? true : undefined}
        />
        <span>{t('我已阅读并同意', 'I have read this and agree')}</span>
      </label>
    </fieldset>
  );
}

/** A date, or that there is none (长期). */
export function OpenDate({ field, path, answer, error, required }: FieldProps): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const open = answer === OPEN_END;
  return (
    <Days field={field} path={path} error={error} required={required}>
      <input
        id={id}
        className="short"
        type="date"
        name={path}
        aria-label={t.text(field.label)}
        defaultValue={open || typeof answer !== 'string' ? '' : answer}
      />
      <NoEnd path={path} open={open} />
    </Days>
  );
}

/** One or two days that answer one question. */
function Days({
  field,
  path,
  error,
  required,
  children,
}: Omit<FieldProps, 'answer'> & { children: ReactNode }): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={described}>
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
      <div className="range">{children}</div>
    </fieldset>
  );
}

function NoEnd({ path, open }: { path: string; open: boolean }): ReactNode {
  const t = useSpeech();
  return (
    <label className="tick">
      <input type="checkbox" name={`${path}.open`} value="true" defaultChecked={open} />
      <span>{t('长期', 'No end')}</span>
    </label>
  );
}

/** From one day to another. */
export function DateRange({ field, path, answer, error, required }: FieldProps): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const { from, to } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    from?: string | null;
    to?: string | null;
  };
  const open = field.openEnd === true && to === OPEN_END;
  return (
    <Days field={field} path={path} error={error} required={required}>
      <label htmlFor={id}>
        {t('从', 'From')}
        <input id={id} type="date" name={`${path}.from`} defaultValue={from ?? ''} />
      </label>
      <label htmlFor={`${id}-to`}>
        {t('到', 'To')}
        <input id={`${id}-to`} type="date" name={`${path}.to`} defaultValue={open ? '' : (to ?? '')} />
      </label>
      {field.openEnd && <NoEnd path={path} open={open} />}
    </Days>
  );
}
