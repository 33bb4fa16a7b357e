import type { ReactNode } from 'react';
import { COUNTRY, DIVISION_LEVELS, divisionSteps } from '../../../lowcode/identifier/division.ts';
import { FieldError, idOf, Optional } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import type { FieldProps } from './field-input.tsx';
import { useLookups } from './lookups.tsx';
import { typedValue } from './show-answer.tsx';

/**
 * A place anywhere in the country, one level at a time: the button saves what was chosen and shows the level below, so
 * that no script is needed. All lists have one name; the last that lies in the one above it counts.
 */
export function DivisionInput({ field, path, answer, required, error }: FieldProps): ReactNode {
  const t = useSpeech();
  const { below } = useLookups();
  const id = idOf(path);
  const chain = divisionSteps(typedValue(field, answer));
  const lists = [COUNTRY, ...chain].map((parent) => below.get(parent) ?? []).filter((list) => list.length > 0);
  const depth = DIVISION_LEVELS.indexOf(field.depth ?? 'county') + 1;
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={id}>
        {t.text(field.label)}
        {!required && <Optional />}
      </label>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {t.text(field.hint)}
        </p>
      )}
      <FieldError path={path} message={error} />
      <div className="steps">
        {lists.map((list, at) => (
          <select
            key={DIVISION_LEVELS[at]}
            id={at === 0 ? id : `${id}-${at}`}
            name={path}
            defaultValue={chain[at] ?? ''}
            aria-label={
              at === 0 ? undefined : `${t.text(field.label)}：${t.word('divisionLevel', DIVISION_LEVELS[at])}`
            }
            aria-describedby={described}
            aria-invalid={error ? true : undefined}
          >
            <option value="">
              {t(
                `请选择${t.word('divisionLevel', DIVISION_LEVELS[at])}`,
                `Choose: ${t.word('divisionLevel', DIVISION_LEVELS[at])}`,
              )}
            </option>
            {list.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        ))}
        {lists.length < depth && (
          <button type="submit" className="button secondary" name="action" value={`calculate:${path}`}>
            {t('选好了，列出下一级', 'Show the next level')}
          </button>
        )}
      </div>
    </div>
  );
}
